using System.Collections.Concurrent;
using System.Security.Claims;
using WebConsole.Features.Consoles;

namespace WebConsole.Tests.Consoles;

/// <summary>Sessions that end when a test says so.</summary>
internal sealed class SwitchedSessionWatch : ISessionWatch
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _sessions = new();

    public CancellationToken WhenEnded(ClaimsPrincipal user) => Session(user.Identity!.Name!).Token;

    public void End(string user) => Session(user).Cancel();

    private CancellationTokenSource Session(string user) => _sessions.GetOrAdd(user, _ => new CancellationTokenSource());
}

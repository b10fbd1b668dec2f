using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Features.Consoles;

/// <summary>
/// The hub of consoles: it streams bytes in both directions. Each console has its own connection, because a busy screen
/// would delay other consoles on a shared one.
/// </summary>
[Authorize(Policies.Viewer)]
internal sealed class ConsoleHub(ConsoleSessions sessions, IConsoleSource source, TimeProvider time) : Hub<IConsoleBrowser>
{
    /// <summary>A display: RFB both ways.</summary>
    /// <param name="machine"><see cref="MachineId.ToString"/> of the machine.</param>
    /// <param name="index">Which of all its displays, from 0.</param>
    /// <param name="viewOnly">Opens it in view-only mode, even if the user may control it.</param>
    /// <param name="input">What the browser's RFB client sends.</param>
    /// <param name="cancellationToken">Cancelled when the browser disconnects or closes the console.</param>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> OpenGraphics(string machine, int index, bool viewOnly, IAsyncEnumerable<byte[]> input,
        CancellationToken cancellationToken) =>
        RunAsync(Request(ConsoleKind.Graphics, machine, viewOnly, (id, _, token) => source.OpenGraphicsAsync(id, index, token)),
            input, cancellationToken);

    /// <summary>A serial or paravirtual console: plain bytes both ways.</summary>
    /// <param name="machine"><see cref="MachineId.ToString"/> of the machine.</param>
    /// <param name="device">The console's alias, or <c>null</c> for the first that opens.</param>
    /// <param name="viewOnly">Opens it in view-only mode, even if the user may control it.</param>
    /// <param name="takeOver">Whether to disconnect the client that holds the line; allowed only for users who may
    /// control the machine.</param>
    /// <param name="input">What is typed.</param>
    /// <param name="cancellationToken">Cancelled when the browser disconnects or closes the console.</param>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> OpenText(string machine, string? device, bool viewOnly, bool takeOver,
        IAsyncEnumerable<byte[]> input, CancellationToken cancellationToken) =>
        RunAsync(Request(ConsoleKind.Text, machine, viewOnly,
                (id, onlyLooks, token) => source.OpenTextAsync(id, device, takeOver && !onlyLooks, token)),
            input, cancellationToken);

    /// <summary>Does nothing: the browser measures the round-trip time.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "A static method cannot be called through a hub.")]
    public void Ping()
    {
    }

    private ConsoleRequest Request(ConsoleKind kind, string machine, bool viewOnly, Func<MachineId, bool, CancellationToken, Task<Stream>> open) => new()
    {
        Kind = kind,
        Machine = MachineId.TryParse(machine, out var id) ? id : null,
        ViewOnly = viewOnly,
        User = Context.User ?? new ClaimsPrincipal(),
        From = Context.GetHttpContext()?.From() ?? "",
        Asked = time.GetTimestamp(),
        Open = open,
    };

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> RunAsync(ConsoleRequest request, IAsyncEnumerable<byte[]> input,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (session, refusal) = await sessions.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        if (session is null)
        {
            await Clients.Caller.Closed(refusal!.Token, refusal.Detail).ConfigureAwait(false);
            yield break;
        }
        try
        {
            await Clients.Caller.Opened(session.ViewOnly).ConfigureAwait(false);
            await foreach (var chunk in session.RunAsync(input, cancellationToken).ConfigureAwait(false))
                yield return chunk;
            await Clients.Caller.Closed(session.End.Token, session.End.Detail).ConfigureAwait(false);
        }
        finally
        {
            await sessions.CloseAsync(request, session).ConfigureAwait(false);
        }
    }
}

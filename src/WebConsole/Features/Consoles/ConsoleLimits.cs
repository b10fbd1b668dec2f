using Microsoft.Extensions.Options;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Consoles;

/// <summary>Counts open consoles, so that neither one person nor all together can exhaust the server.</summary>
public sealed class ConsoleLimits(IOptions<ConsoleOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byPerson = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>Takes a place for <paramref name="person"/> (<see cref="SessionPrincipal.PersonOf(System.Security.Claims.ClaimsPrincipal)"/>), given back when disposed; <c>null</c> when there is none.</summary>
    public IDisposable? TryEnter(string person)
    {
        lock (_lock)
        {
            var mine = _byPerson.GetValueOrDefault(person);
            if (_total >= options.Value.Total || mine >= options.Value.PerUser)
                return null;
            _total++;
            _byPerson[person] = mine + 1;
            return new Place(this, person);
        }
    }

    private void Leave(string person)
    {
        lock (_lock)
        {
            _total--;
            if (--_byPerson[person] == 0)
                _byPerson.Remove(person);
        }
    }

    private sealed class Place(ConsoleLimits limits, string person) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                limits.Leave(person);
        }
    }
}

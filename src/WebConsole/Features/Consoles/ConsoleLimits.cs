using Microsoft.Extensions.Options;

namespace WebConsole.Features.Consoles;

/// <summary>Counts open consoles, so that neither one user nor all together can exhaust the server.</summary>
public sealed class ConsoleLimits(IOptions<ConsoleOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byUser = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>Takes a place for <paramref name="user"/>, given back when disposed; <c>null</c> when there is none.</summary>
    public IDisposable? TryEnter(string user)
    {
        lock (_lock)
        {
            var mine = _byUser.GetValueOrDefault(user);
            if (_total >= options.Value.Total || mine >= options.Value.PerUser)
                return null;
            _total++;
            _byUser[user] = mine + 1;
            return new Place(this, user);
        }
    }

    private void Leave(string user)
    {
        lock (_lock)
        {
            _total--;
            if (--_byUser[user] == 0)
                _byUser.Remove(user);
        }
    }

    private sealed class Place(ConsoleLimits limits, string user) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                limits.Leave(user);
        }
    }
}

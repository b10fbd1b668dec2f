namespace WebConsole.Security.HostAccounts;

/// <summary>
/// Slows guessing without shutting anyone out for good. An attempt costs one of a few, which come back with time and
/// at once by success. Someone who has signed in from an address before draws on an allowance of just this account and
/// address; strangers draw on their address's and on the account's allowance for strangers. So whoever guesses at an
/// account from elsewhere, or at others from the same address, does not lock its owner out. An attempt that names no
/// possible account draws on its address alone, and one that is refused leaves nothing behind.
/// </summary>
internal sealed class PasswordLimiter(TimeProvider time)
{
    public const int MostKept = 20_000;

    private static readonly Allowance OfOwner = new(Most: 10, Return: TimeSpan.FromSeconds(30));
    private static readonly Allowance OfAddress = new(Most: 20, Return: TimeSpan.FromSeconds(15));
    private static readonly Allowance OfAccount = new(Most: 10, Return: TimeSpan.FromSeconds(30));

    private static readonly Allowance OfTelling = new(Most: 1, Return: TimeSpan.FromMinutes(1));

    private readonly Dictionary<Key, Bucket> _buckets = [];
    private readonly HashSet<(string? Account, string From)> _owners = [];
    private readonly Lock _lock = new();

    /// <summary>How much it remembers.</summary>
    public int Kept => _buckets.Count;

    /// <summary>Takes one attempt before the password is looked at, so that attempts in parallel count too.</summary>
    /// <param name="account">As the caller wrote it, in lower case; <c>null</c> where it is none that an account can have.</param>
    /// <param name="from">The caller's network.</param>
    public bool TryTake(string? account, string from)
    {
        lock (_lock)
            return TryTake(Draws(account, from));
    }

    /// <summary>
    /// Whether the audit log is to hear of a refusal by limit: once a minute for each address, so that whoever is refused
    /// can't fill the disk.
    /// </summary>
    public bool MayTell(string from)
    {
        lock (_lock)
            return TryTake([(new Key(null, from, Telling: true), OfTelling)]);
    }

    /// <summary>Gives the attempt back and remembers whose address this is.</summary>
    public void Succeeded(string? account, string from)
    {
        lock (_lock)
        {
            foreach (var (key, _) in Draws(account, from))
                _buckets.GetValueOrDefault(key)?.Take(-1);
            if (_owners.Count < MostKept)
                _owners.Add((account, from));
        }
    }

    private (Key Key, Allowance Allowance)[] Draws(string? account, string from) =>
        account is null ? [(new Key(null, from), OfAddress)]
        : _owners.Contains((account, from)) ? [(new Key(account, from), OfOwner)]
        : [(new Key(null, from), OfAddress), (new Key(account, null), OfAccount)];

    private bool TryTake((Key Key, Allowance Allowance)[] draws)
    {
        var now = time.GetTimestamp();
        if (_buckets.Count > MostKept)
            Forget();
        // All are looked at before any is made: what is refused costs no memory.
        if (!Array.TrueForAll(draws, draw => !_buckets.TryGetValue(draw.Key, out var bucket) || bucket.Left(now, time) >= 1))
            return false;
        foreach (var (key, allowance) in draws)
            (_buckets.TryGetValue(key, out var bucket) ? bucket : _buckets[key] = new Bucket(allowance, now)).Take(1);
        return true;
    }

    /// <summary>Forgets those that are full again, which says as much; where all are in use, the oldest half.</summary>
    private void Forget()
    {
        var now = time.GetTimestamp();
        foreach (var (key, _) in _buckets.Where(entry => entry.Value.IsFull(now, time)).ToList())
            _buckets.Remove(key);
        foreach (var (key, _) in _buckets.OrderBy(entry => entry.Value.Used).Take(Math.Max(0, _buckets.Count - (MostKept / 2))).ToList())
            _buckets.Remove(key);
    }

    private readonly record struct Key(string? Account, string? From, bool Telling = false);
}

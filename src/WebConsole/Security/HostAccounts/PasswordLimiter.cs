namespace WebConsole.Security.HostAccounts;

/// <summary>
/// Slows down password guessing without locking anyone out for good. Each attempt uses one of a few tokens, which are
/// replenished over time, and at once by a successful sign-in. A user who has signed in from an address before uses an
/// allowance of this account and address; all others use the allowance of their address and the account's allowance for
/// strangers. So an attacker who guesses from elsewhere, or guesses other accounts from the same address, does not lock
/// out the owner. An attempt with an impossible account name uses only the allowance of its address, and a refused
/// attempt stores nothing.
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

    /// <summary>The most allowances that it remembers.</summary>
    public int Kept => _buckets.Count;

    /// <summary>Takes one attempt before the password is checked, so that parallel attempts count too.</summary>
    /// <param name="account">The account name as typed, in lower case; <c>null</c> if no account can have that name.</param>
    /// <param name="from">The caller's network.</param>
    public bool TryTake(string? account, string from)
    {
        lock (_lock)
            return TryTake(Draws(account, from));
    }

    /// <summary>
    /// Whether to write a refusal by limit to the audit log: once a minute for each address, so that refused callers
    /// can't fill the disk.
    /// </summary>
    public bool MayTell(string from)
    {
        lock (_lock)
            return TryTake([(new Key(null, from, Telling: true), OfTelling)]);
    }

    /// <summary>Returns the attempt and remembers that this account has signed in from this address.</summary>
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
        // Check all allowances before creating any, so that a refused attempt costs no memory.
        if (!Array.TrueForAll(draws, draw => !_buckets.TryGetValue(draw.Key, out var bucket) || bucket.Left(now, time) >= 1))
            return false;
        foreach (var (key, allowance) in draws)
            (_buckets.TryGetValue(key, out var bucket) ? bucket : _buckets[key] = new Bucket(allowance, now)).Take(1);
        return true;
    }

    /// <summary>
    /// Removes allowances that are full again, because a missing one counts as full; if all are in use, removes the
    /// older half.
    /// </summary>
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

using System.Collections.Concurrent;
using WebConsole.Security.HostAccounts;

namespace WebConsole.Tests.Support;

/// <summary>Host accounts from a list. Every password is the account's name and "-secret".</summary>
internal sealed class FakeHostAccounts : IHostAccounts
{
    private readonly ConcurrentDictionary<string, HostAccount> _accounts = new();

    /// <summary>Expired accounts, whose password is right.</summary>
    public ConcurrentBag<string> Expired { get; } = [];

    /// <summary>The requested names.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Runs before each answer.</summary>
    public Action Before { get; set; } = () => { };

    /// <summary>Runs before each check of a signed-in account.</summary>
    public Action<string> BeforeLook { get; set; } = _ => { };

    public void Add(string name, string stamp = "1", params string[] groups) => _accounts[name] = new HostAccount(name, [.. groups], stamp);

    public void Remove(string name) => _accounts.TryRemove(name, out _);

    public AccountAnswer Check(string user, string password, string from)
    {
        Before();
        Asked.Enqueue(user);
        return password == $"{user}-secret" ? Answer(user) : new(AccountVerdict.Refused, null, _accounts.ContainsKey(user), "Authentication failure");
    }

    public AccountAnswer Look(string user)
    {
        BeforeLook(user);
        return Answer(user);
    }

    private AccountAnswer Answer(string user) =>
        !_accounts.TryGetValue(user, out var account) ? new(AccountVerdict.Refused, null, Exists: false, "User not known")
        : Expired.Contains(user) ? new(AccountVerdict.Refused, null, Exists: true, "Account expired")
        : AccountAnswer.Good(account);
}

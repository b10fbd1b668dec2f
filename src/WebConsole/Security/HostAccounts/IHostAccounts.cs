namespace WebConsole.Security.HostAccounts;

/// <summary>The accounts of the machine we run on: PAM in the product, a list in tests. All calls block.</summary>
public interface IHostAccounts
{
    /// <summary>Whether the password is the account's, and the account may be used.</summary>
    public AccountAnswer Check(string user, string password, string from);

    /// <summary>Whether an account that signed in before may still be used.</summary>
    public AccountAnswer Look(string user);
}

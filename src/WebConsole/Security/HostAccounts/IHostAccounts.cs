namespace WebConsole.Security.HostAccounts;

/// <summary>The accounts of this machine: PAM in the product, a list in tests. All calls block.</summary>
public interface IHostAccounts
{
    /// <summary>Checks the password, and that the account may be used.</summary>
    public AccountAnswer Check(string user, string password, string from);

    /// <summary>Whether an account that signed in before may still be used.</summary>
    public AccountAnswer Look(string user);
}

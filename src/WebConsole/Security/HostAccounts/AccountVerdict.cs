namespace WebConsole.Security.HostAccounts;

public enum AccountVerdict
{
    /// <summary>It may be used.</summary>
    Good,

    /// <summary>It may not: wrong password, unknown, expired, locked.</summary>
    Refused,

    /// <summary>Unknown: the account database does not answer.</summary>
    Unavailable,
}

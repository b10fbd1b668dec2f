namespace WebConsole.Security.HostAccounts;

public enum AccountVerdict
{
    /// <summary>It may be used.</summary>
    Good,

    /// <summary>It may not: wrong password, unknown, expired, locked.</summary>
    Refused,

    /// <summary>Nobody knows: what keeps the accounts does not answer.</summary>
    Unavailable,
}

namespace WebConsole.Security.HostAccounts;

/// <summary>The host's answer about an account.</summary>
/// <param name="Verdict">Its answer.</param>
/// <param name="Account">The account, if it may be used.</param>
/// <param name="Exists">Whether the account exists, so that its name may be logged.</param>
/// <param name="Reason">Why not; only for the audit log.</param>
public sealed record AccountAnswer(AccountVerdict Verdict, HostAccount? Account, bool Exists, string? Reason)
{
    public static AccountAnswer Good(HostAccount account) => new(AccountVerdict.Good, account, Exists: true, Reason: null);
}

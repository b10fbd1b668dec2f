namespace WebConsole.Security.HostAccounts;

/// <summary>What the host says of an account.</summary>
/// <param name="Verdict">Its answer.</param>
/// <param name="Account">The account, where it may be used.</param>
/// <param name="Exists">Whether there is such an account, so that its name is one and may be logged.</param>
/// <param name="Reason">Why not, for the audit log alone.</param>
public sealed record AccountAnswer(AccountVerdict Verdict, HostAccount? Account, bool Exists, string? Reason)
{
    public static AccountAnswer Good(HostAccount account) => new(AccountVerdict.Good, account, Exists: true, Reason: null);
}

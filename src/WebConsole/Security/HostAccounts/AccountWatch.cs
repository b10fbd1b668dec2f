using WebConsole.Security.Sessions;

namespace WebConsole.Security.HostAccounts;

/// <summary>
/// Ends the sessions of accounts that changed after sign-in: another password, expired, gone, or with another role.
/// The host's account files are looked at every two seconds; directories, which have none, are asked now and then.
/// </summary>
internal sealed partial class AccountWatch(
    IHostAccounts accounts, HostAccountsStatus status, PasswordThreads threads, RoleMap roles, SessionRegistry sessions, TimeProvider time, ILogger<AccountWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    private static readonly string[] Files = ["/etc/passwd", "/etc/shadow", "/etc/group", "/etc/nologin"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!status.IsOn)
            return;
        using var timer = new PeriodicTimer(Interval, time);
        // What changed while the server was down is found by the first look.
        string? known = null;
        var asked = time.GetTimestamp();
        do
        {
            var now = Fingerprint();
            if (now == known && time.GetElapsedTime(asked) < AskAgain)
                continue;
            if (await TryLookAsync(stoppingToken).ConfigureAwait(false))
                (known, asked) = (now, time.GetTimestamp());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task<bool> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What goes wrong in one round must not end the server; the next one tries again.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LookFailed(log, exception);
            return false;
        }
    }

    /// <summary>Looks at every account that is signed in; says whether all of them could be looked at.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var complete = true;
        foreach (var ofUser in sessions.Current.Where(session => session.Method == SignInMethod.Password).GroupBy(session => session.User))
        {
            if (threads.TryRun(() => accounts.Look(ofUser.Key)) is not { } look)
                return false;
            var answer = await look.WaitAsync(cancellationToken).ConfigureAwait(false);
            complete &= answer.Verdict != AccountVerdict.Unavailable;
            foreach (var session in ofUser)
                if (WhyToEnd(session, answer) is { } why)
                    sessions.End(session.Id, why);
        }
        return complete;
    }

    private string? WhyToEnd(Session session, AccountAnswer answer) =>
        answer.Verdict == AccountVerdict.Refused ? $"the account may not be used any more: {answer.Reason}"
        : answer.Account is not { } account ? null
        : account.Stamp != session.AccountStamp ? "the account's password or expiry changed"
        : roles.RoleOf(account) != session.Role ? "the account's role changed"
        : null;

    private static string Fingerprint() => string.Join(' ', Files.Select(file => new FileInfo(file)).Select(file =>
        file.Exists ? $"{file.LastWriteTimeUtc.Ticks}+{file.Length}" : "-"));

    [LoggerMessage(1322, LogLevel.Error, "The accounts that are signed in could not be looked at; the next round tries again")]
    private static partial void LookFailed(ILogger log, Exception exception);
}

using WebConsole.Security.Sessions;

namespace WebConsole.Security.HostAccounts;

/// <summary>
/// Ends the sessions of accounts that changed after sign-in: another password, expired, deleted, or with another role.
/// It checks the host's account files every two seconds; directory services have no files, so it polls them less often.
/// </summary>
internal sealed partial class AccountWatch(
    IHostAccounts accounts, HostAccountsStatus status, PasswordThreads threads, RoleMap roles, SessionRegistry sessions, TimeProvider time, ILogger<AccountWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    /// <summary>The time limit of a check. Its thread goes on, because nothing can interrupt PAM.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>More would leave too few threads for sign-ins.</summary>
    private const int MostHanging = 2;

    private static readonly string[] Files = ["/etc/passwd", "/etc/shadow", "/etc/group", "/etc/nologin"];

    private readonly List<(string User, Task Look)> _hanging = [];

    /// <summary>If host accounts can't sign in (any more), their existing sessions end.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!status.IsOn)
            foreach (var session in sessions.Current.Where(session => session.Method == SignInMethod.Password))
                sessions.End(session.Id, "host accounts can't sign in here any more", SessionEnd.Account);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!status.IsOn)
            return;
        using var timer = new PeriodicTimer(Interval, time);
        // The first check finds changes that happened while the server was down.
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
#pragma warning disable CA1031 // An error in one round must not stop the server; the next round tries again.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LookFailed(log, exception);
            return false;
        }
    }

    /// <summary>Checks every account that is signed in; returns whether all of them could be checked.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var complete = true;
        _hanging.RemoveAll(hanging => hanging.Look.IsCompleted);
        foreach (var ofUser in sessions.Current.Where(session => session.Method == SignInMethod.Password).GroupBy(session => session.User))
        {
            if (await AskAsync(ofUser.Key, cancellationToken).ConfigureAwait(false) is not { Verdict: not AccountVerdict.Unavailable } answer)
            {
                complete = false;
                continue;
            }
            foreach (var session in ofUser)
                if (WhyToEnd(session, answer) is { } why)
                    sessions.End(session.Id, why, SessionEnd.Account);
        }
        return complete;
    }

    /// <summary>The host's answer; <c>null</c> if there is none in time, or if too many checks hang already.</summary>
    private async Task<AccountAnswer?> AskAsync(string user, CancellationToken cancellationToken)
    {
        if (_hanging.Count >= MostHanging || _hanging.Exists(hanging => hanging.User == user) || threads.TryRun(() => accounts.Look(user)) is not { } look)
            return null;
        try
        {
            return await look.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            NoAnswer(log, AuditText.OneLine(user));
            _hanging.Add((user, look));
            return null;
        }
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

    [LoggerMessage(1323, LogLevel.Warning, "The host does not say whether the account {User} may still be used; its sessions go on")]
    private static partial void NoAnswer(ILogger log, string user);
}

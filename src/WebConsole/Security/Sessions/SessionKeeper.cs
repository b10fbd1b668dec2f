namespace WebConsole.Security.Sessions;

/// <summary>Ends expired sessions, and regularly saves when each session was last used.</summary>
internal sealed partial class SessionKeeper(SessionRegistry sessions, TimeProvider time, ILogger<SessionKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private const int FlushEvery = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false); round++)
            Keep(round);
    }

    private void Keep(int round)
    {
        try
        {
            sessions.EndExpired();
            if (round % FlushEvery == 0)
                sessions.Flush();
        }
#pragma warning disable CA1031 // An error in one round must not stop the server; the next round tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RoundFailed(log, exception);
        }
    }

    [LoggerMessage(1314, LogLevel.Error, "Sessions could not be looked after; the next round tries again")]
    private static partial void RoundFailed(ILogger log, Exception exception);
}

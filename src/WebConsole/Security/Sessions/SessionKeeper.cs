namespace WebConsole.Security.Sessions;

/// <summary>Ends sessions whose time is over, and writes down now and then when each was last in use.</summary>
internal sealed class SessionKeeper(SessionRegistry sessions, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private const int FlushEvery = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false); round++)
        {
            sessions.EndExpired();
            if (round % FlushEvery == 0)
                sessions.Flush();
        }
    }
}

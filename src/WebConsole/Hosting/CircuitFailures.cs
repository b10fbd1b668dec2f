using Serilog.Core;
using Serilog.Events;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Hosting;

/// <summary>
/// Limits how many circuit failures of one person are logged per minute, and logs the number of the others: a browser
/// can report any failure, and open a new circuit for each.
/// </summary>
internal sealed partial class CircuitFailures : ILogEventFilter, IDisposable
{
    public const int MostPerMinute = 10;

    private readonly OpenPages _pages;
    private readonly MinuteTally _tally;

    /// <param name="services">Resolves the logger later, because this filter is a part of the logger.</param>
    /// <param name="pages">Maps circuits to users.</param>
    /// <param name="time">The clock.</param>
    public CircuitFailures(IServiceProvider services, OpenPages pages, TimeProvider time)
    {
        _pages = pages;
        _tally = new MinuteTally(time, MostPerMinute, (user, count) =>
            Counted(services.GetRequiredService<ILogger<CircuitFailures>>(), count, AuditText.OneLine(user)));
    }

    public bool IsEnabled(LogEvent logEvent)
    {
        if (logEvent.Exception is null || OpenPages.CircuitOf(logEvent) is not { } circuit)
            return true;
        return _pages.UserOf(circuit) is { } user
            ? _tally.MayTell(SessionPrincipal.PersonOf(user), SessionPrincipal.NameOf(user))
            : _tally.MayTell("", "persons who have gone");
    }

    public void Dispose() => _tally.Dispose();

    [LoggerMessage(1404, LogLevel.Error, "{Count} more circuits of {User} failed within a minute, which are not told one by one")]
    private static partial void Counted(ILogger log, long count, string user);
}

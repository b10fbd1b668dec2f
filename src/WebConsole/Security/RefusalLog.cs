using System.Security.Claims;
using WebConsole.Security.Sessions;

namespace WebConsole.Security;

/// <summary>
/// Logs refusals in a category and files of their own, so that refusals do not displace executed actions from the audit
/// log. The first refusals of a person in a minute are logged one by one, and the others as a number, so that nobody
/// can flood the log.
/// </summary>
public sealed partial class RefusalLog : IDisposable
{
    public const string Category = SecurityAudit.Category + ".Refused";

    /// <summary>The most refusals of one person that are logged one by one in a minute.</summary>
    public const int MostPerMinute = 20;

    private readonly MinuteTally _tally;

    public RefusalLog(ILoggerFactory loggers, TimeProvider time)
    {
        Logger = loggers.CreateLogger(Category);
        _tally = new MinuteTally(time, MostPerMinute, (user, count) => Counted(Logger, count, AuditText.OneLine(user)));
    }

    /// <summary>The logger of all refusals. Ask <see cref="MayTell(ClaimsPrincipal)"/> first.</summary>
    public ILogger Logger { get; }

    /// <summary>
    /// Whether to log this refusal of a person; if not, it is counted and logged with the others of its minute.
    /// </summary>
    public bool MayTell(ClaimsPrincipal user) => _tally.MayTell(SessionPrincipal.PersonOf(user), SessionPrincipal.NameOf(user));

    public void Dispose()
    {
        _tally.Dispose();
        _tally.EndMinute();
    }

    [LoggerMessage(1306, LogLevel.Warning, "Refused {Count} more things to {User} within a minute, which are not told one by one", EventName = "RefusalsCounted")]
    private static partial void Counted(ILogger log, long count, string user);
}

using System.Security.Claims;
using WebConsole.Security.Sessions;

namespace WebConsole.Security;

/// <summary>
/// Where refusals are logged: in a category of their own, which has files of its own, so that what was refused pushes
/// nothing out of the audit log that was done. Of one person's refusals the first so many a minute are told one by one and
/// the rest as a number, so that nobody can make the log long.
/// </summary>
public sealed partial class RefusalLog : IDisposable
{
    public const string Category = SecurityAudit.Category + ".Refused";

    /// <summary>Refusals of one person that are told one by one in a minute.</summary>
    public const int MostPerMinute = 20;

    private readonly MinuteTally _tally;

    public RefusalLog(ILoggerFactory loggers, TimeProvider time)
    {
        Logger = loggers.CreateLogger(Category);
        _tally = new MinuteTally(time, MostPerMinute, (user, count) => Counted(Logger, count, AuditText.OneLine(user)));
    }

    /// <summary>The logger of all refusals. Ask <see cref="MayTell(ClaimsPrincipal)"/> first.</summary>
    public ILogger Logger { get; }

    /// <summary>Whether this refusal of a person is to be told; if not, it is counted and told with the others of its minute.</summary>
    public bool MayTell(ClaimsPrincipal user) => _tally.MayTell(SessionPrincipal.PersonOf(user), SessionPrincipal.NameOf(user));

    public void Dispose()
    {
        _tally.Dispose();
        _tally.EndMinute();
    }

    [LoggerMessage(1306, LogLevel.Warning, "Refused {Count} more things to {User} within a minute, which are not told one by one", EventName = "RefusalsCounted")]
    private static partial void Counted(ILogger log, long count, string user);
}

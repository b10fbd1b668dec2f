using WebConsole.Security.Sessions;

namespace WebConsole.Security;

/// <summary>The audit log of sign-in. It never contains a password, link or cookie.</summary>
public sealed partial class SecurityAudit(ILoggerFactory loggers, RefusalLog refusals)
{
    public const string Category = "WebConsole.Audit";

    private readonly ILogger _log = loggers.CreateLogger(Category);

    public void SignedIn(Session session) => SignedIn(_log, AuditText.OneLine(session.User), session.From, session.Method, session.Role, session.Id);

    public void SessionEnded(Session session, string why) => SessionEnded(_log, AuditText.OneLine(session.User), session.From, session.Id, AuditText.OneLine(why));

    public void SignInRefused(string user, string from, string why) => SignInRefused(refusals.Logger, AuditText.OneLine(user), from, AuditText.OneLine(why));

    [LoggerMessage(1301, LogLevel.Information, "Signed in {User} from {From} by {Method}, role {Role}: session {Session}", EventName = "SignedIn")]
    private static partial void SignedIn(ILogger log, string user, string from, SignInMethod method, Role role, Guid session);

    [LoggerMessage(1302, LogLevel.Information, "Ended the session of {User} from {From}: {Reason}; session {Session}", EventName = "SessionEnded")]
    private static partial void SessionEnded(ILogger log, string user, string from, Guid session, string reason);

    [LoggerMessage(1303, LogLevel.Warning, "Refused sign-in of {User} from {From}: {Reason}", EventName = "SignInRefused")]
    private static partial void SignInRefused(ILogger log, string user, string from, string reason);
}

using System.Security.Claims;
using WebConsole.Security;

namespace WebConsole.Operations;

/// <summary>
/// The audit log: who did what to which object, from where, and the result. It has a log category of its own, so that
/// settings can redirect it. Every text in it is escaped to one line.
/// </summary>
public sealed partial class AuditLog(ILoggerFactory loggers, RefusalLog refusals)
{
    public const string Category = SecurityAudit.Category;

    private readonly ILogger _log = loggers.CreateLogger(Category);

    /// <summary>An operation was refused.</summary>
    public void Refused(Operation operation, ClaimsPrincipal user, string why)
    {
        var caller = Caller.Of(user);
        if (refusals.MayTell(user))
            Refused(refusals.Logger, operation.Action, Plain(operation.Target), Where(operation), Plain(caller.User), Plain(caller.From), caller.Role?.ToString(), Plain(why));
    }

    /// <summary>An operation will begin. It is logged before it begins, so that a crash can't hide it.</summary>
    public void Accepted(Operation operation, Caller caller, long task) => Accepted(_log,
        operation.Action, Plain(operation.Target), Where(operation), Plain(caller.User), Plain(caller.From), caller.Role?.ToString(), task, Asked(operation));

    /// <summary>Someone cancels a waiting or running operation.</summary>
    public void Cancelled(Operation operation, Caller caller, long task) => Cancelled(_log,
        operation.Action, Plain(operation.Target), Where(operation), Plain(caller.User), Plain(caller.From), caller.Role?.ToString(), task);

    /// <summary>An operation has ended.</summary>
    public void Ended(Operation operation, Caller caller, TaskRecord task, TimeSpan duration)
    {
        var level = task.State == TaskState.Succeeded ? LogLevel.Information : LogLevel.Warning;
        Ended(_log, level, operation.Action, Plain(operation.Target), Where(operation), Plain(caller.User), Plain(caller.From),
            caller.Role?.ToString(), task.Id, task.State.ToToken(), (long)duration.TotalMilliseconds, task.Error is null ? null : Plain(task.Error));
    }

    private static string Where(Operation operation) => Plain(operation.Subject.ToString());

    private static string? Asked(Operation operation) => operation.Parameters is [] ? null
        : Plain(string.Join(", ", operation.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")));

    private static string Plain(string text) => AuditText.OneLine(text);

    [LoggerMessage(2001, LogLevel.Warning, "Refused {Action} of {Target} ({Where}) to {User} from {From}, role {Role}: {Reason}", EventName = "OperationRefused")]
    private static partial void Refused(ILogger log, string action, string target, string where, string user, string from, string? role, string reason);

    [LoggerMessage(2002, LogLevel.Information, "Accepted {Action} of {Target} ({Where}) by {User} from {From}, role {Role}: task {Task}, parameters {Parameters}", EventName = "OperationAccepted")]
    private static partial void Accepted(ILogger log, string action, string target, string where, string user, string from, string? role, long task, string? parameters);

    [LoggerMessage(2004, LogLevel.Information, "Cancelling {Action} of {Target} ({Where}) for {User} from {From}, role {Role}: task {Task}", EventName = "OperationCancelled")]
    private static partial void Cancelled(ILogger log, string action, string target, string where, string user, string from, string? role, long task);

    [LoggerMessage(EventId = 2003, EventName = "OperationEnded", Message = "Ended {Action} of {Target} ({Where}) by {User} from {From}, role {Role}: task {Task} {Result} after {Milliseconds} ms, error {Error}")]
    private static partial void Ended(ILogger log, LogLevel level, string action, string target, string where, string user, string from, string? role,
        long task, string result, long milliseconds, string? error);
}

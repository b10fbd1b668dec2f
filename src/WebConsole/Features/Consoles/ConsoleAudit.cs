using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Features.Consoles;

/// <summary>What the audit log says of consoles: who looked into or typed at which machine, from where, for how long.</summary>
internal sealed partial class ConsoleAudit(ILoggerFactory loggers, RefusalLog refusals)
{
    private readonly ILogger _log = loggers.CreateLogger(SecurityAudit.Category);

    public void Opened(ConsoleRequest request, ConsoleSession session) =>
        Opened(_log, request.Kind, request.Machine!.Value, Plain(request.UserName), request.From, session.ViewOnly);

    public void Closed(ConsoleRequest request, ConsoleSession session, TimeSpan duration) =>
        Closed(_log, request.Kind, request.Machine!.Value, Plain(request.UserName), request.From, session.ViewOnly, session.End.Token,
            (long)duration.TotalSeconds, session.BytesToGuest, session.BytesToBrowser);

    public void Refused(ConsoleRequest request, ConsoleEnd end)
    {
        if (!refusals.MayTell(request.User))
            return;
        Refused(refusals.Logger, request.Kind, request.Machine, Plain(request.UserName), request.From, end.Token, Plain(end.Detail ?? ""));
    }

    private static string Plain(string text) => AuditText.OneLine(text);

    [LoggerMessage(1501, LogLevel.Information, "Opened the {Kind} console of {Machine} for {User} from {From}, view only: {ViewOnly}", EventName = "ConsoleOpened")]
    private static partial void Opened(ILogger log, ConsoleKind kind, MachineId machine, string user, string from, bool viewOnly);

    [LoggerMessage(1502, LogLevel.Information, "Closed the {Kind} console of {Machine} for {User} from {From}, view only: {ViewOnly}: {Reason} after {Seconds} s, {BytesToGuest} bytes to the guest, {BytesToBrowser} bytes to the browser", EventName = "ConsoleClosed")]
    private static partial void Closed(ILogger log, ConsoleKind kind, MachineId machine, string user, string from, bool viewOnly, string reason,
        long seconds, long bytesToGuest, long bytesToBrowser);

    [LoggerMessage(1503, LogLevel.Warning, "Refused the {Kind} console of {Machine} to {User} from {From}: {Reason} {Detail}", EventName = "ConsoleRefused")]
    private static partial void Refused(ILogger log, ConsoleKind kind, MachineId? machine, string user, string from, string reason, string detail);
}

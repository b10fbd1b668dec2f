using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Features.Consoles;

/// <summary>
/// The audit log of consoles: who viewed or controlled which machine, from where, for how long. Repeated refusals (a
/// page retries) are logged as one line at the beginning and one with the count at the end. Repeated short openings are
/// logged as one line with the count per console.
/// </summary>
internal sealed partial class ConsoleAudit : IDisposable
{
    private static readonly TimeSpan LookEvery = ConsoleRefusals.Quiet / 4;

    private readonly ILogger _log;
    private readonly RefusalLog _refused;
    private readonly ConsoleRefusals _refusals;
    private readonly ConsoleOpenings _openings = new();
    private readonly ITimer _looking;

    public ConsoleAudit(ILoggerFactory loggers, RefusalLog refused, TimeProvider time)
    {
        _log = loggers.CreateLogger(SecurityAudit.Category);
        _refused = refused;
        _refusals = new ConsoleRefusals(time);
        _looking = time.CreateTimer(_ => Tell(_refusals.EndQuiet(), _openings.EndWindow()), null, LookEvery, LookEvery);
    }

    public void Dispose()
    {
        _looking.Dispose();
        Tell(_refusals.EndAll(), _openings.EndWindow());
    }

    public void Opened(ConsoleRequest request, ConsoleSession session)
    {
        Tell(_refusals.EndOf(request));
        if (_openings.Open(request, session))
            TellOpened(request, session);
    }

    public void Closed(ConsoleRequest request, ConsoleSession session, TimeSpan duration)
    {
        if (_openings.Close(request, session, duration))
            Closed(_log, request.Kind, request.Machine!.Value, Plain(request.UserName), request.From, session.ViewOnly, session.End.Token,
                (long)duration.TotalSeconds, session.BytesToGuest, session.BytesToBrowser);
    }

    public void Refused(ConsoleRequest request, ConsoleEnd end)
    {
        if (!_refusals.Add(request, end, out var pushedOut))
            return;
        Tell(pushedOut);
        if (_refused.MayTell(request.User))
            Refused(_refused.Logger, request.Kind, request.Machine, Plain(request.UserName), request.From, end.Token, Plain(end.Detail ?? ""));
    }

    private void TellOpened(ConsoleRequest request, ConsoleSession session) =>
        Opened(_log, request.Kind, request.Machine!.Value, Plain(request.UserName), request.From, session.ViewOnly);

    private void Tell(IEnumerable<ConsoleRefusals.Run> refusals,
        (IReadOnlyList<(ConsoleRequest Request, ConsoleSession Session)> Lasting, IReadOnlyList<(ConsoleOpenings.Place Place, ConsoleOpenings.Sum Sum)> Short) openings)
    {
        Tell(refusals);
        foreach (var (request, session) in openings.Lasting)
            TellOpened(request, session);
        foreach (var (place, sum) in openings.Short)
            OpenedOften(_log, place.Kind, place.Machine, Plain(place.User), place.From, sum.Count, place.ViewOnly, (long)sum.Duration.TotalSeconds, sum.BytesToGuest, sum.BytesToBrowser);
    }

    // A single refusal is logged by its first line.
    private void Tell(IEnumerable<ConsoleRefusals.Run> ended)
    {
        foreach (var (request, end, count) in ended.Where(run => run.Count > 1))
        {
            if (_refused.MayTell(request.User))
                RefusedOften(_refused.Logger, request.Kind, request.Machine, Plain(request.UserName), request.From, count, end.Token);
        }
    }

    private static string Plain(string text) => AuditText.OneLine(text);

    [LoggerMessage(1501, LogLevel.Information, "Opened the {Kind} console of {Machine} for {User} from {From}, view only: {ViewOnly}", EventName = "ConsoleOpened")]
    private static partial void Opened(ILogger log, ConsoleKind kind, MachineId machine, string user, string from, bool viewOnly);

    [LoggerMessage(1502, LogLevel.Information, "Closed the {Kind} console of {Machine} for {User} from {From}, view only: {ViewOnly}: {Reason} after {Seconds} s, {BytesToGuest} bytes to the guest, {BytesToBrowser} bytes to the browser", EventName = "ConsoleClosed")]
    private static partial void Closed(ILogger log, ConsoleKind kind, MachineId machine, string user, string from, bool viewOnly, string reason,
        long seconds, long bytesToGuest, long bytesToBrowser);

    [LoggerMessage(1503, LogLevel.Warning, "Refused the {Kind} console of {Machine} to {User} from {From}: {Reason} {Detail}", EventName = "ConsoleRefused")]
    private static partial void Refused(ILogger log, ConsoleKind kind, MachineId? machine, string user, string from, string reason, string detail);

    [LoggerMessage(1504, LogLevel.Warning, "Refused the {Kind} console of {Machine} to {User} from {From} {Times} times in all: {Reason}", EventName = "ConsoleRefusedOften")]
    private static partial void RefusedOften(ILogger log, ConsoleKind kind, MachineId? machine, string user, string from, int times, string reason);

    [LoggerMessage(1505, LogLevel.Information, "Opened and closed the {Kind} console of {Machine} for {User} from {From} {Times} times more, view only: {ViewOnly}: {Seconds} s, {BytesToGuest} bytes to the guest, {BytesToBrowser} bytes to the browser in all", EventName = "ConsoleOpenedOften")]
    private static partial void OpenedOften(ILogger log, ConsoleKind kind, MachineId machine, string user, string from, int times, bool viewOnly,
        long seconds, long bytesToGuest, long bytesToBrowser);
}

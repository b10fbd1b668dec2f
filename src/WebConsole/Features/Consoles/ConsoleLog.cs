using WebConsole.Hypervisor;

namespace WebConsole.Features.Consoles;

/// <summary>The audit trail of consoles.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(4001, LogLevel.Information,
        "Console opened: {User} from {Address} at the {Kind} console of {Machine}, view only: {ViewOnly}")]
    public static partial void Opened(ILogger logger, string user, string? address, ConsoleKind kind, MachineId machine, bool viewOnly);

    [LoggerMessage(4002, LogLevel.Information,
        "Console closed ({Reason}): {User} from {Address} at the {Kind} console of {Machine}, view only: {ViewOnly}, "
        + "{Seconds} s, {BytesToGuest} bytes to the guest, {BytesToBrowser} bytes to the browser")]
    public static partial void Closed(ILogger logger, string reason, string user, string? address, ConsoleKind kind,
        MachineId machine, bool viewOnly, double seconds, long bytesToGuest, long bytesToBrowser);

    [LoggerMessage(4003, LogLevel.Warning, "Console refused ({Reason}): {User} from {Address} at the {Kind} console of {Machine}: {Detail}")]
    public static partial void Refused(ILogger logger, string reason, string user, string? address, ConsoleKind kind,
        MachineId? machine, string? detail);
}

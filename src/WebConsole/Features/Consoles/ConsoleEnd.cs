using System.Text.Json;

namespace WebConsole.Features.Consoles;

/// <summary>Why a console ended or never began.</summary>
public enum ConsoleEndReason
{
    /// <summary>The machine does not run.</summary>
    Off,

    /// <summary>There is no such machine.</summary>
    NoMachine,

    /// <summary>The machine has no display or console of that kind and number.</summary>
    NoConsole,

    /// <summary>libvirt can pass a display's socket only on its own host, and this is another machine.</summary>
    NotLocal,

    /// <summary>The host is disconnected.</summary>
    HostAway,

    /// <summary>Another client has the serial line open.</summary>
    Busy,

    /// <summary>Too many consoles are open, for this user or in all.</summary>
    TooMany,

    /// <summary>The user may not do this.</summary>
    Refused,

    /// <summary>The user signed out, or lost a right, while it was open.</summary>
    SessionEnded,

    /// <summary>The browser or the guest violated the RFB protocol.</summary>
    Protocol,

    /// <summary>libvirt was too busy; a retry may help.</summary>
    NoAnswer,

    /// <summary>libvirt could not open it; a retry will not help.</summary>
    Failed,

    /// <summary>The guest's side closed: the machine stopped, or its display went away.</summary>
    Ended,

    /// <summary>The browser closed it.</summary>
    Closed,
}

/// <summary>The end of a console, as sent to the page.</summary>
/// <param name="Reason">The page has a sentence for each.</param>
/// <param name="Detail">libvirt's error message, if there is one.</param>
public sealed record ConsoleEnd(ConsoleEndReason Reason, string? Detail = null)
{
    /// <summary>The stable word for the reason: <c>off</c>, <c>no-machine</c>.</summary>
    public string Token { get; } = JsonNamingPolicy.KebabCaseLower.ConvertName(Reason.ToString());
}

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

    /// <summary>libvirt hands displays over only on the host that it runs on, and this is another.</summary>
    NotLocal,

    /// <summary>The host's connection is away.</summary>
    HostAway,

    /// <summary>Someone else holds the serial line.</summary>
    Busy,

    /// <summary>Too many consoles are open, for this user or in all.</summary>
    TooMany,

    /// <summary>The user may not do this.</summary>
    Refused,

    /// <summary>The user signed out, or lost a right, while it was open.</summary>
    SessionEnded,

    /// <summary>The browser or the guest said what no RFB client or server says.</summary>
    Protocol,

    /// <summary>libvirt did not come to it; it may next time.</summary>
    NoAnswer,

    /// <summary>libvirt could not open it, and waiting changes nothing.</summary>
    Failed,

    /// <summary>The guest's side closed: the machine stopped, or its display went away.</summary>
    Ended,

    /// <summary>The browser closed it.</summary>
    Closed,
}

/// <summary>The end of a console, as the page is told.</summary>
/// <param name="Reason">The page has a sentence for each.</param>
/// <param name="Detail">libvirt's own words, where it said some.</param>
public sealed record ConsoleEnd(ConsoleEndReason Reason, string? Detail = null)
{
    /// <summary>The stable word for the reason: <c>off</c>, <c>no-machine</c>.</summary>
    public string Token { get; } = JsonNamingPolicy.KebabCaseLower.ConvertName(Reason.ToString());
}

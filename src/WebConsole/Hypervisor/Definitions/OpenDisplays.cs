using System.Net;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>Displays that everybody who reaches the host can open: they listen on all addresses, without a password.</summary>
internal static class OpenDisplays
{
    public const string NeedsPassword = "All addresses need a password.";

    /// <summary>Whether a definition has such a display that the one before had not. What stands like this can be changed otherwise.</summary>
    /// <param name="before">The one before, with its secrets.</param>
    /// <param name="after">The new one, with its secrets.</param>
    public static bool Opened(DomainXml before, DomainXml after) => after.Graphics.Where(IsOpen).Select(KeyOf).Except(before.Graphics.Where(IsOpen).Select(KeyOf)).Any();

    /// <summary>Whether a display listens on all addresses.</summary>
    public static bool ListensOnAll(GraphicsXml display) => IsAll(AddressOf(display)) || display.Listens.Any(listen => IsAll(listen.Address));

    /// <summary>The address at which a display listens; <c>null</c> where it listens on none, or where the host's settings say. libvirt takes the older form for a first one without an address.</summary>
    public static string? AddressOf(GraphicsXml display) => display.Listens is [{ Address: { } address }, ..] ? address : display.ListenAddress;

    public static bool IsAll(string? listen) => Address(listen) is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    /// <summary>As QEMU understands it: an IPv4 address may be written as one of IPv6. A link's own addresses need its name, which a start may lack.</summary>
    public static IPAddress? Address(string? text) => !IPAddress.TryParse(text, out var address) || text.Contains('%', StringComparison.Ordinal) ? null : address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsOpen(GraphicsXml display) => display.Type is "vnc" or "spice" && ListensOnAll(display) && string.IsNullOrEmpty(display.Element.Attribute("passwd")?.Value);

    private static (string? Type, int? Port) KeyOf(GraphicsXml display) => (display.Type, display.AutoPort == true ? null : display.Port);
}

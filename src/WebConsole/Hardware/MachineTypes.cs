using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Hardware;

/// <summary>The boards that machines can have.</summary>
internal static class MachineTypes
{
    /// <summary>Those that a host offers for an architecture, those without a version first, then the newest.</summary>
    public static ImmutableArray<string> Of(HostStatus? host, string? architecture) =>
        Of(HostCapabilities.Of(host)?.Guests.FirstOrDefault(guest => guest.OsType == "hvm" && guest.Arch == architecture));

    /// <summary>Those of one kind of guest.</summary>
    public static ImmutableArray<string> Of(GuestCapabilityXml? guest) =>
    [
        .. (guest?.Machines ?? []).Where(machine => machine.Name is { } name && MachineFamily.Of(name) is not null)
            .OrderBy(machine => machine.Canonical is null).ThenByDescending(machine => machine.Name, NaturalOrder.Instance).Select(machine => machine.Name!),
    ];
}

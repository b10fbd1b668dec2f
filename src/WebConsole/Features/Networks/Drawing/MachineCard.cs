using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Drawing;

/// <summary>A network card of a machine, as far as the drawing of networks needs it. All texts in it are untrusted.</summary>
/// <param name="Network">The virtual network that it is on.</param>
/// <param name="Bridge">The bridge of the host that it names itself.</param>
/// <param name="Device">The card of the host that it shares.</param>
/// <param name="Tap">The host's end of it, while the machine runs.</param>
/// <param name="Mac">Its MAC address.</param>
internal sealed record MachineCard(string? Network, string? Bridge, string? Device, string? Tap, string? Mac)
{
    private static readonly ConditionalWeakTable<Machine, MachineCard[]> Known = [];

    /// <summary>Those of a machine: as it runs, else as it would start. Each state of a machine is read once.</summary>
    public static ImmutableArray<MachineCard> Of(Machine machine) => ImmutableCollectionsMarshal.AsImmutableArray(Known.GetValue(machine, Read));

    private static MachineCard[] Read(Machine machine) => !DomainXml.TryParse(machine.Xml, out var domain) ? [] : [.. domain.Interfaces.Select(card => new MachineCard(
        card.Type is "network" ? card.SourceNetwork : null, card.Type is "bridge" ? card.SourceBridge : null, card.Type is "direct" ? card.SourceDevice : null, machine.IsActive ? card.TargetDevice : null, card.MacAddress))];
}

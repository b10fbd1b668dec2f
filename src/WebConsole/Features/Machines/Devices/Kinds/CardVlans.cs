using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>The VLANs of a network card: one that the guest does not see, or several that it tells apart.</summary>
internal static class CardVlans
{
    public static readonly string[] Fields = ["vlan", "vlans", "nativeVlan"];

    /// <summary>The highest number of a VLAN.</summary>
    public const int Most = 4094;

    /// <summary>The first libvirt that tells VLANs apart on bridges of Linux.</summary>
    private static readonly Version FirstOnLinuxBridges = new(11, 0);

    /// <param name="settings">What is asked for.</param>
    /// <param name="stands">The card; <c>null</c> for a new one.</param>
    /// <param name="inventory">For the network that it is on then.</param>
    /// <param name="host">The host.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, InterfaceXml? stands, InventorySnapshot inventory, string host)
    {
        yield return Misplaced(settings, stands, inventory, host);
        var vlans = settings.Vlans ?? (stands is { VlanTrunk: true } ? Numbers(stands) : []);
        yield return ("vlan", settings.Vlan is null or (>= 0 and <= Most) ? null : $"A number from 1 to {Most}.");
        yield return ("vlans", settings.Vlans is not { Count: > 0 } ? null
            : settings.Vlan > 0 ? "Either vlan or vlans."
            : settings.Vlans.Any(vlan => vlan is < 1 or > Most) ? $"Numbers from 1 to {Most}."
            : settings.Vlans.Distinct().Count() < settings.Vlans.Count ? "Each number once." : null);
        yield return ("nativeVlan", settings.NativeVlan is null or 0 || vlans.Contains(settings.NativeVlan.Value) ? null : "One of the VLANs that the guest tells apart.");
    }

    public static void Apply(DeviceSettings settings, InterfaceXml card)
    {
        if (settings.Vlans is { } vlans)
            Write(card, vlans, isTrunk: vlans.Count > 0, settings.NativeVlan);
        else if (settings.Vlan is { } vlan)
            Write(card, vlan > 0 ? [vlan] : [], isTrunk: false, null);
        else if (settings.NativeVlan is { } native && card.VlanTrunk)
            Write(card, Numbers(card), isTrunk: true, native);
    }

    /// <summary>libvirt takes a VLAN where none can be, and starts no machine with it. Where neither VLAN nor connection changes, it is nobody's mistake here.</summary>
    private static (string Argument, string? Mistake) Misplaced(DeviceSettings settings, InterfaceXml? stands, InventorySnapshot inventory, string host)
    {
        var isKept = settings is { Vlan: null, Vlans: null } && CardSettings.SourceOf(settings) is not null && stands?.Vlans.Count > 0;
        var isTrunk = isKept ? stands!.VlanTrunk : settings.Vlans is { Count: > 0 };
        if (!isKept && !isTrunk && settings.Vlan is not > 0)
            return ("vlan", null);
        var card = new InterfaceXml(stands is null ? new XElement("interface") : new XElement(stands.Element));
        if (CardSettings.SourceOf(settings) is { } source)
            card.SetSource(source);
        var why = Takes(card, inventory, host) ? null
            : $"Only on a bridge of Open vSwitch{(OnLinuxBridges(inventory, host) is true ? " or of Linux" : "")}, and with SR-IOV or the mode passthrough.{(isKept ? $" The card has {(isTrunk ? "VLANs" : $"VLAN {Numbers(stands!).FirstOrDefault()}")}: take {(isTrunk ? "them" : "it")} off, too." : "")}";
        return (isTrunk ? "vlans" : "vlan", why);
    }

    private static bool Takes(InterfaceXml card, InventorySnapshot inventory, string host) => card.Type switch
    {
        _ when card.VirtualPort.Type is "openvswitch" => true,
        "bridge" => OnLinuxBridges(inventory, host) is not false,
        "direct" => card.SourceMode is "passthrough",
        "user" => false,
        "network" when inventory.Networks.Values.FirstOrDefault(known => known.Host == host && known.Name == card.SourceNetwork) is { } network && NetworkXml.TryParse(network.Xml, out var xml) =>
            xml.VirtualPort.Type is "openvswitch" || xml.ForwardMode is "hostdev" or "passthrough" || (xml is { ForwardMode: "bridge", Bridge: not null } && OnLinuxBridges(inventory, host) is not false),
        _ => true,
    };

    private static bool? OnLinuxBridges(InventorySnapshot inventory, string host) => inventory.Host(host)?.Facts is { } facts ? facts.LibvirtVersion >= FirstOnLinuxBridges : null;

    /// <summary>The numbers of its VLANs.</summary>
    public static int[] Numbers(InterfaceXml card) => [.. card.Vlans.Select(vlan => vlan.Id).OfType<int>()];

    private static void Write(InterfaceXml card, IReadOnlyList<int> vlans, bool isTrunk, int? native)
    {
        // Where nothing is said of it, it stays.
        var (stands, mode) = card.Vlans.FirstOrDefault(vlan => vlan.NativeMode is not null) is { } before ? (before.Id, before.NativeMode) : (null, null);
        card.Element.Elements("vlan").Remove();
        foreach (var number in vlans)
        {
            var tag = card.Vlans.Add();
            tag.Id = number;
            if (isTrunk && number == (native ?? stands))
                tag.NativeMode = number == stands ? mode : "untagged";
        }
        if (isTrunk)
            card.VlanTrunk = true;
    }
}

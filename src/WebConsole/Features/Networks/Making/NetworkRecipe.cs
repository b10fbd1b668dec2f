using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Features.Networks.Making;

/// <summary>Writes the definition of a network: a new one, or what changes of one that is there.</summary>
internal static partial class NetworkRecipe
{
    /// <summary>libvirt's words for how macvtap devices of one card reach each other, the usual one first.</summary>
    public static readonly ImmutableArray<string> MacvtapModes = ["bridge", "private", "vepa", "passthrough"];

    /// <summary>The definition as text; <c>null</c> where something in it can't stand in one, and a rule says what.</summary>
    public static string? TryWrite(NewNetwork asked)
    {
        try
        {
            return Of(asked).Element.ToString();
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return null;
        }
    }

    public static NetworkXml Of(NewNetwork asked)
    {
        var xml = NetworkXml.New(asked.Name ?? "");
        xml.Uuid = asked.Uuid;
        Change(xml, new NewNetwork(asked.Name), asked);
        // Without it a bridge with several ports to one switch would loop packets.
        if (NetworkMode.Of(asked.Forward) is { HasAddresses: true })
            xml.SpanningTree = asked.Stp ?? true;
        return xml;
    }

    /// <summary>Writes what differs; all else of the definition stays as it is, also what nobody here knows.</summary>
    /// <param name="xml">The definition.</param>
    /// <param name="before">What it says.</param>
    /// <param name="asked">What it is to say; the name stays.</param>
    public static void Change(NetworkXml xml, NewNetwork before, NewNetwork asked)
    {
        var changed = NetworkEdit.Fields(before, asked);
        if (changed.Contains("forward"))
            RemoveUnfit(xml, before, asked);
        if (changed.Overlaps(["forward", "device", "devices", "mode", "pciAddresses", "natIpv6"]))
            Forward(asked, xml);
        if (changed.Contains("bridge"))
            xml.Bridge = NoneIfEmpty(asked.Bridge);
        if (changed.Contains("openVSwitch"))
            xml.VirtualPort.Type = asked.OpenVSwitch == true ? "openvswitch" : null;
        if (changed.Contains("mtu"))
            xml.Mtu = asked.Mtu;
        if (changed.Contains("isolatedPorts"))
            xml.IsolatedPorts = asked.IsolatedPorts == true ? true : null;
        Ports(asked, xml, changed);
        if (NetworkMode.Of(asked.Forward) is { HasAddresses: true })
            Addressed(before, asked, xml, changed);
    }

    /// <summary>What libvirt refuses, or takes for something else, with another way out.</summary>
    private static void RemoveUnfit(NetworkXml xml, NewNetwork before, NewNetwork asked)
    {
        var (had, has) = (NetworkMode.Of(before.Forward), NetworkMode.Of(asked.Forward));
        if (has is { HasAddresses: true })
        {
            if (had is { HasAddresses: false })
                xml.Element.Elements().Where(part => part.Name.LocalName is "bridge" or "virtualport" or "vlan").Remove();
            return;
        }
        xml.DnsmasqOptions.Replace([]);
        xml.Element.Elements().Where(part => part.Name.LocalName is "ip" or "route" or "dns" or "domain" or "mac" or "mtu" or "bandwidth" or "bridge" or "virtualport" or "vlan").Remove();
    }

    private static void Forward(NewNetwork asked, NetworkXml xml)
    {
        switch (asked.Forward)
        {
            case NetworkMode.Nat or NetworkMode.Route or NetworkMode.Open:
                // libvirt repeats the device as an interface.
                if (xml.ForwardDevice != NoneIfEmpty(asked.Device))
                    xml.ForwardInterfaces.Replace([]);
                xml.SetForward(asked.Forward, NoneIfEmpty(asked.Device));
                xml.NatIpv6 = asked.NatIpv6 == true ? true : null;
                break;
            case NetworkMode.Isolated:
                xml.SetForward(null);
                break;
            case NetworkMode.Bridge:
                xml.SetForward("bridge");
                break;
            case NetworkMode.Macvtap:
                xml.SetForward(asked.Mode ?? MacvtapModes[0]);
                xml.ForwardInterfaces.Replace([.. asked.AllDevices]);
                break;
            case NetworkMode.Sriov:
                xml.SetForward("hostdev");
                xml.ForwardManaged ??= true;
                xml.ForwardPhysicalFunction = NoneIfEmpty(asked.Device);
                if (!xml.ForwardPciAddresses.SequenceEqual(asked.PciAddresses ?? []))
                    xml.SetForwardPciAddresses(asked.PciAddresses ?? []);
                break;
        }
    }

    private static void Ports(NewNetwork asked, NetworkXml xml, HashSet<string> changed)
    {
        if (changed.Overlaps(["vlans", "trunk"]))
        {
            xml.VlanTags.Replace(Texts(asked.Vlans));
            xml.VlanTrunk = IsTrunk(asked.Vlans, asked.Trunk);
        }
        if (changed.Contains("inbound"))
            Inbound(xml.Bandwidth, asked.Inbound);
        if (changed.Contains("outbound"))
            Outbound(xml.Bandwidth, asked.Outbound);
        if (changed.Contains("portGroups"))
            Match(xml.PortGroups, asked.PortGroups, (port, group) => port.Name == group.Name, PortGroup);
    }

    private static void PortGroup(PortGroupXml port, NewPortGroup group)
    {
        (port.Name, port.IsDefault) = (group.Name, group.Default == true ? true : null);
        port.VlanTags.Replace(Texts(group.Vlans));
        port.VlanTrunk = IsTrunk(group.Vlans, group.Trunk);
        Inbound(port.Bandwidth, group.Inbound);
        Outbound(port.Bandwidth, group.Outbound);
    }

    // Several VLANs on one port can only be told apart by their tags.
    private static bool IsTrunk(IReadOnlyList<int>? vlans, bool? trunk) => vlans is { Count: > 1 } || (trunk == true && vlans is { Count: > 0 });

    private static string[] Texts(IReadOnlyList<int>? vlans) => [.. (vlans ?? []).Select(vlan => vlan.ToString(CultureInfo.InvariantCulture))];

    private static void Inbound(BandwidthXml xml, NewRate? rate) =>
        (xml.InboundKilobytesPerSecond, xml.InboundPeakKilobytesPerSecond, xml.InboundBurstKibibytes) = (rate?.Average, rate?.Peak, rate?.Burst);

    private static void Outbound(BandwidthXml xml, NewRate? rate) =>
        (xml.OutboundKilobytesPerSecond, xml.OutboundPeakKilobytesPerSecond, xml.OutboundBurstKibibytes) = (rate?.Average, rate?.Peak, rate?.Burst);

    private static string? NoneIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

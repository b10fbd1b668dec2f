using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using WebConsole.CloudInit.Rules;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Making;

/// <summary>What of a new network is wrong, by the names of the fields in the API. Whatever it is made of comes from users.</summary>
internal sealed partial class NetworkRules(NewNetwork asked, InventorySnapshot inventory, string host, HostInterfaceReading? kernel)
{
    public const int MostEntries = 256;
    private const int LongestOption = 1000;

    private readonly HostInterfaces _interfaces = HostInterfaces.Of(inventory, host, kernel);
    private readonly TakenRanges _taken = TakenRanges.Of(inventory, host, kernel);

    private NetworkMode? Mode => NetworkMode.Of(asked.Forward);

    private bool IsOpenVSwitch => asked is { Forward: NetworkMode.Bridge, OpenVSwitch: true };

    public Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>();
        foreach (var (field, text) in All())
        {
            if (text is not null)
                mistakes.TryAdd(field, [text]);
        }
        return mistakes;
    }

    private IEnumerable<(string Field, string? Text)> All()
    {
        yield return ("name", ObjectName.Mistake(asked.Name ?? "") ?? (inventory.Networks.Values.Any(network => network.Host == host && network.Name == asked.Name) ? $"There is a network {asked.Name} on {host} already." : null));
        if (Mode is not { } mode)
        {
            yield return ("forward", $"One of {string.Join(", ", NetworkMode.All.Select(known => known.Word))}.");
            yield break;
        }
        foreach (var field in Given())
            yield return (field, mode.WhyNo(field, IsOpenVSwitch));
        foreach (var mistake in Devices(mode).Prepend(Bridge(mode)).Concat(Addresses()).Concat(Names()).Concat(DnsRules.Mistakes(asked)).Concat(Ports(mode)).Concat(new RouteRules(asked, [.. Spaces()], _taken).Mistakes()).Concat(Options()))
            yield return mistake;
    }

    /// <summary>The fields that were given, of those that not every network has.</summary>
    private IEnumerable<string> Given() => new (string Field, bool IsGiven)[]
    {
        ("bridge", !string.IsNullOrEmpty(asked.Bridge)), ("openVSwitch", asked.OpenVSwitch == true), ("device", !string.IsNullOrEmpty(asked.Device)), ("devices", asked.Devices is { Count: > 0 }), ("mode", asked.Mode is not null),
        ("pciAddresses", asked.PciAddresses is { Count: > 0 }), ("ipv4", asked.Ipv4 is not null), ("ipv6", asked.Ipv6 is not null), ("natIpv6", asked.NatIpv6 == true), ("domain", !string.IsNullOrEmpty(asked.Domain)), ("localOnly", asked.LocalOnly == true),
        ("dns", asked.Dns is not null), ("forwarders", asked.Forwarders is { Count: > 0 }), ("dnsHosts", asked.DnsHosts is { Count: > 0 }),
        ("dnsServices", asked.DnsServices is { Count: > 0 }), ("dnsTexts", asked.DnsTexts is { Count: > 0 }), ("mtu", asked.Mtu is not null), ("stp", asked.Stp is not null), ("vlans", asked.Vlans is { Count: > 0 }), ("trunk", asked.Trunk == true),
        ("inbound", asked.Inbound is not null), ("outbound", asked.Outbound is not null), ("isolatedPorts", asked.IsolatedPorts == true), ("routes", asked.Routes is { Count: > 0 }), ("dnsmasqOptions", asked.DnsmasqOptions is { Count: > 0 }),
    }.Where(each => each.IsGiven).Select(each => each.Field);

    private (string, string?) Bridge(NetworkMode mode) => ("bridge",
        string.IsNullOrEmpty(asked.Bridge) ? mode.Word is NetworkMode.Bridge ? "The bridge of the host, such as br0." : null
        : DeviceName(asked.Bridge) is { } wrong ? wrong
        : mode.Word is NetworkMode.Bridge ? _interfaces.WhyUnknown(asked.Bridge, host) ?? OwnBridge(asked.Bridge)
        : inventory.Networks.Values.FirstOrDefault(network => network.Host == host && network.Bridge == asked.Bridge) is { } other ? $"The network {other.Name} has a bridge of that name."
        : _interfaces.All.Contains(asked.Bridge) ? $"There is a network device {asked.Bridge} on {host} already."
        : null);

    private string? OwnBridge(string bridge) => inventory.Networks.Values.FirstOrDefault(network => network.Host == host && network.Bridge == bridge
            && NetworkBridge.IsOwn(Libvirt.Xml.NetworkXml.TryParse(network.Xml, out var xml) ? xml : null)) is { } owner
        ? $"It belongs to the network {owner.Name}: put machines on that." : null;

    private IEnumerable<(string, string?)> Devices(NetworkMode mode)
    {
        if (!string.IsNullOrEmpty(asked.Device))
            yield return ("device", Device(asked.Device));
        for (var at = 0; at < (asked.Devices?.Count ?? 0); at++)
            yield return ($"devices[{at}]", Device(asked.Devices![at] ?? "") ?? (asked.AllDevices.Count(other => other == asked.Devices[at]) > 1 ? "Each device once." : null));
        var addresses = asked.PciAddresses ?? [];
        for (var at = 0; at < addresses.Count; at++)
            yield return ($"pciAddresses[{at}]", Pci(addresses[at] ?? "") ?? (addresses.Count(other => other == addresses[at]) > 1 ? "Each address once." : null));
        yield return ("device", mode.Word switch
        {
            NetworkMode.Macvtap when asked.AllDevices.Count == 0 => "The network card of the host that machines share, such as eth0.",
            NetworkMode.Sriov when string.IsNullOrEmpty(asked.Device) == (addresses.Count == 0) => "The card whose virtual functions machines get, or their PCI addresses: one of both.",
            _ => null,
        });
        yield return ("mode", OneOf.Mistake(asked.Mode, NetworkRecipe.MacvtapModes));
    }

    private string? Device(string name) => DeviceName(name) ?? _interfaces.WhyUnknown(name, host);

    /// <summary>libvirt's schema takes no @, which Linux does.</summary>
    private static string? DeviceName(string name) => NetworkDeviceName.Mistake(name) ?? (name.Contains('@', StringComparison.Ordinal) ? "No @: libvirt takes none." : null);

    private string? Pci(string address) => !PciAddress().IsMatch(address) ? "A PCI address, such as 0000:3b:10.1."
        : inventory.NodeDevices.Keys.Any(key => key.Item1 == host && key.Item2.StartsWith("pci_", StringComparison.Ordinal))
            && !inventory.NodeDevices.ContainsKey((host, "pci_" + address.Replace(':', '_').Replace('.', '_'))) ? $"There is no PCI device {address} on {host}."
        : null;

    private IEnumerable<(string, string?)> Addresses()
    {
        foreach (var (field, given, family) in new[] { ("ipv4", asked.Ipv4, AddressFamily.InterNetwork), ("ipv6", asked.Ipv6, AddressFamily.InterNetworkV6) })
        {
            if (given is null || Mode is { HasAddresses: false })
                continue;
            var rules = new AddressRules(given, family);
            foreach (var (part, text) in rules.Mistakes())
                yield return ($"{field}.{part}", text);
            if (rules.Network is { } network && _taken.Overlapping(network) is { } other)
                yield return ($"{field}.address", $"Addresses of its own: {network} overlaps with {other.Range}, which {other.By} has.");
            yield return ($"{field}.hosts", TooMany(given.Hosts?.Count));
        }
        yield return ("mtu", asked.Mtu is null or (>= 68 and <= 65535) ? asked is { Ipv6: not null, Mtu: < 1280 } ? "At least 1280: IPv6 needs that." : null : "A number from 68 to 65535.");
    }

    private IEnumerable<(string, string?)> Names()
    {
        yield return ("domain", HostNameRule.Mistake(asked.Domain));
        yield return ("localOnly", asked.LocalOnly == true && string.IsNullOrEmpty(asked.Domain) ? "Only with a domain." : null);
        var forwarders = asked.Forwarders ?? [];
        for (var at = 0; at < forwarders.Count; at++)
            yield return ($"forwarders[{at}]", IpText.TryParse(forwarders[at], out _) ? null : "The address of a DNS server, such as 192.0.2.53.");
        yield return ("dnsHosts", TooMany(asked.DnsHosts?.Count));
        for (var at = 0; at < (asked.DnsHosts?.Count ?? 0); at++)
        {
            var known = asked.DnsHosts![at] ?? new NewDnsHost();
            yield return ($"dnsHosts[{at}].ip", !IpText.TryParse(known.Ip, out _) ? "An address, such as 192.0.2.10." : asked.DnsHosts.Count(other => other?.Ip == known.Ip) > 1 ? "Each address once; it can have several names." : null);
            yield return ($"dnsHosts[{at}].names", known.Names is not { Count: > 0 } names ? "A name." : names.Select(name => string.IsNullOrEmpty(name) ? "A name." : HostNameRule.Mistake(name)).FirstOrDefault(text => text is not null));
        }
    }

    private IEnumerable<(string, string?)> Ports(NetworkMode mode)
    {
        foreach (var mistake in Vlans("", asked.Vlans, asked.Trunk, mode).Concat(Rate("inbound", asked.Inbound)).Concat(Rate("outbound", asked.Outbound)))
            yield return mistake;
        var groups = asked.PortGroups ?? [];
        yield return ("portGroups", TooMany(groups.Count) ?? (groups.Count(group => group?.Default == true) > 1 ? "One of them can be the default." : null));
        for (var at = 0; at < groups.Count; at++)
        {
            var (group, field) = (groups[at] ?? new NewPortGroup(), $"portGroups[{at}].");
            yield return ($"{field}name", !PortGroupName().IsMatch(group.Name ?? "") ? "At most 64 letters, digits, and _ . -" : groups.Count(other => other?.Name == group.Name) > 1 ? "Each name once." : null);
            yield return ($"{field}vlans", group.Vlans is { Count: > 0 } ? mode.WhyNo("vlans", IsOpenVSwitch) : null);
            foreach (var mistake in Vlans(field, group.Vlans, group.Trunk, mode).Concat(Rate($"{field}inbound", group.Inbound)).Concat(Rate($"{field}outbound", group.Outbound)))
                yield return mistake;
            yield return ($"{field}inbound", mode.Word is NetworkMode.Sriov && (group.Inbound ?? group.Outbound) is not null ? "Not with sriov: libvirt can't limit a virtual function." : null);
        }
    }

    private static IEnumerable<(string, string?)> Vlans(string of, IReadOnlyList<int>? vlans, bool? trunk, NetworkMode mode)
    {
        yield return ($"{of}vlans", vlans is null ? null : vlans.Any(vlan => vlan is < 1 or > 4094) ? "Numbers from 1 to 4094." : vlans.Distinct().Count() < vlans.Count ? "Each VLAN once." : mode.Word is NetworkMode.Sriov && vlans.Count > 1 ? "One: SR-IOV has no trunks." : null);
        yield return ($"{of}trunk", trunk == true && mode.Word is NetworkMode.Sriov ? "Not with sriov, which has no trunks." : trunk == true && vlans is not { Count: > 0 } ? "Only with VLANs." : null);
    }

    private static IEnumerable<(string, string?)> Rate(string field, NewRate? rate)
    {
        const string accepted = "A number from 1.";
        if (rate is null)
            yield break;
        yield return ($"{field}.average", rate.Average is null ? "The average rate, in kB a second." : rate.Average < 1 ? accepted : null);
        yield return ($"{field}.peak", rate.Peak is < 1 ? accepted : rate.Peak < rate.Average ? "At least the average." : null);
        yield return ($"{field}.burst", rate.Burst is < 1 ? accepted : null);
    }

    private IEnumerable<IPNetwork> Spaces() => new[] { asked.Ipv4 is { } v4 ? new AddressRules(v4, AddressFamily.InterNetwork).Network : null, asked.Ipv6 is { } v6 ? new AddressRules(v6, AddressFamily.InterNetworkV6).Network : null }.OfType<IPNetwork>();

    private IEnumerable<(string, string?)> Options() => (asked.DnsmasqOptions ?? []).Select((option, at) => ($"dnsmasqOptions[{at}]",
        string.IsNullOrWhiteSpace(option) ? "A line of dnsmasq's configuration." : option.Length > LongestOption ? $"At most {LongestOption} letters." : PlainText.HiddenIn(option) is not null ? "Only letters and signs that can be seen." : (string?)null))
        .Prepend(("dnsmasqOptions", TooMany(asked.DnsmasqOptions?.Count)));

    internal static string? TooMany(int? count) => count > MostEntries ? $"At most {MostEntries}." : null;

    [GeneratedRegex(@"\A[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]\z")]
    private static partial Regex PciAddress();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,64}\z")]
    private static partial Regex PortGroupName();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using WebConsole.Hypervisor.HostCheck;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>Reads the network interfaces of the host that WebConsole runs on, as its kernel tells them.</summary>
/// <param name="files">The host's files.</param>
/// <param name="addresses">The IPv4 addresses of each interface, which the kernel has in no file.</param>
public sealed class InterfaceFiles(HostFiles files, InterfaceAddresses addresses)
{
    private const string Root = "sys/class/net";

    /// <summary>Of the interface's type: a loopback.</summary>
    private const string LoopbackType = "772";

    private static readonly string[] WirelessTypes = ["801", "802", "803"];

    /// <summary>The bridge or bond that one is a port of now; <c>null</c> for none.</summary>
    /// <param name="name">The name of an interface.</param>
    public string? MasterOf(string name) => Last(files.Target($"{Root}/{name}/master"));

    /// <summary>All of them, by name. It reads files of the kernel, which can block.</summary>
    public ImmutableArray<HostInterface> Read()
    {
        var (vlans, leases) = (VlanTable.Parse(files.Read("proc/net/vlan/config")), new LeaseFiles(files));
        var (keepers, gateways) = (new KeeperFiles(files), RouteTable.Gateways(files.Read("proc/net/route")));
        var four = addresses.Read();
        var six = Ipv6Table.Parse(files.Read("proc/net/if_inet6"));
        return [.. files.List(Root).Where(name => files.Exists($"{Root}/{name}/ifindex")).Take(HostInterfaceReading.Most).Select(name => Read(name, vlans) is var one
            ? one with { Keeper = keepers.Of(name, one.Index), Gateway = gateways.GetValueOrDefault(name), Addresses = [.. four[name].Select(address => leases.Mark(one, address)), .. six[name]] } : one)];
    }

    /// <summary>The name servers that the host asks. It reads a file.</summary>
    public ImmutableArray<string> ReadNameservers() => [.. (files.Read("etc/resolv.conf") ?? "").Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(words => words is ["nameserver", _, ..]).Select(words => words[1]).Where(server => IPAddress.TryParse(server, out var address) && !IPAddress.IsLoopback(address))];

    /// <summary>Where its routes lead, but for the default route. It reads files of the kernel.</summary>
    public ImmutableArray<(IPNetwork Range, string Interface)> ReadRoutes() => [.. RouteTable.Ranges(files.Read("proc/net/route")), .. RouteTable.Ipv6Ranges(files.Read("proc/net/ipv6_route"))];

    private HostInterface Read(string name, IReadOnlyDictionary<string, (int Id, string Parent)> vlans)
    {
        var kind = KindOf(name);
        var vlan = vlans.TryGetValue(name, out var found) ? found : ((int Id, string Parent)?)null;
        var bond = kind is InterfaceKind.Bond ? BondFile.Parse(files.Read($"proc/net/bonding/{name}")) : null;
        return new HostInterface
        {
            Name = name, Kind = kind, Index = Number(name, "ifindex"),
            IsUp = Flags(name) is { } flags ? (flags & 1) != 0 : null, HasCarrier = Text(name, "carrier") switch { "1" => true, "0" => false, _ => null },
            Speed = Number(name, "speed") is > 0 and var speed ? speed : null, Mtu = Number(name, "mtu"), Mac = Text(name, "address") is { Length: > 0 } mac and not "00:00:00:00:00:00" ? mac : null,
            Driver = Last(files.Target($"{Root}/{name}/device/driver")), Master = MasterOf(name), Parent = vlan?.Parent ?? (kind is InterfaceKind.Vlan or InterfaceKind.Macvtap ? Below(name) : null),
            VlanId = vlan?.Id, BondMode = bond?.Mode, ActivePort = bond?.ActivePort,
            Stp = Switch(name, "bridge/stp_state"), FiltersVlans = Switch(name, "bridge/vlan_filtering"),
            Received = Bytes(name, "rx_bytes"), Sent = Bytes(name, "tx_bytes"),
        };
    }

    private InterfaceKind KindOf(string name) => Kind(name, TypeOf(name));

    private InterfaceKind Kind(string name, string? type) => type switch
    {
        _ when Has(name, "bridge") => InterfaceKind.Bridge,
        _ when Has(name, "bonding") => InterfaceKind.Bond,
        _ when Has(name, "tun_flags") => InterfaceKind.Tap,
        "vlan" => InterfaceKind.Vlan,
        "macvtap" or "macvlan" => InterfaceKind.Macvtap,
        "wlan" => InterfaceKind.Wireless,
        "veth" => InterfaceKind.Veth,
        "openvswitch" => InterfaceKind.OpenVSwitch,
        _ when Has(name, "macvtap") => InterfaceKind.Macvtap,
        _ when Has(name, "phy80211") || WirelessTypes.Contains(Text(name, "type")) => InterfaceKind.Wireless,
        _ when Text(name, "type") is LoopbackType => InterfaceKind.Loopback,
        _ when name == "ovs-system" => InterfaceKind.OpenVSwitch,
        _ when Has(name, "device") => InterfaceKind.Card,
        // The other end of a cable has another number; a tunnel has none.
        _ when Number(name, "iflink") is > 0 and var link && link != Number(name, "ifindex") => files.Exists($"proc/net/vlan/{name}") ? InterfaceKind.Vlan : Below(name) is null ? InterfaceKind.Veth : InterfaceKind.Macvtap,
        _ => InterfaceKind.Virtual,
    };

    private string? TypeOf(string name) => Text(name, "uevent")?.Split('\n').FirstOrDefault(line => line.StartsWith("DEVTYPE=", StringComparison.Ordinal))?["DEVTYPE=".Length..].Trim();

    private string? Below(string name) => files.List($"{Root}/{name}").FirstOrDefault(file => file.StartsWith("lower_", StringComparison.Ordinal))?["lower_".Length..];

    private bool Has(string name, string file) => files.Exists($"{Root}/{name}/{file}");

    private string? Text(string name, string file) => files.Read($"{Root}/{name}/{file}");

    private bool? Switch(string name, string file) => Text(name, file) switch { null => null, "0" => false, _ => true };

    private int? Number(string name, string file) => int.TryParse(Text(name, file), CultureInfo.InvariantCulture, out var number) ? number : null;

    private long? Bytes(string name, string file) => long.TryParse(Text(name, $"statistics/{file}"), CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    private int? Flags(string name) => Text(name, "flags") is { } flags && flags.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(flags[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) ? bits : null;

    private static string? Last(string? path) => path?[(path.LastIndexOf('/') + 1)..];
}

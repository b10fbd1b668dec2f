using System.Net;
using System.Net.Sockets;
using WebConsole.CloudInit.Rules;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Making;

/// <summary>The addresses of a new network, of one kind: of each field, what is accepted if it is wrong.</summary>
internal sealed class AddressRules(NewAddress asked, AddressFamily family)
{
    /// <summary>More than libvirt takes in one range.</summary>
    private const int MostInARange = 65535;

    private bool IsIpv4 => family is AddressFamily.InterNetwork;

    private string Example => IsIpv4 ? "192.168.150.1" : "fd12:3456:789a:1::1";

    /// <summary>The network; <c>null</c> while address or prefix are wrong.</summary>
    public IPNetwork? Network => WhyAddress() is null && WhyPrefix() is null && IpText.TryParse(asked.Address, out var address) ? IpNetworks.Around(address, Prefix) : null;

    private int Prefix => asked.Prefix ?? (IsIpv4 ? 24 : 64);

    /// <summary>Fields below that of the addresses, and what is wrong with them.</summary>
    public IEnumerable<(string Field, string? Text)> Mistakes()
    {
        yield return ("address", WhyAddress());
        yield return ("prefix", WhyPrefix());
        yield return ("tftpRoot", BootRules.WhyNoRoot(asked, IsIpv4));
        yield return ("bootFile", BootRules.WhyNoFile(asked, IsIpv4));
        if (Network is not { } network)
            yield break;
        var earlier = new List<AddressRange>();
        foreach (var (field, range) in asked.Ranges)
        {
            foreach (var (part, text) in OfRange(range, network, earlier))
                yield return ($"{field}.{part}", text);
            earlier.Add(range);
        }
        var hosts = asked.Hosts ?? [];
        for (var at = 0; at < hosts.Count; at++)
            foreach (var (part, text) in OfHost(hosts[at] ?? new NewDhcpHost(), hosts, network))
                yield return ($"hosts[{at}].{part}", text);
    }

    private string? WhyAddress() =>
        string.IsNullOrEmpty(asked.Address) ? $"The address of the host in the network, such as {Example}."
        : asked.Address.Contains('/', StringComparison.Ordinal) ? "The address alone; the length of its prefix has a field of its own."
        : !IpText.TryParse(asked.Address, out var address) || address.AddressFamily != family ? $"An address of {(IsIpv4 ? "IPv4" : "IPv6")}, such as {Example}."
        : !IsOfOne(address) ? $"An address that a host can have, such as {Example}."
        : WhyPrefix() is null ? WhyEnd(address) : null;

    private string? WhyEnd(IPAddress address)
    {
        var network = IpNetworks.Around(address, Prefix);
        return address.Equals(network.BaseAddress) ? $"The address of the host, such as {IpNetworks.At(network, 1)}: {address} stands for the whole network."
            : IsIpv4 && address.Equals(IpNetworks.At(network, -1)) ? $"The address of the host, such as {IpNetworks.At(network, 1)}: {address} stands for all in the network."
            : null;
    }

    private string? WhyPrefix() => IsIpv4
        ? Prefix is >= 8 and <= 30 ? null : "A number from 8 to 30: with 24, a network has 254 addresses."
        : asked.Ranges.Any() ? Prefix is >= 64 and <= 126 ? null : "A number from 64 to 126."
        : Prefix is 64 ? null : "64: machines choose their addresses in no other. With DHCP, 64 to 126.";

    private static bool IsOfOne(IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6
        ? !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.IsIPv4MappedToIPv6 && !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.IPv6Any)
        : address.GetAddressBytes() is not [0 or 127 or >= 224, ..] and not [169, 254, ..];

    private IEnumerable<(string Part, string? Text)> OfRange(AddressRange range, IPNetwork network, List<AddressRange> earlier)
    {
        var (start, end) = (WhyNotIn(range.Start, network), WhyNotIn(range.End, network));
        yield return ("start", start);
        yield return ("end", end ?? (start is null ? WhyNoRange(range, earlier) : null));
    }

    private static string? WhyNoRange(AddressRange range, List<AddressRange> earlier)
    {
        var (first, last) = (Number(range.Start)!.Value, Number(range.End)!.Value);
        return last < first ? "The last address, which comes after the first."
            : last - first >= MostInARange ? $"At most {MostInARange} addresses in one range."
            : earlier.FirstOrDefault(other => Number(other.Start) <= last && first <= Number(other.End)) is { } other ? $"No address twice: {other.Start} to {other.End} are given out too."
            : null;
    }

    private IEnumerable<(string Part, string? Text)> OfHost(NewDhcpHost host, IReadOnlyList<NewDhcpHost> all, IPNetwork network)
    {
        yield return ("mac", string.IsNullOrEmpty(host.Mac) ? (IsIpv4 && string.IsNullOrEmpty(host.Name) ? "The MAC address of its network card, such as 52:54:00:12:34:56, or a name." : null)
            : !IsIpv4 ? "With IPv6, the DUID or the name of the machine."
            : MacAddress.Mistake(host.Mac) ?? (IsTwice(all, other => other.Mac, host.Mac) ? "Each network card once." : null));
        yield return ("id", string.IsNullOrEmpty(host.Id) ? (!IsIpv4 && string.IsNullOrEmpty(host.Name) ? "The DUID of its DHCP client, such as 00:01:00:01:2c:aa:bb:cc, or a name." : null)
            : IsIpv4 ? "Of IPv6 only." : DhcpIds.Mistake(host.Id) ?? (IsTwice(all, other => other.Id, host.Id) ? "Each machine once." : null));
        yield return ("name", HostNameRule.Mistake(host.Name) ?? (!string.IsNullOrEmpty(host.Name) && IsTwice(all, other => other.Name, host.Name) ? "Each name once." : null));
        yield return ("ip", WhyNotIn(host.Ip, network) ?? (host.Ip == asked.Address ? "Another address than the host's own." : IsTwice(all, other => other.Ip, host.Ip!) ? "Each address once." : null));
    }

    private static bool IsTwice(IReadOnlyList<NewDhcpHost> all, Func<NewDhcpHost, string?> part, string value) => all.Count(other => other is not null && string.Equals(part(other), value, StringComparison.OrdinalIgnoreCase)) > 1;

    private string? WhyNotIn(string? text, IPNetwork network) =>
        !IpText.TryParse(text, out var address) || address.AddressFamily != family ? $"An address of the network, such as {IpNetworks.At(network, 2)}."
        : !network.Contains(address) ? $"An address of {network}, such as {IpNetworks.At(network, 2)}."
        : IsIpv4 && (address.Equals(network.BaseAddress) || address.Equals(IpNetworks.At(network, -1))) ? $"An address of one machine: {address} stands for {(address.Equals(network.BaseAddress) ? "the whole network" : "all in the network")}."
        : null;

    private static System.Numerics.BigInteger? Number(string? text) => IpText.TryParse(text, out var address) ? IpNetworks.NumberOf(address) : null;
}

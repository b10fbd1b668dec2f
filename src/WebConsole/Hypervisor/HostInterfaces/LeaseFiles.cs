using System.Globalization;
using WebConsole.Hypervisor.HostCheck;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>
/// Which IPv4 addresses a DHCP server has given the host, as far as the files of its clients can be read: systemd-networkd's and
/// dhclient's. NetworkManager's only root may read.
/// </summary>
internal sealed class LeaseFiles(HostFiles files)
{
    private readonly Lazy<HashSet<string>> _ofClients = new(() => [.. files.List("var/lib/dhcp").Where(name => name.EndsWith(".leases", StringComparison.Ordinal)).Select(name => $"var/lib/dhcp/{name}")
        .Concat(files.List("run").Where(name => name.StartsWith("dhclient", StringComparison.Ordinal) && name.EndsWith(".leases", StringComparison.Ordinal)).Select(name => $"run/{name}"))
        .SelectMany(path => (files.Read(path) ?? "").Split('\n')).Select(line => line.Trim().TrimEnd(';')).Where(line => line.StartsWith("fixed-address ", StringComparison.Ordinal)).Select(line => line["fixed-address ".Length..].Trim())]);

    /// <summary>The address, with whether DHCP gave it where that is known.</summary>
    public InterfaceAddress Mark(HostInterface of, string address)
    {
        var bare = address.Split('/')[0];
        return new InterfaceAddress(address, OfNetworkd(of.Index) == bare || _ofClients.Value.Contains(bare) ? true : null);
    }

    private string? OfNetworkd(int? index) => index is not { } number ? null
        : files.Read(string.Create(CultureInfo.InvariantCulture, $"run/systemd/netif/leases/{number}"))?.Split('\n').FirstOrDefault(line => line.StartsWith("ADDRESS=", StringComparison.Ordinal))?["ADDRESS=".Length..].Trim();
}

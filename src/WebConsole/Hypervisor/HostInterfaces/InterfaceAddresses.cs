using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>The IPv4 addresses of the network interfaces of the host that WebConsole runs on.</summary>
public class InterfaceAddresses
{
    /// <summary>By the name of the interface, each with its prefix length.</summary>
    public virtual ILookup<string, string> Read()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses
                .Where(address => address.Address.AddressFamily is AddressFamily.InterNetwork).Select(address => (one.Name, Address: $"{address.Address}/{address.PrefixLength}")))
                .ToLookup(pair => pair.Name, pair => pair.Address, StringComparer.Ordinal);
        }
        catch (NetworkInformationException)
        {
            // An interface that went meanwhile: the next look tells.
            return Array.Empty<(string Name, string Address)>().ToLookup(pair => pair.Name, pair => pair.Address, StringComparer.Ordinal);
        }
    }
}

using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>The bridge of a virtual network.</summary>
internal static class NetworkBridge
{
    /// <summary>Whether libvirt makes the bridge itself, gives out addresses on it and writes its rules of the firewall.</summary>
    public static bool IsOwn(NetworkXml? network) => network is { ForwardMode: null or "nat" or "route" or "open" };
}

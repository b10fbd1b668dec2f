using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostDevices;

/// <summary>Which network cards of a host are ports of its bridges. Of another host than this nobody tells: libvirt does not.</summary>
/// <param name="files">The files of this host.</param>
public sealed class BridgePorts(HostFiles files)
{
    /// <summary>A bridge with more is no less clear with these.</summary>
    private const int Most = 8;

    /// <summary>The cards, without those that machines have in it; none where the bridge or the host is unknown.</summary>
    public IReadOnlyList<string> Of(HostStatus? host, string bridge) =>
        !HostDuties.CanTell(host) || bridge is "" or "." or ".." || bridge.Contains('/', StringComparison.Ordinal) ? []
        : [.. files.List($"sys/class/net/{bridge}/brif").Where(port => !files.Exists($"sys/class/net/{port}/tun_flags")).Order(StringComparer.Ordinal).Take(Most)];
}

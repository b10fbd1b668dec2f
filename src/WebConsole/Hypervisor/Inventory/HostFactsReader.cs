using Libvirt;
using WebConsole.Hypervisor.Connections;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Reads what hardly changes of a host.</summary>
internal static class HostFactsReader
{
    public static HostFacts Read(LibvirtConnection connection, ConfiguredHost host)
    {
        var node = Optional(connection, () => connection.GetNodeInfo());
        return new HostFacts
        {
            HostName = Optional(connection, () => connection.HostName) ?? host.Name,
            Driver = connection.Driver,
            LibvirtVersion = connection.LibraryVersion,
            HypervisorVersion = Optional(connection, () => connection.HypervisorVersion),
            Cpus = node?.Cpus ?? 0,
            MemoryBytes = MemoryBytes(connection) ?? (long)(node?.MemoryKiB ?? 0) * 1024,
            CpuModel = node?.Model ?? "",
            Capabilities = Optional(connection, connection.GetCapabilities) ?? "",
            IsLocal = host.IsLocal,
        };
    }

    /// <summary>
    /// What a host can do without: libvirt without QEMU has no version of it, and is connected all the same. A connection
    /// that broke is another matter.
    /// </summary>
    internal static T? Optional<T>(LibvirtConnection connection, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LibvirtException) when (connection.IsAlive)
        {
            return default;
        }
    }

    // As the kernel counts it: the node information of some hosts tells half of it.
    private static long? MemoryBytes(LibvirtConnection connection) =>
        Optional(connection, () => (long?)connection.GetNodeMemoryStats().Total);
}

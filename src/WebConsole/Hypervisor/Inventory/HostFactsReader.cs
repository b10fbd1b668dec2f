using Libvirt;
using WebConsole.Hypervisor.Connections;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Reads what hardly changes of a host.</summary>
internal static class HostFactsReader
{
    public static HostFacts Read(LibvirtConnection connection, ConfiguredHost host)
    {
        var node = connection.GetNodeInfo();
        return new HostFacts
        {
            HostName = connection.HostName,
            Driver = connection.Driver,
            LibvirtVersion = connection.LibraryVersion,
            HypervisorVersion = connection.HypervisorVersion,
            Cpus = node.Cpus,
            MemoryBytes = MemoryBytes(connection) ?? (long)node.MemoryKiB * 1024,
            CpuModel = node.Model,
            Capabilities = connection.GetCapabilities(),
            IsLocal = host.IsLocal,
        };
    }

    // As the kernel counts it: the node information of some hosts tells half of it.
    private static long? MemoryBytes(LibvirtConnection connection)
    {
        try
        {
            return connection.GetNodeMemoryStats().Total;
        }
        catch (LibvirtException exception) when (exception.Code is LibvirtErrorCode.NoSupport)
        {
            return null;
        }
    }
}

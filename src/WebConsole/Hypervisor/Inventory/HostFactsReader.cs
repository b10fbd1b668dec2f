using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.HostCheck;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Reads the facts of a host that hardly change.</summary>
internal static class HostFactsReader
{
    public static HostFacts Read(LibvirtConnection connection, ConfiguredHost host)
    {
        var node = Optional(connection, () => connection.GetNodeInfo());
        var capabilities = Optional(connection, connection.GetCapabilities) ?? "";
        return new HostFacts
        {
            HostName = Optional(connection, () => connection.HostName) ?? host.Name,
            Driver = connection.Driver,
            LibvirtVersion = connection.LibraryVersion,
            HypervisorVersion = Optional(connection, () => connection.HypervisorVersion),
            Cpus = node?.Cpus ?? 0,
            MemoryBytes = MemoryBytes(connection) ?? (long)(node?.MemoryKiB ?? 0) * 1024,
            CpuModel = (host.IsLocal ? HostProcessor.Read(new HostFiles()).Name : null) ?? CpuModel(capabilities) ?? node?.Model ?? "",
            Capabilities = capabilities,
            StoragePoolCapabilities = Optional(connection, connection.GetStoragePoolCapabilities),
            IsLocal = host.IsLocal,
        };
    }

    /// <summary>
    /// Reads an optional fact: libvirt without QEMU has no QEMU version, but is connected all the same. A broken
    /// connection still throws.
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

    // libvirt's nearest CPU model; the node information has only the architecture.
    private static string? CpuModel(string capabilities) => CapabilitiesXml.TryParse(capabilities, out var host) && host.HostCpuModel is { } model
        ? $"{host.HostCpuVendor} {model}".Trim() : null;

    // The kernel's count: on some hosts the node information has only half of it.
    private static long? MemoryBytes(LibvirtConnection connection) =>
        Optional(connection, () => (long?)connection.GetNodeMemoryStats().Total);
}

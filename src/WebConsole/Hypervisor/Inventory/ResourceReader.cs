using Libvirt;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Reads the objects that machines use; facts that this libvirt or driver does not report stay empty.</summary>
internal static class ResourceReader
{
    public static Network Read(Libvirt.Network network, string host)
    {
        var (active, persistent) = (network.IsActive, network.IsPersistent);
        var next = persistent ? Offered(() => network.GetXml(inactive: true)) : null;
        return new(host, network.Uuid, network.Name, active, persistent, network.Autostart, network.BridgeName, active ? network.GetXml() : next ?? network.GetXml())
        {
            InactiveXml = active ? next : null,
        };
    }

    public static StoragePool Read(Libvirt.StoragePool pool, string host)
    {
        var info = pool.GetInfo();
        // For an inactive pool, libvirt reports the last known sizes, which may be wrong by now.
        if (info.State is not (StoragePoolState.Running or StoragePoolState.Degraded))
            info = info with { Capacity = 0, Allocation = 0, Available = 0 };
        var (active, persistent) = (pool.IsActive, pool.IsPersistent);
        var next = persistent ? Offered(() => pool.GetXml(inactive: true)) : null;
        return new(host, pool.Uuid, pool.Name, info.State.ToString().ToLowerInvariant(), persistent, pool.Autostart,
            (long)info.Capacity, (long)info.Allocation, (long)info.Available, active ? pool.GetXml() : next ?? pool.GetXml())
        {
            InactiveXml = active ? next : null,
        };
    }

    public static NetworkFilter Read(Libvirt.NetworkFilter filter, string host) => new(host, filter.Uuid, filter.Name, filter.GetXml());

    /// <summary>Only mediated devices are defined; of all others, whose number may be large, nothing more is asked.</summary>
    public static NodeDevice Read(Libvirt.NodeDevice device, string host)
    {
        var read = new NodeDevice(host, device.Name, device.Parent, device.GetXml());
        return !device.Name.StartsWith("mdev_", StringComparison.Ordinal) ? read : read with
        {
            Active = Supported(() => device.IsActive, true),
            Persistent = Supported(() => device.IsPersistent, false),
            Autostart = Supported(() => device.Autostart, false),
        };
    }

    /// <summary>What older libvirt and other drivers do not know.</summary>
    private static bool Supported(Func<bool> ask, bool otherwise)
    {
        try
        {
            return ask();
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.NoSupport or LibvirtErrorCode.InvalidArgument or LibvirtErrorCode.OperationInvalid)
        {
            return otherwise;
        }
    }

    /// <summary>A definition that not every driver has: libvirt's test driver knows one of each network and pool.</summary>
    private static string? Offered(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.InvalidArgument)
        {
            return null;
        }
    }
}

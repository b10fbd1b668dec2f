using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

/// <summary>A host, as the API shows it; <c>null</c> means unknown.</summary>
internal sealed record HostItem
{
    public required string Name { get; init; }
    public required string Uri { get; init; }

    /// <summary><c>connected</c>, <c>connecting</c>, <c>degraded</c> or <c>disconnected</c>.</summary>
    public required string Connection { get; init; }

    /// <summary>libvirt's error message, if it is disconnected.</summary>
    public string? Error { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Advice { get; init; }

    public string? HostName { get; init; }

    /// <summary>libvirt's driver: <c>QEMU</c>, <c>LXC</c>, <c>TEST</c>.</summary>
    public string? Driver { get; init; }

    public string? LibvirtVersion { get; init; }
    public string? HypervisorVersion { get; init; }
    public int? Cpus { get; init; }
    public long? MemoryBytes { get; init; }

    public static HostItem Of(HostStatus host) => new()
    {
        Name = host.Name,
        Uri = host.Uri,
        Connection = host.Connection.ToToken(),
        Error = host.Error,
        Advice = host.Advice,
        HostName = host.Facts?.HostName,
        Driver = host.Facts?.Driver,
        LibvirtVersion = host.Facts?.LibvirtVersion.ToString(),
        HypervisorVersion = host.Facts?.HypervisorVersion?.ToString(),
        Cpus = host.Facts?.Cpus,
        MemoryBytes = host.Facts?.MemoryBytes,
    };
}

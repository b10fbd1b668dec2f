using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage;

/// <summary>A pool in the API; sizes in bytes.</summary>
internal sealed record PoolItem
{
    public required string Host { get; init; }
    public required Guid Uuid { get; init; }
    public required string Name { get; init; }

    /// <summary>libvirt's type: <c>dir</c>, <c>netfs</c>, <c>logical</c> and so on.</summary>
    public string? Type { get; init; }

    /// <summary><c>running</c>, <c>inactive</c>, <c>building</c>, <c>degraded</c> or <c>inaccessible</c>.</summary>
    public required string State { get; init; }

    /// <summary>libvirt waits for its storage: what is told of it is the last that was known.</summary>
    public required bool Silent { get; init; }

    public required bool Persistent { get; init; }
    public required bool Autostart { get; init; }

    /// <summary>The path of its volumes on the host.</summary>
    public string? Path { get; init; }

    public required long Capacity { get; init; }
    public required long Allocation { get; init; }
    public required long Available { get; init; }

    /// <summary>What its volumes take when all are full; missing where not all are known.</summary>
    public long? Promised { get; init; }

    /// <summary>The actions that make sense in this state and that you may run.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public static PoolItem Of(StoragePool pool, PoolVolumes? volumes, OfferedActions offered)
    {
        var xml = StoragePoolXml.TryParse(pool.Xml, out var parsed) ? parsed : null;
        return new PoolItem
        {
            Host = pool.Host,
            Uuid = pool.Uuid,
            Name = pool.Name,
            Type = xml?.Type,
            State = pool.State,
            Silent = pool.Silent,
            Persistent = pool.Persistent,
            Autostart = pool.Autostart,
            Path = xml?.TargetPath,
            Capacity = pool.CapacityBytes,
            Allocation = pool.AllocationBytes,
            Available = pool.AvailableBytes,
            Promised = volumes?.PromisedBytes,
            Actions = [.. offered.Now.Select(action => action.Word)],
        };
    }
}

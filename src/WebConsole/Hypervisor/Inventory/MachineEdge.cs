using Libvirt;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Something that happened to a machine at a moment, which no later look at its state tells.</summary>
/// <param name="Machine">Which machine.</param>
/// <param name="Kind">What.</param>
/// <param name="Subject">Which part: a device's alias, a disk's target; <c>null</c> where it is the machine.</param>
/// <param name="Detail">libvirt's number, where its event has one; see <see cref="DomainChange"/>.</param>
public sealed record MachineEdge(MachineId Machine, MachineEdgeKind Kind, string? Subject, long Detail)
{
    /// <summary>The edge that an event of libvirt's tells; <c>null</c> where it tells only of a new state.</summary>
    public static MachineEdge? Of(LibvirtEvent libvirtEvent, string host) =>
        libvirtEvent is DomainChangedEvent change && KindOf(change) is { } kind
            ? new MachineEdge(new MachineId(host, change.Uuid), kind, change.Subject, change.Detail)
            : null;

    // libvirt's virConnectDomainEventAgentLifecycleState: 1 is connected.
    private static MachineEdgeKind? KindOf(DomainChangedEvent change) => change.What switch
    {
        DomainChange.Reboot => MachineEdgeKind.GuestRestarted,
        DomainChange.Watchdog => MachineEdgeKind.WatchdogFired,
        DomainChange.DeviceAdded => MachineEdgeKind.DeviceAdded,
        DomainChange.DeviceRemoved => MachineEdgeKind.DeviceRemoved,
        DomainChange.DeviceRemovalFailed => MachineEdgeKind.DeviceKept,
        DomainChange.JobCompleted => MachineEdgeKind.JobEnded,
        DomainChange.BlockJob => MachineEdgeKind.BlockJobChanged,
        DomainChange.AgentLifecycle => change.Detail == 1 ? MachineEdgeKind.AgentConnected : MachineEdgeKind.AgentGone,
        _ => null,
    };
}

public enum MachineEdgeKind
{
    GuestRestarted,
    WatchdogFired,
    DeviceAdded,
    DeviceRemoved,

    /// <summary>The guest refused to give a device up.</summary>
    DeviceKept,

    /// <summary>A save, dump or migration.</summary>
    JobEnded,

    /// <summary>A copy, commit or pull of a disk began, is ready or ended: the detail says which.</summary>
    BlockJobChanged,
    AgentConnected,
    AgentGone,
}

using System.Collections.Immutable;
using Libvirt;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Translates libvirt's state and reason of a machine into ours.</summary>
internal static class MachineStateReader
{
    /// <summary>More failed disks need not be listed.</summary>
    private const int MostDiskErrors = 8;

    public static (MachineState State, MachineReason Reason) Read(Domain domain)
    {
        var (state, reason) = domain.GetState();
        return (StateOf(state), ReasonOf(state, reason));
    }

    /// <summary>Asks QEMU itself, which may not answer.</summary>
    public static ImmutableArray<DiskError> ReadDiskErrors(Domain domain) =>
    [
        .. domain.GetDiskErrors().Where(error => error.Error is not DomainDiskErrorCode.None).Take(MostDiskErrors)
            .Select(error => new DiskError(error.Disk, error.Error is DomainDiskErrorCode.NoSpace)),
    ];

    public static MachineState StateOf(DomainState state) => state switch
    {
        DomainState.Running or DomainState.Blocked or DomainState.NoState => MachineState.Running,
        DomainState.Paused => MachineState.Paused,
        DomainState.Shutdown => MachineState.ShuttingDown,
        DomainState.ShutOff => MachineState.ShutOff,
        DomainState.Crashed => MachineState.Crashed,
        DomainState.PmSuspended => MachineState.Suspended,
        _ => MachineState.Unknown,
    };

    public static MachineReason ReasonOf(DomainState state, int reason) => state switch
    {
        DomainState.Running => Named<DomainRunningReason>(reason),
        DomainState.Paused => Named<DomainPausedReason>(reason),
        DomainState.Shutdown => Named<DomainShutdownReason>(reason),
        DomainState.ShutOff => Named<DomainShutOffReason>(reason),
        DomainState.Crashed => Named<DomainCrashedReason>(reason),
        _ => MachineReason.Unknown,
    };

    // Our enum names are libvirt's; a number without a name comes from a newer libvirt.
    private static MachineReason Named<T>(int number) where T : struct, Enum =>
        Enum.TryParse<MachineReason>(Enum.GetName(typeof(T), number), out var reason) ? reason : MachineReason.Unknown;
}

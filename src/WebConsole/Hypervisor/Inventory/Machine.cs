using System.Collections.Immutable;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>One machine, as last read from libvirt. All texts in it are untrusted.</summary>
public sealed record Machine : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Machine;

    ObjectId ISubject.Id => Id;

    string ISubject.StateWord => State.ToWord();

    public required MachineId Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The <c>title</c> element, when the definition has one.</summary>
    public string? Title { get; init; }

    /// <summary>Words that group machines, from our own metadata.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The name of a picture to know it by, from our own metadata; anybody may have written it.</summary>
    public string? Icon { get; init; }

    /// <summary>The guest's operating system as libosinfo names it, such as <c>http://debian.org/debian/12</c>, when the definition has it.</summary>
    public string? OperatingSystemId { get; init; }

    /// <summary>Whether it is protected from being deleted, by our own metadata.</summary>
    public bool Protected { get; init; }

    public required MachineState State { get; init; }

    /// <summary>Why it is in its state.</summary>
    public MachineReason Reason { get; init; }

    /// <summary>Whether libvirt has paused it for an operation of its own, and will resume it.</summary>
    public bool IsInJob => State is MachineState.Paused && Reason is (MachineReason.Save or MachineReason.Migration
        or MachineReason.Dump or MachineReason.Snapshot or MachineReason.PostCopy or MachineReason.StartingUp);

    /// <summary>
    /// Whether a QEMU process (or container) exists, so that there is something to view, to measure or to stop. libvirt
    /// reports it, because the state is not enough: a crashed machine may be kept for inspection or be gone.
    /// </summary>
    public bool IsActive { get; init; }

    /// <summary>The disks whose errors have stopped it, if it is paused by an I/O error and QEMU reports them.</summary>
    public ImmutableArray<DiskError> DiskErrors { get; init; } = [];

    /// <summary>The jobs on its disks; read separately.</summary>
    public ImmutableArray<DiskJob> DiskJobs { get; init; } = [];

    /// <summary>Whether it stays defined when it stops.</summary>
    public bool Persistent { get; init; }

    /// <summary>Whether libvirt starts it with the host.</summary>
    public bool Autostart { get; init; }

    /// <summary>Its place among the machines that WebConsole starts after a boot of the host; <c>null</c> for none.</summary>
    public StartOrder? StartOrder { get; init; }

    /// <summary>Whether its metadata has something in the place of such an order that is none.</summary>
    public bool StartOrderIsWrong { get; init; }

    /// <summary>Whether the next start restores a saved memory image instead of booting.</summary>
    public bool HasManagedSave { get; init; }

    public int VirtualCpus { get; init; }

    /// <summary>Memory now given to the machine, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>
    /// The memory that it was last told to have, in bytes: at its start, or by WebConsole since. What it has, <see cref="MemoryBytes"/>,
    /// follows by its guest's balloon late, or never. <c>null</c> where it is off, or was started before WebConsole looked.
    /// </summary>
    public long? AskedMemoryBytes { get; init; }

    /// <summary>When the running instance began, if known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The MAC addresses of its network interfaces, in the order of the definition.</summary>
    public ImmutableArray<string> MacAddresses { get; init; } = [];

    /// <summary>Addresses from its cards' newest DHCP leases, one for each network and family, without prefix length.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Addresses of older leases that have not expired; the guest has since asked as another client.</summary>
    public ImmutableArray<string> EarlierAddresses { get; init; } = [];

    /// <summary>Its displays, in the order of the definition.</summary>
    public ImmutableArray<MachineDisplay> Displays { get; init; } = [];

    /// <summary>Its serial ports and other text consoles.</summary>
    public ImmutableArray<MachineLine> Lines { get; init; } = [];

    /// <summary>The definition in force: live when active, else the one of the next start. Without secrets.</summary>
    public required string Xml { get; init; }

    /// <summary>The definition of the next start, without secrets, where another one is in force; <c>null</c> where it is off, or gone when it stops.</summary>
    public string? InactiveXml { get; init; }

    /// <summary>Set while its host is away: what is shown is the last that was known.</summary>
    public bool Stale { get; init; }

    /// <summary>Compares the items of lists, which the record's generated equality does not.</summary>
    public bool IsSameAs(Machine? other) => other is not null && Tags.SequenceEqual(other.Tags)
        && MacAddresses.SequenceEqual(other.MacAddresses) && Addresses.SequenceEqual(other.Addresses)
        && EarlierAddresses.SequenceEqual(other.EarlierAddresses) && Displays.SequenceEqual(other.Displays)
        && Lines.SequenceEqual(other.Lines) && DiskErrors.SequenceEqual(other.DiskErrors) && DiskJobs.SequenceEqual(other.DiskJobs)
        && this == other with
        {
            Tags = Tags,
            MacAddresses = MacAddresses,
            Addresses = Addresses,
            EarlierAddresses = EarlierAddresses,
            Displays = Displays,
            Lines = Lines,
            DiskErrors = DiskErrors,
            DiskJobs = DiskJobs,
        };
}

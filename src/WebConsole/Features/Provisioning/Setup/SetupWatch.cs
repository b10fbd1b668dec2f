using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Setup;

/// <summary>
/// Finds the machines whose first boot or installation is over, among those that have a <see cref="SetupMedium"/>. A machine is found
/// until it was attempted; after that when a pause is over, a few times, and at the next occasion.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="grace">How long a guest is given after its installation, or after its agent has begun to answer.</param>
internal sealed class SetupWatch(TimeProvider time, TimeSpan grace)
{
    /// <summary>
    /// The agent may answer a little before cloud-init has read its seed; and a guest that has just restarted ignores that a disk is
    /// unplugged, after which QEMU takes no second request.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private readonly Dictionary<MachineId, Seen> _seen = [];

    /// <summary>The machines with media that were last looked at.</summary>
    private ImmutableArray<Machine> _machines = [];

    /// <summary>Notes that an installer has restarted the machine.</summary>
    public void Installed(MachineId machine)
    {
        if (_seen.TryGetValue(machine, out var seen))
            _seen[machine] = seen with { InstalledAt = time.GetTimestamp(), LastOccasion = null };
    }

    /// <summary>Notes that a guest has let go of a device, which is an occasion of its own.</summary>
    public void DeviceRemoved(MachineId machine)
    {
        if (_seen.TryGetValue(machine, out var seen))
            _seen[machine] = seen with { LastOccasion = null };
    }

    /// <summary>Looks at what there is now: until a machine has been seen, nothing that happens to it counts.</summary>
    public void Look(InventorySnapshot inventory)
    {
        var machines = inventory.Machines.Values.Where(machine => SetupMedium.Of(machine) is not []).ToDictionary(machine => machine.Id);
        foreach (var gone in _seen.Keys.Where(id => !machines.ContainsKey(id)).ToList())
            _seen.Remove(gone);
        _machines = [.. machines.Values.Where(machine => !machine.Stale)];
        foreach (var machine in _machines)
            Update(machine);
    }

    /// <summary>The machines, of those that were last looked at, from which media are to be taken now, with these media.</summary>
    public IReadOnlyList<(Machine Machine, IReadOnlyList<SetupMedium> Media)> Due()
    {
        var due = new List<(Machine, IReadOnlyList<SetupMedium>)>();
        foreach (var machine in _machines)
        {
            if (DueOf(machine) is { Length: > 0 } media)
                due.Add((machine, media));
        }
        return due;
    }

    /// <summary>Notes that these media are being taken from the machine.</summary>
    public void Attempted(Machine machine, IReadOnlyList<SetupMedium> media)
    {
        var (seen, occasion) = (_seen[machine.Id], OccasionOf(machine, media));
        _seen[machine.Id] = seen with { LastOccasion = occasion, Attempts = seen.LastOccasion == occasion ? seen.Attempts + 1 : 1, LastAttempt = time.GetTimestamp() };
    }

    private SetupMedium[] DueOf(Machine machine)
    {
        var seen = _seen[machine.Id];
        SetupMedium[] media = [.. SetupMedium.Of(machine).Where(medium => IsOver(medium, machine, seen))];
        return IsDue(seen, OccasionOf(machine, media)) ? media : [];
    }

    /// <summary>A restart ends no first boot: what is deleted before cloud-init has read it is lost.</summary>
    private bool IsOver(SetupMedium medium, Machine machine, Seen seen) => !machine.IsActive ? machine.Reason is MachineReason.Shutdown
        : medium.End is SetupEnd.Off ? false
        : medium.End is SetupEnd.Booted ? seen.AgentSince is { } since && IsPast(since)
        // A drive is emptied whatever the guest does.
        : seen.InstalledAt is { } installed && (!medium.IsDeleted || IsPast(installed));

    private bool IsPast(long since) => time.GetElapsedTime(since) >= grace;

    private bool IsDue(Seen seen, string occasion) => seen.LastOccasion != occasion || (seen.Attempts <= Pauses.Length && time.GetElapsedTime(seen.LastAttempt) >= Pauses[seen.Attempts - 1]);

    private void Update(Machine machine)
    {
        var seen = _seen.GetValueOrDefault(machine.Id) ?? new Seen(null);
        if (_seen.ContainsKey(machine.Id) && ReferenceEquals(seen.Xml, machine.Xml))
            return;
        var live = machine.IsActive && DomainXml.TryParse(machine.Xml, out var parsed) ? parsed : null;
        var isSameRun = live is not null && live.Id == seen.Run;
        var answers = live?.Devices.OfType<CharacterDeviceXml>().Any(device => device is { TargetName: "org.qemu.guest_agent.0", TargetState: "connected" }) == true;
        _seen[machine.Id] = seen with
        {
            Xml = machine.Xml,
            Run = live?.Id,
            InstalledAt = isSameRun ? seen.InstalledAt : null,
            AgentSince = answers ? (isSameRun ? seen.AgentSince : null) ?? time.GetTimestamp() : null,
        };
    }

    private static string OccasionOf(Machine machine, IEnumerable<SetupMedium> media) => $"{machine.IsActive} {string.Join('/', media.Select(medium => medium.Volume))}";

    /// <param name="Xml">The definition in force that was looked at last.</param>
    private sealed record Seen(string? Xml)
    {
        /// <summary>libvirt's number of the run.</summary>
        public int? Run { get; init; }

        /// <summary>When an installer has restarted the machine in this run.</summary>
        public long? InstalledAt { get; init; }

        public long? AgentSince { get; init; }

        /// <summary>The occasion of the last attempt.</summary>
        public string? LastOccasion { get; init; }

        /// <summary>How many attempts there were at that occasion.</summary>
        public int Attempts { get; init; }

        public long LastAttempt { get; init; }
    }
}

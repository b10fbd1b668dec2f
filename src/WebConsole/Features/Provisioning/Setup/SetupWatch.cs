using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Setup;

/// <summary>
/// Tells whose first boot or installation is over. It looks at machines with media of <see cref="SetupMedium"/> alone, and names
/// each a few times for each occasion, because each time causes a task: what fails is tried again after a pause, and at the next occasion.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="grace">How long a guest is given after it has restarted, or its agent answers.</param>
/// <param name="shortest">What an installation takes at least. An earlier restart is none of an installer's: somebody missed the key that boots the medium.</param>
internal sealed class SetupWatch(TimeProvider time, TimeSpan grace, TimeSpan shortest)
{
    /// <summary>
    /// The agent may answer a little before cloud-init has read its seed; and a guest that has just restarted ignores that a disk is
    /// unplugged, after which QEMU takes no second request.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private readonly Dictionary<MachineId, Seen> _seen = [];

    /// <summary>Notes that a guest has restarted, or has let go of a device, which is an occasion of its own.</summary>
    public void Note(MachineEdge edge)
    {
        if (!_seen.TryGetValue(edge.Machine, out var seen) || (edge.Kind is MachineEdgeKind.GuestRestarted && time.GetElapsedTime(seen.BeganAt) < shortest))
            return;
        _seen[edge.Machine] = seen with { RestartedAt = edge.Kind is MachineEdgeKind.GuestRestarted ? time.GetTimestamp() : seen.RestartedAt, Told = null };
    }

    /// <summary>The machines from which media are to be taken now, with these media.</summary>
    public IReadOnlyList<(Machine Machine, IReadOnlyList<SetupMedium> Media)> Find(InventorySnapshot inventory)
    {
        foreach (var gone in _seen.Keys.Where(id => !inventory.Machines.TryGetValue(id, out var machine) || SetupMedium.Of(machine) is []).ToList())
            _seen.Remove(gone);
        return [.. inventory.Machines.Values.Where(machine => !machine.Stale && SetupMedium.Of(machine) is not []).Select(Look).Where(found => found.Media.Count > 0)];
    }

    /// <summary>It is being done: it is not named again before a pause, or the next occasion.</summary>
    public void Begun(Machine machine, IReadOnlyList<SetupMedium> media)
    {
        var (seen, occasion) = (_seen[machine.Id], OccasionOf(machine, media));
        _seen[machine.Id] = seen with { Told = occasion, Times = seen.Told == occasion ? seen.Times + 1 : 1, At = time.GetTimestamp() };
    }

    private (Machine Machine, IReadOnlyList<SetupMedium> Media) Look(Machine machine)
    {
        var seen = Update(machine);
        SetupMedium[] media = [.. SetupMedium.Of(machine).Where(medium => IsOver(medium, machine, seen))];
        return (machine, IsDue(seen, OccasionOf(machine, media)) ? media : []);
    }

    /// <summary>A restart ends no first boot: libvirt tells a reset by anybody like one, and what is deleted is gone.</summary>
    private bool IsOver(SetupMedium medium, Machine machine, Seen seen) => !machine.IsActive ? machine.Reason is MachineReason.Shutdown
        : medium.End is SetupEnd.Booted ? seen.AgentSince is { } since && IsPast(since)
        // A drive is emptied whatever the guest does.
        : seen.RestartedAt is { } restarted && (!medium.IsDeleted || IsPast(restarted));

    private bool IsPast(long since) => time.GetElapsedTime(since) >= grace;

    private bool IsDue(Seen seen, string occasion) => seen.Told != occasion || (seen.Times <= Pauses.Length && time.GetElapsedTime(seen.At) >= Pauses[seen.Times - 1]);

    private Seen Update(Machine machine)
    {
        var seen = _seen.GetValueOrDefault(machine.Id) ?? new Seen(null);
        if (ReferenceEquals(seen.Xml, machine.Xml))
            return seen;
        var live = machine.IsActive && DomainXml.TryParse(machine.Xml, out var parsed) ? parsed : null;
        var isSameRun = live is not null && live.Id == seen.Run;
        var answers = live?.Devices.OfType<CharacterDeviceXml>().Any(device => device is { TargetName: "org.qemu.guest_agent.0", TargetState: "connected" }) == true;
        return _seen[machine.Id] = seen with
        {
            Xml = machine.Xml,
            Run = live?.Id,
            BeganAt = isSameRun ? seen.BeganAt : time.GetTimestamp(),
            RestartedAt = isSameRun ? seen.RestartedAt : null,
            AgentSince = answers ? (isSameRun ? seen.AgentSince : null) ?? time.GetTimestamp() : null,
        };
    }

    private static string OccasionOf(Machine machine, IEnumerable<SetupMedium> media) => $"{machine.IsActive} {string.Join('/', media.Select(medium => medium.Volume))}";

    /// <param name="Xml">The definition in force that was looked at last.</param>
    private sealed record Seen(string? Xml)
    {
        /// <summary>libvirt's number of the run.</summary>
        public int? Run { get; init; }

        /// <summary>When this run was first seen.</summary>
        public long BeganAt { get; init; }

        /// <summary>When the guest has last restarted in this run.</summary>
        public long? RestartedAt { get; init; }

        public long? AgentSince { get; init; }

        /// <summary>The occasion at which it was named.</summary>
        public string? Told { get; init; }

        /// <summary>How often it was named at that occasion.</summary>
        public int Times { get; init; }

        /// <summary>When it was named last.</summary>
        public long At { get; init; }
    }
}

using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Metrics;

/// <summary>
/// Finds running machines whose balloon driver nobody has asked to report. One that stays silent, as its definition tells,
/// is found again after a pause, a few times in a run: each time makes a task, and lines of the audit log.
/// </summary>
internal sealed class SilentBalloons(TimeProvider time)
{
    /// <summary>Before the second time and the third. By then the inventory has seen what became of the time before.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)];

    private readonly Dictionary<MachineId, Balloon> _seen = [];

    public IReadOnlyList<Machine> Find(InventorySnapshot inventory)
    {
        foreach (var gone in _seen.Keys.Where(id => !inventory.Machines.ContainsKey(id)).ToList())
            _seen.Remove(gone);
        return [.. inventory.Machines.Values.Where(machine => machine.IsActive && !machine.Stale && IsFound(machine))];
    }

    private bool IsFound(Machine machine)
    {
        var balloon = Read(machine);
        if (!balloon.Silent || !IsDue(balloon))
            return false;
        _seen[machine.Id] = balloon with { Times = balloon.Times + 1, At = time.GetTimestamp() };
        return true;
    }

    private bool IsDue(Balloon balloon) => balloon.Times == 0 ||
        (balloon.Times <= Pauses.Length && time.GetElapsedTime(balloon.At) >= Pauses[balloon.Times - 1]);

    // The inventory changes often and a definition hardly ever: only a text that is new is read.
    private Balloon Read(Machine machine)
    {
        var known = _seen.GetValueOrDefault(machine.Id);
        if (known is not null && ReferenceEquals(known.Xml, machine.Xml))
            return known;
        var xml = DomainXml.TryParse(machine.Xml, out var readable) ? readable : null;
        var before = known is not null && known.Run == xml?.Id ? known : new Balloon(machine.Xml, xml?.Id, Silent: true);
        // Once it has reported, or cannot, it is not found again in this run: who silences it has a reason.
        return _seen[machine.Id] = before with { Xml = machine.Xml, Silent = before.Silent && IsSilent(xml?.MemoryBalloon) };
    }

    private static bool IsSilent(MemoryBalloonXml? balloon) =>
        balloon?.Model?.StartsWith("virtio", StringComparison.Ordinal) == true && balloon.Period is null or 0;

    /// <param name="Xml">The definition that was read.</param>
    /// <param name="Run">libvirt's id, another one in each run.</param>
    /// <param name="Silent">Whether it could report, and has not been asked to.</param>
    private sealed record Balloon(string Xml, int? Run, bool Silent)
    {
        /// <summary>How often it was found in this run.</summary>
        public int Times { get; init; }

        /// <summary>When it was found last.</summary>
        public long At { get; init; }
    }
}

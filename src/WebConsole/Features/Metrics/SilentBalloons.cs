using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Metrics;

/// <summary>
/// Finds running machines whose balloon driver has no report period. A machine whose definition still has none is found
/// again after a pause, a few times per run, because each time causes a task and audit lines.
/// </summary>
internal sealed class SilentBalloons(TimeProvider time)
{
    /// <summary>
    /// The pause before the second and third attempt. By then the inventory has seen the result of the last one.
    /// </summary>
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

    // The inventory changes often and definitions rarely, so only a changed definition is parsed.
    private Balloon Read(Machine machine)
    {
        var known = _seen.GetValueOrDefault(machine.Id);
        if (known is not null && ReferenceEquals(known.Xml, machine.Xml))
            return known;
        var xml = DomainXml.TryParse(machine.Xml, out var readable) ? readable : null;
        var before = known is not null && known.Run == xml?.Id ? known : new Balloon(machine.Xml, xml?.Id, Silent: true);
        // If it has a period, or can't have one, it is not found again in this run: someone who resets the period has a
        // reason.
        return _seen[machine.Id] = before with { Xml = machine.Xml, Silent = before.Silent && IsSilent(xml?.MemoryBalloon) };
    }

    private static bool IsSilent(MemoryBalloonXml? balloon) =>
        balloon?.Model?.StartsWith("virtio", StringComparison.Ordinal) == true && balloon.Period is null or 0;

    /// <param name="Xml">The parsed definition.</param>
    /// <param name="Run">libvirt's ID, which differs for each run.</param>
    /// <param name="Silent">Whether it could report, and has no period.</param>
    private sealed record Balloon(string Xml, int? Run, bool Silent)
    {
        /// <summary>How often it was found in this run.</summary>
        public int Times { get; init; }

        /// <summary>When it was found last.</summary>
        public long At { get; init; }
    }
}

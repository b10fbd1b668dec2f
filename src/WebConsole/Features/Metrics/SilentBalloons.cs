using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Metrics;

/// <summary>Finds running machines whose balloon driver nobody has asked to report; each run of a machine is found at most once.</summary>
internal sealed class SilentBalloons
{
    private readonly Dictionary<MachineId, (string Xml, int? Run)> _seen = [];

    public IReadOnlyList<Machine> Find(InventorySnapshot inventory)
    {
        foreach (var gone in _seen.Keys.Where(id => !inventory.Machines.ContainsKey(id)).ToList())
            _seen.Remove(gone);
        return [.. inventory.Machines.Values.Where(machine => machine.State.IsActive() && !machine.Stale && IsFound(machine))];
    }

    // The inventory changes often and a definition hardly ever: only a text that is new is read.
    private bool IsFound(Machine machine)
    {
        var known = _seen.TryGetValue(machine.Id, out var seen);
        if (known && ReferenceEquals(seen.Xml, machine.Xml))
            return false;
        var xml = DomainXml.TryParse(machine.Xml, out var readable) ? readable : null;
        _seen[machine.Id] = (machine.Xml, xml?.Id);
        return !(known && seen.Run == xml?.Id) && IsSilent(xml?.MemoryBalloon);
    }

    private static bool IsSilent(MemoryBalloonXml? balloon) =>
        balloon?.Model?.StartsWith("virtio", StringComparison.Ordinal) == true && balloon.Period is null or 0;
}

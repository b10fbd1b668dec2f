using Libvirt.Xml;
using WebConsole.Features.Machines.Parts;

namespace WebConsole.Features.Machines.Forms;

/// <summary>What stands in the form of where a machine's memory is from, how its guest sees it, and the room for more.</summary>
public sealed record MemoryLayoutDraft
{
    /// <summary>Nodes of the host; empty for any.</summary>
    public string Nodes { get; set; } = "";

    public string Mode { get; set; } = NumaChanges.Modes[0];

    public IReadOnlyList<NumaCell> Cells { get; set; } = [];

    public int? Slots { get; set; }

    public long? Maximum { get; set; }

    internal static MemoryLayoutDraft Of(DomainXml domain) => new()
    {
        Nodes = domain.NumaMemoryNodeSet ?? "",
        Mode = domain.NumaMemoryMode ?? NumaChanges.Modes[0],
        Cells = NumaChanges.CellsOf(domain),
        Slots = domain.MaxMemorySlots,
        Maximum = domain.MaxMemoryBytes,
    };

    /// <summary>What differs of the nodes; <c>null</c> where nothing does.</summary>
    internal NumaChanges? NumaFrom(MemoryLayoutDraft first)
    {
        var changes = new NumaChanges(
            Nodes: Nodes == first.Nodes ? null : Nodes,
            Mode: Nodes.Length == 0 || Mode == first.Mode ? null : Mode,
            Cells: Cells.SequenceEqual(first.Cells) ? null : Cells);
        return changes == new NumaChanges() ? null : changes;
    }

    /// <summary>What differs of the room for modules; <c>null</c> where nothing does.</summary>
    internal MemoryModulesChanges? ModulesFrom(MemoryLayoutDraft first)
    {
        var changes = Slots is null or 0 ? new MemoryModulesChanges(first.Slots is null ? null : 0)
            : new MemoryModulesChanges(Slots == first.Slots ? null : Slots, Maximum == first.Maximum ? null : Maximum ?? 0);
        return changes == new MemoryModulesChanges() ? null : changes;
    }
}

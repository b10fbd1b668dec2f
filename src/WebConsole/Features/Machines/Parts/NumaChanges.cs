using System.Collections.Immutable;
using System.Globalization;
using Libvirt.Xml;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Parts;

/// <summary>Which NUMA nodes of the host a machine has its memory from, and those that its guest sees.</summary>
/// <param name="Nodes">The host's nodes, such as <c>0-3,^2</c>; empty for any. They change at once where the machine runs, unless another field is changed, too.</param>
/// <param name="Mode"><c>strict</c>: from them alone. <c>preferred</c>: from the one node where it has some left. <c>interleave</c>: from all by turns. <c>restrictive</c>: where the kernel lets QEMU run.</param>
/// <param name="Cells">All nodes that the guest sees; empty for none.</param>
public sealed record NumaChanges(string? Nodes = null, string? Mode = null, IReadOnlyList<NumaCell>? Cells = null) : PartChanges
{
    internal static readonly ImmutableArray<string> Modes = ["strict", "preferred", "interleave", "restrictive"];

    private const int MostCells = 128;

    internal override string Part => "numa";

    internal override bool IsForStart => Mode is not null || Cells is not null;

    internal static IReadOnlyList<NumaCell> CellsOf(DomainXml domain) => [.. domain.NumaCells.Select(cell => new NumaCell(cell.Cpus ?? "", cell.MemoryBytes ?? 0))];

    internal override void Apply(DomainXml domain)
    {
        if (Nodes is "")
            (domain.NumaMemoryMode, domain.NumaMemoryPlacement, domain.NumaMemoryNodeSet) = (null, null, null);
        else if (Nodes is not null || Mode is not null)
            WriteNodes(domain);
        if (Cells is not null && !Cells.SequenceEqual(CellsOf(domain)))
            WriteCells(domain, Cells);
    }

    private void WriteNodes(DomainXml domain)
    {
        domain.NumaMemoryMode = Mode ?? domain.NumaMemoryMode ?? Modes[0];
        if (Nodes is not null)
            // What numad would choose is chosen now.
            (domain.NumaMemoryPlacement, domain.NumaMemoryNodeSet) = (null, Nodes);
    }

    /// <summary>Cells that stay in their place keep what else they say, such as distances.</summary>
    private static void WriteCells(DomainXml domain, IReadOnlyList<NumaCell> cells)
    {
        while (domain.NumaCells.Count > cells.Count)
            domain.NumaCells.RemoveAt(domain.NumaCells.Count - 1);
        foreach (var (index, cell) in cells.Index())
        {
            var written = index < domain.NumaCells.Count ? domain.NumaCells[index] : domain.NumaCells.Add();
            (written.Id, written.Cpus, written.MemoryBytes) = (written.Id ?? index, cell.Cpus, cell.Memory);
        }
    }

    /// <summary>virsh takes no nodes away, and knows no cells.</summary>
    internal override IEnumerable<(string Before, string After)> Lines(DomainXml? running, DomainXml stands)
    {
        if (Nodes is { Length: > 0 } || (Nodes is null && Mode is not null))
            yield return ("numatune", string.Create(CultureInfo.InvariantCulture, $"{(Mode is null ? "" : $" --mode {Mode}")}{(Nodes is null ? "" : $" --nodeset {Nodes}")} {(running is null || IsForStart ? "--config" : "--live --config")}"));
        if (Nodes is "" || Cells is not null)
            yield return ("edit", "");
    }

    private protected override IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context) => !context.IsWhole ? [("nodes", "Only for machines that QEMU runs.")]
        : [("nodes", NodesMistake(context)), ("mode", OneOf.Mistake(Mode, Modes) ?? ModeMistake(context)), ("cells", Cells is null ? null : CellsMistake(Cells, context))];

    private string? NodesMistake(PartContext context)
    {
        ImmutableSortedSet<int> there = [.. (HostCapabilities.Of(context.Host)?.Cells ?? []).Select(cell => cell.Id).OfType<int>()];
        return Nodes is null or "" ? null
            : !CpuSet.TryParse(Nodes, out var asked) || Nodes.Any(char.IsWhiteSpace) ? "NUMA nodes of the host, such as 0-3,^2; empty for any."
            : !there.IsEmpty && !asked.IsSubsetOf(there) ? $"The host has the NUMA nodes {CpuSet.Format(there)}."
            : null;
    }

    private string? ModeMistake(PartContext context) => Mode is null ? null
        : Nodes is "" || (Nodes is null && context.Stands.NumaMemoryNodeSet is null) ? "Only with nodes of the host."
        : Mode is "preferred" && CpuSet.TryParse(Nodes ?? context.Stands.NumaMemoryNodeSet, out var nodes) && nodes.Count > 1 ? "Only with one node." : null;

    private static string? CellsMistake(IReadOnlyList<NumaCell> cells, PartContext context)
    {
        if (cells.Count == 0)
            return context.HasModuleSpace ? "One at least: memory modules belong to them." : null;
        if (cells.Count > MostCells)
            return $"At most {MostCells}.";
        if (cells.Any(cell => cell is null || !CpuSet.TryParse(cell.Cpus, out _) || cell.Cpus.Any(char.IsWhiteSpace)))
            return "The vCPUs of each, such as 0-3.";
        var cpus = cells.Select(cell => CpuSet.TryParse(cell.Cpus, out var set) ? set : []).ToArray();
        var all = cpus.SelectMany(set => set).ToImmutableSortedSet();
        var memory = context.MemoryBytes - GuestMemory.ModulesOf(context.Stands);
        return all.Count < cpus.Sum(set => set.Count) || !all.SetEquals(Enumerable.Range(0, context.MostVcpus)) ? $"Each vCPU from 0 to {context.MostVcpus - 1} in one of them."
            : cells.Any(cell => cell.Memory < 1 << 20 || cell.Memory % 1024 != 0) ? "At least 1 MiB of memory for each, in whole KiB."
            : cells.Aggregate(0m, (sum, cell) => sum + cell.Memory) is var sum && sum != memory ? $"Together they have the machine's memory, {Exactly(memory)}; these have {Exactly((long)Math.Min(sum, long.MaxValue))}."
            : null;
    }

    private static string Exactly(long bytes) => bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";
}

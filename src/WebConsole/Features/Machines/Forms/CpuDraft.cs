using Libvirt.Xml;
using WebConsole.Features.Machines.Parts;

namespace WebConsole.Features.Machines.Forms;

/// <summary>What stands in the form of a machine's processors.</summary>
public sealed record CpuDraft
{
    /// <summary><c>null</c> for QEMU's own.</summary>
    public string? Mode { get; set; }

    public string? Model { get; set; }

    public IReadOnlyList<CpuFeature> Features { get; set; } = [];

    public bool HasTopology { get; set; }

    public int? Sockets { get; set; }

    public int? Dies { get; set; }

    public int? Cores { get; set; }

    public int? Threads { get; set; }

    internal static CpuDraft Of(DomainXml domain) => new()
    {
        Mode = CpuChanges.ModeOf(domain) is var mode and not CpuChanges.Default ? mode : null,
        Model = domain.CpuModel,
        Features = CpuChanges.FeaturesOf(domain),
        HasTopology = domain.Sockets is not null,
        Sockets = domain.Sockets,
        Dies = domain.Sockets is null ? null : domain.Dies ?? 1,
        Cores = domain.Cores,
        Threads = domain.Threads,
    };

    /// <summary>What differs from <paramref name="first"/>; <c>null</c> where nothing does.</summary>
    internal CpuChanges? ChangesFrom(CpuDraft first)
    {
        var changes = new CpuChanges(
            Mode: Mode == first.Mode ? null : Mode ?? CpuChanges.Default,
            Model: Mode is not CpuChanges.Custom || (Model == first.Model && Mode == first.Mode) ? null : Model,
            Features: Mode is null || Features.SequenceEqual(first.Features) ? null : Features,
            Topology: Topology == first.Topology ? null : Topology);
        return changes == new CpuChanges() ? null : changes;
    }

    private CpuTopology Topology => HasTopology ? new CpuTopology(Sockets, Dies is > 1 ? Dies : null, Cores, Threads) : new CpuTopology();
}

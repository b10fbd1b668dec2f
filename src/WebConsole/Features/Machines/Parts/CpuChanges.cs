using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Hardware;

namespace WebConsole.Features.Machines.Parts;

/// <summary>What a machine's processors are; all of it takes effect at a start.</summary>
/// <param name="Mode"><c>host-passthrough</c>, <c>host-model</c>, <c>maximum</c>, <c>custom</c> with a model, or <c>default</c>, which is QEMU's own.</param>
/// <param name="Model">A model that the host offers, such as <c>EPYC</c>; only with the mode <c>custom</c>.</param>
/// <param name="Features">All single features that are asked for or forbidden.</param>
/// <param name="Topology">Sockets, dies, cores and threads that the guest sees; an empty object leaves them to libvirt.</param>
public sealed record CpuChanges(string? Mode = null, string? Model = null, IReadOnlyList<CpuFeature>? Features = null, CpuTopology? Topology = null) : PartChanges
{
    internal const string Default = "default", Custom = "custom";
    internal static readonly ImmutableArray<string> Policies = ["require", "disable", "optional", "force", "forbid"];
    private const int MostFeatures = 256;

    internal override string Part => "cpu";

    internal static string ModeOf(DomainXml domain) => domain.CpuMode ?? (domain.CpuModel is null ? Default : Custom);

    internal static IReadOnlyList<CpuFeature> FeaturesOf(DomainXml domain) => [.. domain.CpuFeatures.Where(feature => feature.Name is not null).Select(feature => new CpuFeature(feature.Name!, feature.Policy ?? Policies[0]))];

    internal override void Apply(DomainXml domain)
    {
        if (Mode is { } mode && mode != ModeOf(domain))
            WriteMode(domain, mode);
        if (Model is { } model && model != domain.CpuModel)
            (domain.CpuModel, domain.CpuVendor) = (model, null);
        if (Features is { } features && !features.SequenceEqual(FeaturesOf(domain)))
            WriteFeatures(domain, features);
        Topology?.Write(domain);
    }

    /// <summary>What belonged to the old mode goes with it.</summary>
    private static void WriteMode(DomainXml domain, string mode)
    {
        domain.RemoveCpuModel();
        domain.CpuMode = mode is Default ? null : mode;
        if (mode is Default)
            WriteFeatures(domain, []);
    }

    private static void WriteFeatures(DomainXml domain, IReadOnlyList<CpuFeature> features)
    {
        while (domain.CpuFeatures.Count > 0)
            domain.CpuFeatures.RemoveAt(domain.CpuFeatures.Count - 1);
        foreach (var feature in features)
        {
            var added = domain.CpuFeatures.Add();
            // libvirt's order of attributes.
            (added.Policy, added.Name) = (feature.Policy, feature.Name);
        }
    }

    private protected override IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context)
    {
        if (!context.IsWhole)
            return [("mode", "Only for machines that QEMU runs.")];
        var mode = Mode ?? ModeOf(context.Stands);
        return
        [
            ("mode", Mode is null or Default ? null : CpuRules.ModeMistake(Mode, context.Offer)),
            ("model", Model is null && (Mode is null || mode is not Custom) ? null : CpuRules.ModelMistake(mode, Model ?? context.Stands.CpuModel, context.Offer, context.IsKvm)),
            ("features", FeaturesMistake(mode)),
            ("topology", Topology is { IsEmpty: false } topology ? CpuRules.TopologyMistake(context.MostVcpus, topology.Sockets ?? 1, topology.Dies ?? 1, topology.Cores ?? 1, topology.Threads ?? 1) : null),
        ];
    }

    private string? FeaturesMistake(string mode) => Features switch
    {
        null or [] => null,
        _ when mode is Default => "Only with a mode or a model.",
        { Count: > MostFeatures } => $"At most {MostFeatures}.",
        _ when Features.FirstOrDefault(feature => feature?.Name is not { } name || !CpuRules.IsName(name)) is var wrong && Features.Any(feature => feature is null || feature == wrong) => "The names of features, such as vmx.",
        _ when Features.Any(feature => !Policies.Contains(feature.Policy)) => $"The policies {string.Join(", ", Policies)}.",
        _ => Features.GroupBy(feature => feature.Name).FirstOrDefault(same => same.Skip(1).Any()) is { Key: var twice } ? $"Each feature once; {twice} is there twice." : null,
    };
}

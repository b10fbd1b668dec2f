using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Libvirt.Xml;
using NetworkFilter = WebConsole.Hypervisor.Inventory.NetworkFilter;

namespace WebConsole.Features.Networks.Filters;

/// <summary>A packet filter as it is shown. All of it comes from whoever wrote the filter.</summary>
/// <param name="Chain">The chain in which its rules stand.</param>
/// <param name="Priority">The place of the chain; <c>null</c> where libvirt chooses it.</param>
/// <param name="Parts">Its rules and the filters that it includes, in the order of its definition.</param>
internal sealed record FilterRules(string Chain, int? Priority, ImmutableArray<FilterPart> Parts)
{
    private static readonly ConditionalWeakTable<NetworkFilter, FilterRules> Known = [];

    /// <summary>The names of the filters that it includes, directly.</summary>
    public ImmutableArray<string> Included { get; } = [.. Parts.Select(part => part.Includes).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>How many rules it has of its own.</summary>
    public int Own { get; } = Parts.Count(part => part.Includes is null);

    /// <summary>Parsed once for each filter of the inventory.</summary>
    public static FilterRules Of(NetworkFilter filter) => Known.GetValue(filter, Read);

    private static FilterRules Read(NetworkFilter filter) => NetworkFilterXml.TryParse(filter.Xml, out var xml)
        ? new FilterRules(xml.Chain ?? "root", xml.Priority, [.. xml.Parts.Select(FilterPart.Of)])
        : new FilterRules("", null, []);
}

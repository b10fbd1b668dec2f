using Libvirt.Xml;

namespace WebConsole.Features.Networks.Filters;

/// <summary>A rule of a packet filter, or another filter that it includes.</summary>
/// <param name="Includes">The included filter's name; <c>null</c> for a rule.</param>
/// <param name="Action">What a rule does: <c>accept</c>, <c>drop</c>, <c>reject</c>, <c>return</c>, <c>continue</c>.</param>
/// <param name="Direction">Seen from the machine: <c>in</c>, <c>out</c>, <c>inout</c>.</param>
/// <param name="Priority">The lowest comes first.</param>
/// <param name="Matches">What a packet must be: <c>TCP to port 22</c>. Of an included filter, what it is told: <c>IP=$IP</c>.</param>
internal sealed record FilterPart(string? Includes, string Action, string Direction, int? Priority, string Matches)
{
    /// <summary>What libvirt takes where a rule says none.</summary>
    private const int DefaultPriority = 500;

    public static FilterPart Of(XmlView part) => part switch
    {
        NetworkFilterReferenceXml included => new FilterPart(included.Filter ?? "", "", "", null, string.Join(' ', included.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}"))),
        NetworkFilterRuleXml rule => new FilterPart(null, rule.Action ?? "", rule.Direction ?? "", rule.Priority ?? DefaultPriority, string.Join("; ", rule.Matches.Select(PacketWords.Of))),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };
}

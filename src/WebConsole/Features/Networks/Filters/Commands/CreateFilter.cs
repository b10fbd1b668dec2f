using System.Collections.Immutable;
using System.Xml;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Networks.Filters.Forms;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Filters.Commands;

/// <summary>Defines a packet filter, which cards and other filters can then name.</summary>
public sealed record CreateFilter : ActionOperation
{
    /// <summary>As long as a network card may name.</summary>
    private const int LongestName = 64;

    public static ObjectAction<HostStatus> AsAction { get; } = new FormAction<HostStatus, NewFilter>("new-filter")
    {
        Verb = "make the packet filter",
        Doing = "made",
        Label = "New packet filter",
        Effect = "Defines rules for the packets of network cards.",
        Icon = Icons.Material.Outlined.FilterAlt,
        Needs = Right.Configure,
        Path = "/filters/{host}",
        LongestBody = ApiRoutes.LongestText,
        Applies = host => !host.Connection.IsAway(),
        Drawn = typeof(NewFilterForm),
        Make = (host, _, asked) => new CreateFilter { Target = asked.Name ?? NameIn(asked.Xml) ?? "", Asked = asked, On = host.Name, Uri = host.Uri },
    };

    public required NewFilter Asked { get; init; }

    /// <summary>The host.</summary>
    public required string On { get; init; }

    public required string Uri { get; init; }

    public override ObjectId Subject => ObjectId.OfHost(On);

    public override Lane Lane => Lane.Commands;

    /// <summary>Others may be made at the same time; libvirt refuses a second one with the same name.</summary>
    public override ImmutableArray<ObjectId> Claims => [Made];

    public override ImmutableArray<(string Name, string Value)> Parameters => [("name", Target)];

    public override string VirshLine => Definition() is { } xml ? VirshCommand.OnHost(Uri, $"nwfilter-define {VirshXml.Typed(xml)}") : "";

    protected override ObjectAction Of => AsAction;

    private ObjectId Made => ObjectId.Filter(On, Asked.Seed);

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => new (string Argument, string? Mistake)[]
    {
        ("name", MistakeOfName(inventory)),
        ("xml", MistakeOfXml()),
    }.Where(check => check.Mistake is not null).ToDictionary(check => check.Argument, check => new[] { check.Mistake! });

    public override async Task ExecuteAsync(OperationContext context)
    {
        await context.RunAsync(Made, Lane, connection =>
        {
            var text = Definition()!.ToXml();
            using var signature = context.Sign(Made);
            DefinitionErrors.Defining(() => connection.DefineNetworkFilter(text, Asked.AgainstSchema == true ? default : NetworkFilterDefineFlags.Validate).Dispose(), text);
            signature.Written(connection);
            return true;
        }, Action).ConfigureAwait(false);
        context.Made(Made, Target);
    }

    /// <summary>Its definition with the name and the UUID that it gets; <c>null</c> where what was written is none.</summary>
    private NetworkFilterXml? Definition()
    {
        if (!NetworkFilterXml.TryParse(Asked.Xml, out var xml))
            return null;
        (xml.Name, xml.Uuid) = (Target, Asked.Seed);
        return xml;
    }

    /// <summary>The same names as a network card may name.</summary>
    private string? MistakeOfName(InventorySnapshot inventory) =>
        Target.Length is 0 or > LongestName || Target[0] is '-' || !Target.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') ? $"Up to {LongestName} letters, digits, and - _ . and no hyphen at first."
        : inventory.Filters.Values.Any(filter => filter.Host == On && filter.Name == Target) ? $"There is a filter {Target} on {On} already." : null;

    private string? MistakeOfXml()
    {
        try
        {
            return string.IsNullOrWhiteSpace(Asked.Xml) ? "The definition of the filter." : NetworkFilterXml.Parse(Asked.Xml) is null ? "" : null;
        }
        catch (XmlException error)
        {
            return DefinitionEdit.Said(error);
        }
    }

    private static string? NameIn(string? xml) => NetworkFilterXml.TryParse(xml, out var filter) ? filter.Name : null;
}

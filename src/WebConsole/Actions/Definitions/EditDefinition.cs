using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Appliances.Definitions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions.Definitions;

/// <summary>Replaces the definition of a machine, a network, a pool or a packet filter by an edited text. See docs/adr/0112.</summary>
public sealed record EditDefinition : ActionOperation
{
    public const string Word = "edit-xml";

    private const int MostNamed = 10;

    public required ObjectId Edited { get; init; }

    /// <summary>The definition for the next start, as it is known: for what is changed, and for whom that is.</summary>
    public required string Known { get; init; }

    public required string Uri { get; init; }

    public required EditedDefinition Asked { get; init; }

    public required DefinitionEditor Editor { get; init; }

    public required ObjectAction As { get; init; }

    public override ObjectId Subject => Edited;

    public override Lane Lane => DefinitionKind.Of(Edited).Lane;

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. Changes() is { Count: > 0 } changes ? [("changes", string.Join(", ", changes.Take(MostNamed).Select(change => change.Path)) + (changes.Count > MostNamed ? ", …" : ""))] : Array.Empty<(string, string)>(),
        .. Asked.Apply is { } apply ? [("apply", apply)] : Array.Empty<(string, string)>(),
        .. Asked.AgainstSchema == true ? [("againstSchema", "true")] : Array.Empty<(string, string)>(),
    ];

    public override ImmutableArray<string> Secrets => Read(Asked.Xml) is { } root ? [.. DefinitionSecrets.WrittenIn(root)] : [];

    public override string VirshLine => Edited.Machine is { } machine ? VirshCommand.ForMachine(Uri, "edit", machine, Target)
        : VirshCommand.For(Uri, Edited.Kind switch { ObjectKind.Network => "net-edit", ObjectKind.Filter => "nwfilter-edit", _ => "pool-edit" }, Edited.Uuid ?? Guid.Empty, Target);

    /// <summary>What reaches the host takes the right on the host, too, since libvirt acts on it as root.</summary>
    public override IEnumerable<(Right Right, ObjectId On)> AlsoNeeds => ReachesHost(Read(Known), Read(Asked.Xml)) ? [(Right.Configure, ObjectId.OfHost(Host))] : [];

    protected override ObjectAction Of => As;

    /// <summary>The action for one kind of object.</summary>
    /// <param name="editor">Edits definitions.</param>
    /// <param name="definition">The definition for the next start; <c>null</c> for one that exists only while it runs.</param>
    /// <param name="page">The page with its editor.</param>
    public static ObjectAction AsAction<T>(DefinitionEditor editor, Func<T, string?> definition, Func<T, string> page) where T : ISubjectType
    {
        FormAction<T, EditedDefinition>? action = null;
        return action = new FormAction<T, EditedDefinition>(Word)
        {
            Verb = "edit the definition of",
            Doing = "edited",
            Label = "Edit XML",
            Effect = "Replaces the definition by an edited one.",
            Icon = Icons.Material.Outlined.Code,
            Needs = Right.Configure,
            Method = HttpMethods.Put,
            Path = "xml",
            LongestBody = ApiRoutes.LongestText,
            Applies = subject => definition(subject) is not null,
            Page = page,
            Make = (subject, host, asked) => new EditDefinition
            {
                Edited = subject.Id,
                Target = subject.Name,
                Known = definition(subject) ?? "",
                Uri = host.Uri,
                Asked = asked,
                Editor = editor,
                As = action!,
            },
        };
    }

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Edited) is null ? $"There is no {Edited.Kind.ToToken()} {Edited.Key} on {Host} (any more)." : null);

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => new (string Argument, string? Mistake)[]
    {
        ("xml", MistakeIn(Asked.Xml)),
        ("apply", Asked.Apply is null or "both" or "next" or "live" ? null : "must be both, next or live."),
    }.Where(check => check.Mistake is not null).ToDictionary(check => check.Argument, check => new[] { check.Mistake! });

    public override async Task ExecuteAsync(OperationContext context)
    {
        var mayReachHost = AlsoNeeds.Any();
        await Editor.ApplyAsync(DefinitionEdit.OfText(Edited, Asked.Xml) with
        {
            Check = (before, after) =>
            {
                // The definition may have been changed since the right was looked at.
                if (!mayReachHost && ReachesHost(before, after))
                    throw new DefinitionException("It was changed meanwhile, so that this edit would reach the host.", "Look at what changed, and edit it anew.");
            },
            Version = Asked.Version,
            AgainstSchema = Asked.AgainstSchema == true,
            Reach = Asked.Apply switch { "next" => DefinitionReach.NextStart, "live" => DefinitionReach.Running, _ => DefinitionReach.WherePossible },
        }, context).ConfigureAwait(false);
    }

    /// <summary>A network, a pool and a filter are parts of the host. Of a machine, what is not known to concern only itself reaches it.</summary>
    private bool ReachesHost(XElement? before, XElement? after) =>
        Edited.Kind is not ObjectKind.Machine || before is null || after is null || HarmlessSettings.DifferInOthers(before, after);

    private IReadOnlyList<DefinitionChange> Changes() =>
        Read(Known) is { } before && Read(Asked.Xml) is { } after ? DefinitionOutline.Plain(before).ChangesTo(DefinitionOutline.Plain(after)) : [];

    private string? MistakeIn(string xml)
    {
        try
        {
            var root = SafeXml.ParseRoot(xml, DefinitionKind.Of(Edited).Root);
            return IsInForce(root) ? "This is the definition in force. Edit that of the next start: `virsh dumpxml --inactive`; for programs, ?inactive=true." : MistakeOfIdentity(root);
        }
        catch (XmlException error)
        {
            return DefinitionEdit.Said(error);
        }
    }

    /// <summary>Only a domain that runs has an id, and labels that libvirt gave its images. What else is chosen at a start must not be stored for good.</summary>
    private static bool IsInForce(XElement root) => root.Name == "domain" && (root.Attribute("id") is not null || root.Elements("seclabel").Elements("imagelabel").Any());

    /// <summary>libvirt takes another name or UUID for another object.</summary>
    private string? MistakeOfIdentity(XElement root)
    {
        if (Edited.Machine is not null && root.Element("name")?.Value.Trim() is { } name && Read(Known)?.Element("name")?.Value.Trim() is { } known && name != known)
            return "It can't be renamed here: Rename in its menu does that, while it is off.";
        return Read(Known)?.Element("uuid") is { } had && Guid.TryParse(had.Value, out var uuid) && !(Guid.TryParse(root.Element("uuid")?.Value, out var written) && written == uuid)
            ? "It has another UUID, or none: that would be another object. Leave the element uuid as it is." : null;
    }

    private XElement? Read(string xml) => SafeXml.TryParseRoot(xml, DefinitionKind.Of(Edited).Root, out var root) ? root : null;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.History.Commands;

/// <summary>Defines a deleted machine, network or pool anew, as one of its versions was. What lay in its disks is not in the history.</summary>
public sealed record RestoreDeleted : ActionOperation
{
    private const string Step = "Define it";

    private static readonly FormAction<HostStatus, DeletedDefinition> Words = new("restore-deleted")
    {
        Verb = "restore",
        Doing = "restored",
        Label = "Restore deleted",
        Effect = "Defines a machine, network or pool that was deleted as it was.",
        Icon = Icons.Material.Outlined.RestoreFromTrash,
        Needs = Right.Configure,
        Applies = host => !host.Connection.IsAway(),
        Page = _ => AppUrls.Deleted,
        Make = MadeWithServices,
    };

    public required HostStatus On { get; init; }

    public required DeletedDefinition Asked { get; init; }

    public required HistoryStore Store { get; init; }

    /// <summary>The object that is to be again; the host, where none is named.</summary>
    public override ObjectId Subject => Id ?? ObjectId.OfHost(On.Name);

    public override Lane Lane => Id is { } id ? DefinitionKind.Of(id).Lane : Lane.Commands;

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        ("kind", Asked.Kind ?? ""), ("uuid", $"{Asked.Uuid:D}"), ("id", Asked.Id?.ToString(CultureInfo.InvariantCulture) ?? ""),
        .. Asked.HostAccess == true ? new[] { ("hostAccess", "true") } : [],
        .. Asked.AgainstSchema == true ? new[] { ("againstSchema", "true") } : [],
    ];

    public override string VirshLine => VirshCommand.OnHost(On.Uri, RestoreDefinition.LineOf(Id?.Kind ?? ObjectKind.Machine));

    protected override ObjectAction Of => Words;

    private ObjectId? Id => ObjectKinds.Parse(Asked.Kind) is { } kind && ObjectKinds.Defined.Contains(kind) && Asked.Uuid is { } uuid ? new ObjectId(kind, On.Name, $"{uuid:D}") : null;

    public static ObjectAction AsAction(HistoryStore store) => Words with
    {
        Make = (host, _, asked) => new RestoreDeleted { On = host, Target = asked.Name ?? $"{asked.Uuid:D}", Asked = asked, Store = store },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var mistakes = new Dictionary<string, string[]>();
        if (Id is null)
            mistakes[Asked.Uuid is null ? "uuid" : "kind"] = [Asked.Uuid is null ? "The UUID of what was deleted." : "machine, network or pool."];
        if (Asked.Id is not > 0)
            mistakes["id"] = ["The number of a version, as the history tells it."];
        return mistakes;
    }

    public override string? WhyConflicts(InventorySnapshot inventory) => Id is { } id && inventory.Find(id) is { } known ? $"{known.Name} is there: restore a version of its definition on its page." : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        var id = Id!.Value;
        var kept = await Store.ReadAsync(id, Asked.Id!.Value, context.Cancellation).ConfigureAwait(false)
            ?? throw new OperationFailedException($"There is no definition in the version {Asked.Id} of {Target}, or it can't be read.", "Choose another version.");
        var kind = DefinitionKind.Of(id);
        var after = After(kept, kind.Root);
        if (Asked.HostAccess != true && id.Kind is ObjectKind.Machine)
            HostAccess.Refuse(HostAccess.Of(context.Inventory, id.Host, after));
        var (text, name) = (SafeXml.Format(after), after.Element("name")?.Value ?? Target);
        if (NameIsTaken(context.Inventory, id, name))
            throw new OperationFailedException($"There is another {id.Kind.ToToken()} named {name} now.", "Rename that one first.");
        await context.StepAsync(Step, () => context.RunAsync(id, kind.Lane, connection =>
        {
            using var signature = context.Sign(id);
            DefinitionErrors.Defining(() => kind.Define(connection, text, validate: Asked.AgainstSchema != true), text);
            signature.Written(connection);
            return true;
        }, Action)).ConfigureAwait(false);
        context.Made(id, name);
    }

    private static XElement After(string kept, string root)
    {
        try
        {
            return KeptRestore.Whole(null, SafeXml.ParseRoot(kept, root));
        }
        catch (XmlException)
        {
            throw new OperationFailedException("The definition can't be read.", "Choose another version.");
        }
    }

    private static bool NameIsTaken(InventorySnapshot inventory, ObjectId id, string name) => id.Kind switch
    {
        ObjectKind.Machine => inventory.Machines.Values.Any(other => other.Id.Host == id.Host && other.Name == name),
        ObjectKind.Network => inventory.Networks.Values.Any(other => other.Host == id.Host && other.Name == name),
        ObjectKind.Filter => inventory.Filters.Values.Any(other => other.Host == id.Host && other.Name == name),
        _ => inventory.StoragePools.Values.Any(other => other.Host == id.Host && other.Name == name),
    };
}

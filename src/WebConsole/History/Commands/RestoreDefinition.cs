using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Appliances.Definitions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.History.Commands;

/// <summary>Brings back an earlier version of a definition, or a part of it: an edit like any other, which takes effect as others do.</summary>
public sealed record RestoreDefinition : ActionOperation
{
    public required ObjectId Id { get; init; }

    public required string Uri { get; init; }

    public required RestoredDefinition Asked { get; init; }

    public required HistoryStore Store { get; init; }

    public required DefinitionEditor Editor { get; init; }

    public override ObjectId Subject => Id;

    public override Lane Lane => DefinitionKind.Of(Id).Lane;

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        ("id", Asked.Id?.ToString(CultureInfo.InvariantCulture) ?? ""),
        .. Asked.Part is { } part ? new[] { ("part", part) } : [],
        .. Asked.HostAccess == true ? new[] { ("hostAccess", "true") } : [],
    ];

    public override string VirshLine => VirshCommand.OnHost(Uri, LineOf(Id.Kind));

    protected override ObjectAction Of => Words<Machine>(_ => true);

    /// <param name="isPersistent">Whether an object has a definition that stays.</param>
    /// <param name="store">The history.</param>
    /// <param name="editor">What writes definitions.</param>
    public static ObjectAction AsAction<T>(Func<T, bool> isPersistent, HistoryStore store, DefinitionEditor editor) where T : ISubjectType => Words(isPersistent) with
    {
        Make = (subject, host, asked) => new RestoreDefinition { Id = subject.Id, Target = subject.Name, Uri = host.Uri, Asked = asked, Store = store, Editor = editor },
    };

    /// <summary>virsh's command that defines an object of the kind from a file.</summary>
    internal static string LineOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Network => "net-define network.xml",
        ObjectKind.Pool => "pool-define pool.xml",
        _ => "define machine.xml",
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Asked.Id is > 0 ? base.Mistakes(inventory) : new Dictionary<string, string[]> { ["id"] = ["The number of a version, as the history tells it."] };

    public override async Task ExecuteAsync(OperationContext context)
    {
        var kept = await Store.ReadAsync(Id, Asked.Id!.Value, context.Cancellation).ConfigureAwait(false)
            ?? throw new OperationFailedException($"There is no definition in the version {Asked.Id} of {Target}, or it can't be read.", "Nothing was changed. Choose another version.");
        var edit = DefinitionEdit.OfKept(Id, kept, Asked.Part) with { Version = Asked.Version };
        if (Asked.HostAccess != true && Id.Kind is ObjectKind.Machine)
            edit = edit with { Check = RefuseHostAccess };
        await Editor.ApplyAsync(edit, context).ConfigureAwait(false);
    }

    /// <summary>Settings that reach the host and that the definition which stands does not have.</summary>
    internal static IReadOnlyList<string> HostAccess(XElement before, XElement after)
    {
        var has = HarmlessSettings.Others(before, _ => false).ToHashSet();
        return [.. HarmlessSettings.Others(after, _ => false).Where(finding => !has.Contains(finding)).Select(finding => finding.Path).Distinct()];
    }

    private static void RefuseHostAccess(XElement before, XElement after)
    {
        if (HostAccess(before, after) is { Count: > 0 } found)
            throw new DefinitionException($"The version has settings that reach the host, and that stand there no more: {string.Join(", ", found.Take(10))}.", "Take them on purpose (hostAccess), or bring back single parts.");
    }

    private static FormAction<T, RestoredDefinition> Words<T>(Func<T, bool> applies) where T : ISubjectType => new("restore")
    {
        Doing = "restored",
        Label = "Restore version",
        Effect = "Brings back an earlier version of its definition, or a part of it.",
        Icon = Icons.Material.Outlined.History,
        Needs = Right.Configure,
        Path = "history/restore",
        Applies = applies,
        Page = subject => AppUrls.HistoryOf(subject.Id),
        Make = MadeWithServices,
    };
}

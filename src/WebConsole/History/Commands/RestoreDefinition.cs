using System.Collections.Immutable;
using System.Globalization;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.History.Commands;

/// <summary>
/// Brings back an earlier version of a definition, or a part of it: an edit like any other. A machine that runs is left as it is unless
/// that is asked for, since an old version may lack the devices with which it works.
/// </summary>
public sealed record RestoreDefinition : ActionOperation
{
    /// <summary>Longer than any path in a definition.</summary>
    private const int LongestPart = 1000;

    public required ObjectId Id { get; init; }

    public required string Uri { get; init; }

    public required RestoredDefinition Asked { get; init; }

    public required HistoryStore Store { get; init; }

    public required DefinitionEditor Editor { get; init; }

    /// <summary>Whether it is a machine that runs.</summary>
    public bool IsRunning { get; init; }

    /// <summary>virsh's commands for what changes at once, by who has looked at the version; <c>null</c> before that.</summary>
    public IReadOnlyList<string>? LiveCommands { get; init; }

    public override ObjectId Subject => Id;

    public override Lane Lane => DefinitionKind.Of(Id).Lane;

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        ("id", Asked.Id?.ToString(CultureInfo.InvariantCulture) ?? ""),
        .. Asked.Part is { } part ? new[] { ("part", part) } : [],
        .. Asked.Apply is { } apply ? new[] { ("apply", apply) } : [],
        .. Asked.HostAccess == true ? new[] { ("hostAccess", "true") } : [],
        .. Asked.AgainstSchema == true ? new[] { ("againstSchema", "true") } : [],
    ];

    public override string VirshLine => string.Join('\n', [VirshCommand.OnHost(Uri, LineOf(Id.Kind)), .. IsRunning && Asked.Apply is "both" or "live" ? LiveCommands ?? ["# While it runs, too: attach-device, update-device and detach-device --live of what differs"] : []]);

    protected override ObjectAction Of => Words<Machine>(_ => true);

    /// <param name="isPersistent">Whether an object has a definition that stays.</param>
    /// <param name="store">The history.</param>
    /// <param name="editor">What writes definitions.</param>
    public static ObjectAction AsAction<T>(Func<T, bool> isPersistent, HistoryStore store, DefinitionEditor editor) where T : ISubjectType => Words(isPersistent) with
    {
        Make = (subject, host, asked) => new RestoreDefinition { Id = subject.Id, Target = subject.Name, Uri = host.Uri, Asked = asked, Store = store, Editor = editor, IsRunning = subject is Machine { IsActive: true } },
    };

    /// <summary>virsh's command that defines an object of the kind from a file.</summary>
    internal static string LineOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Network => "net-define network.xml",
        ObjectKind.Pool => "pool-define pool.xml",
        ObjectKind.Filter => "nwfilter-define filter.xml",
        _ => "define machine.xml",
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Asked.Id is not > 0 ? new Dictionary<string, string[]> { ["id"] = ["The number of a version, as the history tells it."] }
        : Asked.Part?.Length > LongestPart ? new Dictionary<string, string[]> { ["part"] = [$"A part of a definition, such as devices/disk[vda]: at most {LongestPart} letters."] }
        : Asked.Apply is not (null or "next" or "both" or "live") ? new Dictionary<string, string[]> { ["apply"] = ["One of next, both, live."] }
        : base.Mistakes(inventory);

    public override async Task ExecuteAsync(OperationContext context)
    {
        var kept = await Store.ReadAsync(Id, Asked.Id!.Value, context.Cancellation).ConfigureAwait(false)
            ?? throw new OperationFailedException($"There is no definition in the version {Asked.Id} of {Target}, or it can't be read.", "Nothing was changed. Choose another version.");
        var edit = DefinitionEdit.OfKept(Id, kept, Asked.Part) with
        {
            Version = Asked.Version,
            AgainstSchema = Asked.AgainstSchema == true,
            Reach = Asked.Apply switch { "both" => DefinitionReach.WherePossible, "live" => DefinitionReach.Running, _ => DefinitionReach.NextStart },
        };
        if (Asked.HostAccess != true && Id.Kind is ObjectKind.Machine)
            edit = edit with { Check = (before, after) => HostAccess.Refuse(HostAccess.Brought(before, after)) };
        await Editor.ApplyAsync(edit, context).ConfigureAwait(false);
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

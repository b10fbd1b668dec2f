using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Fetching;

namespace WebConsole.Features.Provisioning.Forms;

public sealed partial class ImageUploads
{
    /// <summary>What brings files into pools.</summary>
    private static readonly string[] Bringing = ["upload", Fetch];

    private const string Fetch = "fetch";

    private readonly HashSet<long> _taken = [];

    /// <summary>The newest task when this was opened: what was begun before is of another page.</summary>
    private long _newest;
    private Guid? _into;
    private ObjectId? _arrived;

    /// <summary>What the server fetches for this person; what is uploaded has its row by itself.</summary>
    private ImmutableArray<(long Id, string Name, int? Percent)> _coming = [];

    [Parameter, EditorRequired]
    public required MachineForm Machine { get; set; }

    [CascadingParameter]
    public FormState? Form { get; set; }

    // The same as long as it can be, since uploads go on.
    private StoragePool? Into => Machine.PoolsForFiles.FirstOrDefault(pool => pool.Uuid == _into) ?? Machine.PoolsForFiles.FirstOrDefault();

    /// <summary>What is offered to a host that has no image.</summary>
    private ImmutableArray<CloudImage> Offered => Machine.Draft.Source is MachineSource.Image && !Machine.Choices.Filled.Any() && _coming.IsEmpty ? CloudImages.For(Machine.Plan.Kind.Arch) : [];

    protected override void OnInitialized()
    {
        Listen(handler => Tasks.Changed += handler, handler => Tasks.Changed -= handler);
        Listen(Inventory, change => Machine.Host is { } host && change.TouchesStorageOf(host));
        _newest = Tasks.Recent.Select(task => task.Id).DefaultIfEmpty().Max();
        _into = Into?.Uuid;
    }

    protected override bool Refresh()
    {
        foreach (var done in Tasks.Recent.Where(task => task.Id > _newest && Brought(task)))
        {
            if (_taken.Add(done.Id))
                _arrived = done.Result!.Id;
        }
        var before = _coming;
        _coming = [.. Tasks.Recent.Where(task => task.Action is Fetch && task.State.IsActive() && task.Host == Machine.Host && task.User == Caller.Of(User.Principal).User).OrderBy(task => task.Id)
            .Select(task => (task.Id, task.Target, task.Progress is { } part ? (int?)(part * 100) : null))];
        return _arrived is not null || !before.SequenceEqual(_coming);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // It may be of another page, or late: what somebody has chosen stays until they say so.
        if (!Machine.Draft.HasImage)
            await TakeAsync();
    }

    /// <summary>As a program does: by the action's arguments in the API.</summary>
    private Task FetchAsync(CloudImage image, StoragePool pool) => Available.For(pool).Find(Fetch) is { Arguments: { } arguments } fetch
        ? Runner.StartAsync(fetch, pool, JsonSerializer.SerializeToElement(new { url = image.Url, name = image.Name }).Deserialize(arguments, JsonSerializerOptions.Web)!)
        : Task.CompletedTask;

    private async Task TakeAsync()
    {
        if (_arrived is not { } arrived)
            return;
        Machine.Look();
        if (!await Machine.TakeAsync(arrived))
            return;
        _arrived = null;
        Form?.Tell();
    }

    private bool Brought(TaskRecord task) => Bringing.Contains(task.Action) && task is { State: TaskState.Succeeded, Result.Id: { Kind: ObjectKind.Volume } made }
        && made.Host == Machine.Host && task.User == Caller.Of(User.Principal).User;
}

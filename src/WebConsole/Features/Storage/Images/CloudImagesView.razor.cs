using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Features.Storage.Fetching;
using WebConsole.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.Storage.Fetching;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Storage.Images;

/// <summary>The library of cloud images.</summary>
public sealed partial class CloudImagesView
{
    private const string Fetch = "fetch", NewMachine = "new-machine";

    /// <summary>What names tell, since a storage of thousands is looked through at each of its changes.</summary>
    private readonly Dictionary<string, OsImageMatch?> _told = [];
    private OsDatabase _data = OsDatabase.Empty;
    private ImmutableArray<CloudImageRow> _all = [];
    private IReadOnlyList<CloudImageRow> _rows = [];
    private ImmutableArray<StoragePool> _open = [];
    private ImmutableArray<TaskRecord> _coming = [];
    private StoragePool? _into;
    private VolumeMenu? _menu;
    private bool _showHost;

    [Parameter]
    public string? Host { get; set; }

    /// <summary>The filter's words.</summary>
    [Parameter]
    public string? Query { get; set; }

    protected override TimeSpan Pace => TimeSpan.FromMilliseconds(250);

    protected override async Task OnInitializedAsync()
    {
        Listen(Inventory, change => change.Touches(ObjectKind.Volume) || change.Touches(ObjectKind.Pool) || change.Touches(ObjectKind.Host) || change.Touches(ObjectKind.Machine));
        Listen(handler => Tasks.Changed += handler, handler => Tasks.Changed -= handler);
        // What is there, before files are read that say what it is.
        Read();
        _data = await Systems.GetAsync();
        _told.Clear();
        Read();
    }

    protected override void OnParametersSet() => Read();

    protected override bool Refresh()
    {
        var (all, coming, into, open) = (_all, _coming, _into?.Id, _open.Length);
        Read();
        return all.Length != _all.Length || !all.Zip(_all).All(pair => pair.First.LooksAs(pair.Second)) || !coming.SequenceEqual(_coming) || into != _into?.Id || open != _open.Length;
    }

    private void Read()
    {
        var snapshot = Inventory.Current;
        _all = CloudImageRow.Of(snapshot, Host, Tell);
        _open = [.. snapshot.StoragePools.Values.Where(pool => (Host is null || pool.Host == Host) && pool is { State: "running", Silent: false } && UploadPools.WhyNot(pool) is null && Available.For(pool).Find(Fetch) is not null)
            .OrderByDescending(pool => pool.AvailableBytes)];
        // It stays the same while it can.
        _into = _open.FirstOrDefault(pool => pool.Id == _into?.Id) ?? _open.FirstOrDefault();
        _coming = [.. Tasks.Recent.Where(task => task.Action is Fetch && task.State.IsActive() && (Host is null || task.Host == Host)).OrderBy(task => task.Id)];
        _showHost = Host is null && snapshot.Hosts.Length > 1;
        _columns = Columns;
        var words = (Query ?? "")[..Math.Min(Query?.Length ?? 0, FilterField.Longest)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _rows = [.. _all.Where(row => row.Fits(words))];
    }

    private OsImageMatch? Tell(string name)
    {
        if (!_told.TryGetValue(name, out var match))
            _told[name] = match = _data.IdentifyImage(name);
        return match;
    }

    /// <summary>Those for the host's processors.</summary>
    private ImmutableArray<CloudImage> Offered(StoragePool pool) => Inventory.Current.Host(pool.Host) is { } host ? CloudImages.For(GuestKind.Of(host, emulates: false).Arch) : [];

    private bool MakesOn(CloudImageRow row) => Inventory.Current.Host(row.Volume.Pool.Host) is { } host && Available.For(host).Find(NewMachine) is not null;

    private Task FetchAsync(CloudImage image, StoragePool pool) => Available.For(pool).Find(Fetch) is { } fetch ? Runner.StartAsync(fetch, pool, new VolumeFetch(image.Url, image.Name)) : Task.CompletedTask;

    private static string KeyOf(StoragePool pool) => $"{pool.Host}/{pool.Uuid:D}";

    private void Choose(string? pool) => _into = _open.FirstOrDefault(open => KeyOf(open) == pool) ?? _into;

    private void Type(string text) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", text is "" ? null : text), replace: true);
}

using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Components.Shared;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Storage;

/// <summary>The page of one storage pool: its usage, its location, the machines that use it, its definition.</summary>
public sealed partial class StoragePoolPage
{
    private readonly LastKnown<(string, Guid), StoragePool> _known = new();
    private HostStatus? _host;
    private Tabs.Tab[] _tabs = [];
    private string _tab = "";
    private (string Token, string Word) _state;
    private string?[] _short = [];
    private (string, string?)[] _facts = [];
    private IReadOnlyList<Machine> _users = [];
    private IReadOnlyList<DefinitionChange> _pending = [];
    private StorageSpace _space = new(0, 0, 0, null, null);
    private PoolVolumes? _volumes;
    private string? _firstVolume;
    private TaskRecord? _failedStart;
    private InventorySnapshot _snapshot = InventorySnapshot.Empty;

    [Parameter]
    public required string Host { get; set; }

    [Parameter]
    public Guid Uuid { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    protected override void OnInitialized()
    {
        _tabs = [new("overview", Text["Overview"]), new("xml", Text["XML"]), new("history", Text["History"]), new("tasks", Text["Tasks"])];
        Listen(Inventory, change => change.Touches(ObjectId.Pool(Host, Uuid)) || change.TouchesVolumesOf(Host, Uuid)
            || change.Touches(ObjectId.OfHost(Host)) || change.TouchesDefinitions() || change.TouchesImagesAbove(Host));
        // Most changes of tasks change nothing here.
        Listen(handler => Tasks.Changed += handler, handler => Tasks.Changed -= handler, () => _known.Item is { } pool && FailedStarts.Of(pool, Tasks.Recent) != _failedStart);
    }

    protected override void OnParametersSet()
    {
        _tab = Tabs.Choose(_tabs, Tab);
        Read();
    }

    protected override bool Refresh()
    {
        Read();
        return true;
    }

    /// <summary>Why the machine's disk is not among the volumes.</summary>
    private string? InAFolder(Machine machine, StoragePool pool) => MachineLinks.Of(machine).InAFolderOf(PoolDirectories.Of(pool)) is { } path ? Text["by path: {0}", path].Value : null;

    private void Read()
    {
        var snapshot = _snapshot = Inventory.Current;
        _host = snapshot.Host(Host);
        _known.See((Host, Uuid), snapshot.StoragePools.GetValueOrDefault((Host, Uuid)));
        if (_known.Item is not { } pool)
            return;
        var xml = StoragePoolXml.TryParse(pool.Xml, out var parsed) ? parsed : null;
        _failedStart = FailedStarts.Of(pool, Tasks.Recent);
        _state = PoolStates.Of(pool, _failedStart is not null);
        _short = [Text[PoolWords.Kind(xml)], xml?.TargetPath, pool.CapacityBytes > 0 ? Text["{0} free", Format.Bytes(pool.AvailableBytes)].Value : null];
        _facts =
        [
            (Text["Path"], xml?.TargetPath),
            (Text["Source"], PoolWords.Source(xml)),
            (Text["Format"], xml?.SourceFormat),
            (Text["Autostart"], pool.Autostart ? Text["on"] : Text["off"]),
            (Text["Definition"], pool.Persistent ? null : Text["transient: gone when it stops"].Value),
            (Text["UUID"], pool.Uuid.ToString("D")),
        ];
        _volumes = snapshot.Volumes.GetValueOrDefault((Host, Uuid)) ?? (_known.Gone ? _volumes : null);
        _space = StorageSpace.Of(snapshot, [pool]);
        _pending = _known.Gone ? [] : PendingDefinition.Of(pool, Available.May(Right.Operate, pool.Id));
        _firstVolume = PoolWords.FirstVolume(xml);
        _users = PoolUsers.Of(snapshot, pool);
    }
}

using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Storage;

/// <summary>The page of one volume: what it is, who may open it, what it rests on, who uses it.</summary>
public sealed partial class VolumePage
{
    private readonly LastKnown<ObjectId, PoolVolume> _known = new();
    private HostStatus? _host;
    private bool _reading;
    private string _pool = "";
    private Tabs.Tab[] _tabs = [];
    private string _tab = "";
    private string?[] _short = [];
    private (string, string?)[] _facts = [];
    private IReadOnlyList<Machine> _users = [];
    private VolumeChain? _chain;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private OwnerNames Owners { get; set; } = null!;

    [Parameter]
    public required string Host { get; set; }

    /// <summary>The pool's.</summary>
    [Parameter]
    public Guid Uuid { get; set; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    private ObjectId Id { get; set; }

    protected override void OnInitialized()
    {
        _tabs = [new("overview", Text["Overview"]), new("tasks", Text["Tasks"])];
        Listen(Inventory, change => change.Touches(Id) || change.Touches(ObjectId.Pool(Host, Uuid)) || change.Touches(ObjectId.OfHost(Host))
            || change.TouchesDefinitions() || change.TouchesImagesAbove(Host));
    }

    protected override void OnParametersSet()
    {
        // The router decodes a parameter twice, and a name may hold %2F.
        Id = AppUrls.ObjectAt(Navigation.ToBaseRelativePath(Navigation.Uri)) is { Kind: ObjectKind.Volume } id ? id : ObjectId.Volume(Host, Uuid, Name);
        _tab = Tabs.Choose(_tabs, Tab);
        Read();
    }

    protected override bool Refresh()
    {
        Read();
        return true;
    }

    private void Read()
    {
        var snapshot = Inventory.Current;
        _host = snapshot.Host(Host);
        _known.See(Id, snapshot.Find(Id) as PoolVolume);
        var pool = snapshot.StoragePools.GetValueOrDefault((Host, Uuid));
        _pool = pool?.Name ?? _known.Item?.Pool.Name ?? Text["Storage pool"];
        _reading = _host is { StorageUnread: true } || (pool is not null && !snapshot.Volumes.ContainsKey((Host, Uuid)));
        if (_known.Item is not { } found)
            return;
        var volume = found.Volume;
        _short = [volume.Format, Format.Bytes(volume.CapacityBytes), Text["takes {0}", Format.Bytes(volume.AllocationBytes)]];
        _facts =
        [
            (Text["Path"], volume.Path),
            (Text["Format"], volume.Format),
            (Text["Size"], volume.CapacityBytes is { } capacity ? Format.Bytes(capacity) : null),
            (Text["Takes"], volume.AllocationBytes is { } allocation ? Format.Bytes(allocation) : null),
            (Text["Encrypted"], volume.Encrypted ? Text["yes"].Value : null),
            (Text["Rests on"], volume.BackingPath),
            (Text["Permissions"], VolumeWords.Permissions(volume.Access)),
            (Text["Owner"], VolumeWords.Owner(volume.Access, _host is { Facts.IsLocal: true } ? Owners.Current : null)),
            (Text["Security label"], volume.Access?.Label),
        ];
        if (_known.Gone)
            return;
        _users = VolumeUsers.Of(snapshot, found).Machines;
        _chain = VolumeChain.Of(snapshot, found);
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Containers;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

public sealed partial class ContainerForm
{
    private readonly Guid _uuid = Guid.NewGuid();
    private IReadOnlyList<PickerEntry<VolumeKey>> _folders = [], _archives = [];
    private IReadOnlyList<PickerEntry<Guid?>> _pools = [];
    private VolumeKey? _root, _archive;
    private RootSource _from;
    private Guid? _pool;
    private int _count = 1;
    private string? _name, _path, _init, _arguments;
    private string _network = "";
    private long? _firstId = 100_000;
    private int? _vcpus = ContainerPlan.UsualVcpus;
    private long? _memory = ContainerPlan.UsualMemory;
    private bool _starts = true;

    [Parameter, EditorRequired]
    public required HostStatus Host { get; set; }

    [Inject]
    private ActionRegistry Registry { get; set; } = null!;

    /// <summary>Fields above its own.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private Operation Operation => Registry.Find(ObjectKind.Host, CreateContainer.Word)!.Create(Host, Host, Asked);

    /// <summary>How one is made; of several, the first.</summary>
    private CreateContainer First => Operation is CreateContainers all ? all.Containers[0] : (CreateContainer)Operation;

    private string? NamesInWords => _count > 1 && _name is { Length: > 0 } name ? Text["{0} to {1}", MachineSeries.Name(name, 0), MachineSeries.Name(name, _count - 1)].Value : null;

    private NewContainer Asked => new(_name ?? "", Root: Root, Archive: Unpacked is { } archive ? new VolumeName(archive.Pool, archive.Name) : null, Path: _from is RootSource.Directory ? Given(_path) : null, Init: Given(_init),
        Arguments: _arguments?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } lines ? lines : null, FirstId: _firstId,
        Memory: _memory, Vcpus: _vcpus, Networks: _network is "" ? [] : [new NewInterface(_network)], Start: _starts, Count: _count)
    { Uuid = _uuid };

    /// <summary>A folder that there is, or the pool of the one that is made.</summary>
    private VolumeName? Root => Unpacked is { } archive ? new VolumeName(_pool ?? archive.Pool) : _from is RootSource.Folder && _root is not null ? new VolumeName(_root.Pool, _root.Name) : null;

    private VolumeKey? Unpacked => _from is RootSource.Archive ? _archive : null;

    private IReadOnlyList<Tile<RootSource>> Tiles =>
    [
        new(RootSource.Archive, Text["Archive"], Icons.Material.Outlined.FolderZip, Has(_archives.Count, "1 packed root file system", "{0} packed root file systems")) { Why = _archives.Count > 0 ? null : Text["No pool has one: upload one under Storage."].Value },
        new(RootSource.Folder, Text["Folder"], Icons.Material.Outlined.Folder, Has(_folders.Count, "1 folder in pools", "{0} folders in pools")) { Why = _folders.Count > 0 ? null : Text["No pool has a folder."].Value },
        new(RootSource.Directory, Text["Directory"], Icons.Material.Outlined.Dns, Text["Of the host, in no pool"]),
    ];

    private string Has(int count, string one, string many) => count == 1 ? Text[one] : Text[many, count];

    private IReadOnlyList<Choice<string>> Networks =>
    [
        .. Inventory.Current.Networks.Values.Where(network => network.Host == Host.Name).OrderBy(network => network.Name, NaturalOrder.Instance).Select(network => new Choice<string>(network.Name, network.Name) { Why = network.Active ? null : Text["not started"].Value }),
        new("", Text["None"]),
    ];

    protected override void OnInitialized()
    {
        _folders = VolumesThat(volume => volume.IsFolder, "dir");
        _archives = VolumesThat(volume => !volume.IsFolder && RootArchive.EndOf(volume.Name) is not null, "raw");
        _pools = PickerEntries.OfPools(Inventory.Current.StoragePools.Values.Where(pool => pool.Host == Host.Name && PoolDirectories.Of(pool) is not null), Text);
        _network = Inventory.Current.Networks.Values.FirstOrDefault(network => network.Host == Host.Name && network is { Name: "default", Active: true })?.Name ?? "";
        _from = _archives.Count > 0 ? RootSource.Archive : _folders.Count > 0 ? RootSource.Folder : RootSource.Directory;
        if (Link is not null)
            Fill(Link);
    }

    private IReadOnlyList<PickerEntry<VolumeKey>> VolumesThat(Func<StorageVolume, bool> fits, string format) =>
    [
        .. from pool in Inventory.Current.StoragePools.Values
           where pool.Host == Host.Name && Inventory.Current.Volumes.ContainsKey((Host.Name, pool.Uuid))
           from volume in Inventory.Current.Volumes[(Host.Name, pool.Uuid)].Listed
           where fits(volume)
           select new PickerEntry<VolumeKey>(new VolumeKey(pool.Uuid, volume.Name, format), volume.Name, Text["in {0}", pool.Name]),
    ];

    private string? MistakeOf(string field) => Operation.Mistakes(Inventory.Current).GetValueOrDefault(field) is { } texts ? string.Join(' ', texts) : null;

    private IEnumerable<SummaryFact> Facts =>
    [
        .. NamesInWords is { } names ? new[] { new SummaryFact(Text["Containers"], Text["{0}, {1}; definition and lines are those of the first", _count, names], "count") } : [],
        .. ContainerFacts.Of(First.Plan, Inventory.Current, Text),
    ];

    private FormPreview Preview()
    {
        var (operation, inventory) = (First, Inventory.Current);
        var canBeWritten = new[] { _name, _path, _init, _arguments }.All(text => text is null || PlainText.IsLines(text));
        return new FormPreview(Text["{0} with {1}", operation.Plan.Asked.Init is null ? Text["A system container"] : Text["A container of one program"], Format.Bytes(operation.Plan.Memory)])
        {
            After = canBeWritten ? operation.Plan.Definition(inventory).Element.ToString() : null,
            Virsh = canBeWritten ? operation.Line(inventory) : null,
        };
    }

    private void Show(TaskRecord? task) => Navigation.NavigateTo(_count > 1 && task is not null ? AppUrls.PartsOf(task.Id) : task?.Result?.Id.Machine is { } made ? AppUrls.Machine(made) : task is null ? AppUrls.Machines : AppUrls.Task(task.Id));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

using Microsoft.AspNetCore.Components;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
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
    private IReadOnlyList<PickerEntry<VolumeKey>> _folders = [];
    private VolumeKey? _root;
    private string? _name, _path, _init, _arguments;
    private string _network = "";
    private long? _firstId = 100_000;
    private int? _vcpus = 1;
    private long? _memory = 512L << 20;
    private bool _starts = true;

    [Parameter, EditorRequired]
    public required HostStatus Host { get; set; }

    [Inject]
    private ActionRegistry Registry { get; set; } = null!;

    /// <summary>The name that a link gives it.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Fields above its own.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private CreateContainer Operation => (CreateContainer)Registry.Find(ObjectKind.Host, CreateContainer.Word)!.Create(Host, Host, Asked);

    private NewContainer Asked => new(_name ?? "", Root: _root is null ? null : new VolumeName(_root.Pool, _root.Name), Path: _root is null ? Given(_path) : null, Init: Given(_init),
        Arguments: _arguments?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } lines ? lines : null, FirstId: _firstId,
        Memory: _memory, Vcpus: _vcpus, Networks: _network is "" ? [] : [new NewInterface(_network)], Start: _starts)
    { Uuid = _uuid };

    private IReadOnlyList<Choice<string>> Networks =>
    [
        .. Inventory.Current.Networks.Values.Where(network => network.Host == Host.Name).OrderBy(network => network.Name, NaturalOrder.Instance).Select(network => new Choice<string>(network.Name, network.Name) { Why = network.Active ? null : Text["not started"].Value }),
        new("", Text["None"]),
    ];

    protected override void OnInitialized()
    {
        _name = Name;
        _folders = [.. from pool in Inventory.Current.StoragePools.Values
                       where pool.Host == Host.Name && Inventory.Current.Volumes.ContainsKey((Host.Name, pool.Uuid))
                       from volume in Inventory.Current.Volumes[(Host.Name, pool.Uuid)].Listed
                       where volume.IsFolder
                       select new PickerEntry<VolumeKey>(new VolumeKey(pool.Uuid, volume.Name, "dir"), volume.Name, Text["in {0}", pool.Name])];
        _network = Inventory.Current.Networks.Values.FirstOrDefault(network => network.Host == Host.Name && network is { Name: "default", Active: true })?.Name ?? "";
    }

    private string? MistakeOf(string field) => Operation.Mistakes(Inventory.Current).GetValueOrDefault(field) is { } texts ? string.Join(' ', texts) : null;

    private FormPreview Preview()
    {
        var (operation, inventory) = (Operation, Inventory.Current);
        var canBeWritten = new[] { _name, _path, _init, _arguments }.All(text => text is null || PlainText.IsLines(text));
        return new FormPreview(Text["{0} with {1}", operation.Plan.Asked.Init is null ? Text["A system container"] : Text["A container of one program"], Format.Bytes(operation.Plan.Memory)])
        {
            After = canBeWritten ? operation.Plan.Definition(inventory).Element.ToString() : null,
            Virsh = canBeWritten ? operation.Line(inventory) : null,
        };
    }

    private void Show(TaskRecord? task) => Navigation.NavigateTo(task?.Result?.Id.Machine is { } made ? AppUrls.Machine(made) : task is null ? AppUrls.Machines : AppUrls.Task(task.Id));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

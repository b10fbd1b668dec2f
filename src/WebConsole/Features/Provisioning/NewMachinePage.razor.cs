using System.Collections.Immutable;
using System.Xml;
using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning;

public sealed partial class NewMachinePage
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>Cancelled once the page is left.</summary>
    private CancellationToken _left;

    private MachineDraft _draft = new();
    private VolumeChoices _choices = null!;
    private ImmutableArray<PickerEntry<string>> _systems = [];
    private ImmutableArray<Choice<string>> _networks = [];
    private IReadOnlyList<PickerEntry<Guid?>> _pools = [];
    private string? _host;

    /// <summary>What is on the chosen image or medium.</summary>
    private (Os Os, bool IsNearest)? _recognised;

    /// <summary>What was last asked for, with its plan: each rendering asks several times.</summary>
    private (NewMachine Asked, CreateMachine Operation)? _last;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The image, or medium, as <c>POOL/VOLUME</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Image { get; set; }

    [SupplyParameterFromQuery]
    public string? Name { get; set; }

    [SupplyParameterFromQuery]
    public string? Os { get; set; }

    [Inject]
    private VisibleInventory Inventory { get; set; } = null!;

    [Inject]
    private AvailableActions Available { get; set; } = null!;

    [Inject]
    private ActionRegistry Registry { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private MachinePlanner Planner { get; set; } = null!;

    [Inject]
    private OsInfoStore Systems { get; set; } = null!;

    private ObjectAction Action => Registry.Find(ObjectKind.Host, CreateMachine.Word)!;

    private HostStatus? Chosen => Inventory.Current.Host(_host ?? "");

    private NewMachine Asked => _draft.Ask(UsualDisk);

    private MachinePlan Plan => Operation.Plan;

    private CreateMachine Operation
    {
        get
        {
            var asked = Asked;
            if (_last is not { } last || !Same(last.Asked, asked))
                _last = last = (asked, (CreateMachine)Action.Create(Chosen!, Chosen, asked));
            return last.Operation;
        }
    }

    /// <summary>What the operating system should have, and at least what the image has.</summary>
    private long UsualDisk => Math.Max(Planner.UsualDisk(Chosen!, _draft.Os, _draft.Emulates),
        _draft is { Source: MachineSource.Image, Image: { } image } && Inventory.Current.Find(ObjectId.Volume(_host!, image.Pool, image.Name)) is PoolVolume { Volume.CapacityBytes: { } least } ? least : 0);

    private long? DiskSize => _draft.DiskSize ?? UsualDisk;

    private Guid? DiskPool => _draft.DiskPool ?? Plan.Disks.FirstOrDefault()?.Pool.Uuid;

    private int FirstDisks => _draft.MakesDisk || _draft.Source is MachineSource.Disk ? 1 : 0;

    private IReadOnlyList<NewInterface> Cards => _draft.Networks ?? [.. Plan.Interfaces.Select(card => card with { Mac = null })];

    private bool HasKvm => !GuestKind.Of(Chosen!, emulates: false).IsEmulated;

    private IReadOnlyList<Choice<bool>> Uses => [new(false, Text["Rests on the image"]), new(true, Text["A copy of the image"])];

    private IReadOnlyList<Choice<string>> Firmwares =>
    [
        new("bios", Text["BIOS"]),
        new("uefi", Text["UEFI"]) { Why = Plan.Offer.HasUefi ? null : Text["the host has none: package ovmf"].Value },
        new("uefi-secure", Text["UEFI with Secure Boot"]) { Why = Plan.Offer.HasSecureUefi ? null : Text["the host has none: package ovmf"].Value },
    ];

    /// <summary>What is known of the operating system.</summary>
    private string SystemSaid => Plan.Os switch
    {
        { Os: null } => Text["It sets size, firmware and devices."],
        { Os: { } os, IsNearest: var nearest } when nearest || (_recognised is { IsNearest: true } known && known.Os == os) => Text["Like {0}, the nearest that is known.", os.Name],
        { Os: { } os } when os.IsOver(DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime)) => Text["Its makers have mended nothing since {0}.", $"{os.EndOfLife:yyyy-MM-dd}"],
        _ => Plan.Defaults.Reasons is [var reason, ..] ? reason : Text["It sets size, firmware and devices."],
    };

    protected override async Task OnInitializedAsync()
    {
        _left = _gone.Token;
        Listen(Inventory, change => change.Touches(ObjectKind.Host) || change.Touches(ObjectKind.Pool) || change.Touches(ObjectKind.Volume) || change.Touches(ObjectKind.Network) || change.TouchesDefinitions() || change.TouchesIsoImages);
        _host = Host ?? Inventory.Current.Hosts.FirstOrDefault(host => Available.For(host).Find(CreateMachine.Word) is not null)?.Name ?? Inventory.Current.Hosts.FirstOrDefault()?.Name;
        _draft.Name = Name;
        Look();
        Begin();
        await PrepareAsync();
        await RecogniseAsync();
    }

    /// <summary>Sources that the host has stand first; of these the first is chosen.</summary>
    private void Begin()
    {
        if (Chosen is null)
            return;
        var wanted = Image is { } path ? _choices.Isos.Concat(_choices.Images).FirstOrDefault(entry => PathOf(entry.Value) == path)?.Value : null;
        _draft.Source = Enum.TryParse<MachineSource>(From, ignoreCase: true, out var source) && Enum.IsDefined(source) ? source
            : wanted is not null && _choices.Isos.Any(entry => entry.Value == wanted) ? MachineSource.Iso
            : wanted is not null || _choices.Images.Any(entry => entry.Why is null) ? MachineSource.Image
            : _choices.Isos.Length > 0 ? MachineSource.Iso
            : MachineSource.Empty;
        switch (_draft.Source)
        {
            case MachineSource.Image: _draft.Image = wanted; break;
            case MachineSource.Iso: _draft.Iso = wanted; break;
            case MachineSource.Disk: _draft.Disk = wanted; break;
        }
        (_draft.Os, _draft.OsIsChosen) = (Os, Os is not null);
    }

    private string PathOf(VolumeKey volume) => $"{Inventory.Current.StoragePools.GetValueOrDefault((_host!, volume.Pool))?.Name}/{volume.Name}";

    protected override bool Refresh()
    {
        Look();
        return true;
    }

    /// <summary>Makes the choices of all pickers, for the inventory as it is.</summary>
    private void Look()
    {
        if (Chosen is not { } host)
            return;
        var inventory = Inventory.Current;
        _choices = new VolumeChoices(inventory, host.Name, Text);
        _pools = PickerEntries.OfPools(inventory.StoragePools.Values.Where(pool => pool.Host == host.Name), Text);
        _networks = [.. inventory.Networks.Values.Where(network => network.Host == host.Name).OrderBy(network => network.Name, NaturalOrder.Instance)
            .Select(network => new Choice<string>(network.Name, network.Name) { Why = network.Active ? null : Text["not started"].Value })];
        _last = null;
    }

    /// <summary>Waits for what the host offers, and for the operating systems.</summary>
    private async Task PrepareAsync()
    {
        if (Chosen is not { } host || _left.IsCancellationRequested)
            return;
        try
        {
            await Planner.PrepareAsync(host, _draft.Os, _draft.Emulates, _left);
            var data = await Systems.GetAsync(_left);
            if (_systems.IsEmpty)
                _systems = [.. data.Search("", int.MaxValue).Select(os => new PickerEntry<string>(os.Id, os.Name, os.EndOfLife is { } end ? Text["until {0}", $"{end:yyyy-MM-dd}"].Value : os.Vendor))];
            _last = null;
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private Task ResetAsync()
    {
        _draft = new MachineDraft { Name = _draft.Name };
        Look();
        Begin();
        return RecogniseAsync();
    }

    private Task ChooseAsync(MachineSource source)
    {
        _draft.Source = source;
        return RecogniseAsync();
    }

    private Task TakeImageAsync(VolumeKey? image)
    {
        _draft.Image = image;
        return RecogniseAsync();
    }

    private Task TakeIsoAsync(VolumeKey? iso)
    {
        _draft.Iso = iso;
        return RecogniseAsync();
    }

    private Task TakeOsAsync(string? os)
    {
        (_draft.Os, _draft.OsIsChosen) = (os, true);
        return PrepareAsync();
    }

    /// <summary>What is chosen sets the operating system, until somebody has chosen that.</summary>
    private Task RecogniseAsync()
    {
        var image = _draft is { Source: MachineSource.Image, Image: { } chosen } ? Systems.Known?.IdentifyImage(chosen.Name) : null;
        var medium = _draft.Source is MachineSource.Iso ? _choices.MatchOf(_host!, _draft.Iso) : null;
        _recognised = image is not null ? (image.Os, image.IsNearest) : medium is not null ? (medium.Os, medium.IsNearest) : null;
        _draft.HasCloudInit = image is not null && image.HasCloudInit != false && Planner.WhyNoSeed is null;
        if (!_draft.OsIsChosen)
            _draft.Os = _recognised?.Os.Id;
        return PrepareAsync();
    }

    private static NewInterface On(NewInterface card, string network) => network is "" ? card with { Network = null, Bridge = "" } : card with { Network = network, Bridge = null };

    private string? MistakeOf(string field) => Operation.Mistakes(Inventory.Current).GetValueOrDefault(field) is { } texts ? string.Join(' ', texts) : null;

    private IReadOnlyList<Tile<MachineSource>> Tiles()
    {
        var (images, isos) = (_choices.Images.Count(entry => entry.Why is null), _choices.Isos.Length);
        return
        [
            new(MachineSource.Image, Text["Image"], Icons.Material.Outlined.CloudQueue, Text["A disk with a system on it"]) { Why = images > 0 ? null : Text["No pool has one: upload one under Storage."].Value },
            new(MachineSource.Iso, Text["ISO"], Icons.Material.Outlined.Album, Text["Install from a medium"]) { Why = isos > 0 ? null : Text["No pool has one: upload one under ISO images."].Value },
            new(MachineSource.Disk, Text["Disk"], Icons.Material.Outlined.Storage, Text["One that there is"]) { Why = images > 0 ? null : Text["No pool has a free one."].Value },
            new(MachineSource.Network, Text["Network"], Icons.Material.Outlined.Lan, Text["Boot by PXE"]),
            new(MachineSource.Kernel, Text["Kernel"], Icons.Material.Outlined.Terminal, Text["With its own arguments"]) { IsRare = true },
            new(MachineSource.Empty, Text["Empty"], Icons.Material.Outlined.CheckBoxOutlineBlank, Text["Only the hardware"]),
        ];
    }

    private FormPreview Say()
    {
        var operation = Operation;
        return new FormPreview(string.Join(" · ", PlanWords.Of(operation.Plan, Text).Take(2)))
        {
            Words = [.. PlanWords.Of(operation.Plan, Text), .. PlanWords.Checks(operation, Inventory.Current, Chosen!, Text)],
            After = CanBeWritten ? Pretty(operation.Plan.Definition()) : null,
            Virsh = CanBeWritten ? operation.VirshLine : null,
        };
    }

    /// <summary>XML can't hold all that somebody may paste; the fields say so.</summary>
    private bool CanBeWritten => new[] { _draft.Name, _draft.Title, _draft.Description, _draft.KernelArguments }.Concat(_draft.Tags).All(text => text?.Any(IsUnspeakable) != true);

    private static bool IsUnspeakable(char letter) => !XmlConvert.IsXmlChar(letter) && !char.IsSurrogate(letter);

    private static string Pretty(DomainXml definition) => definition.Element.ToString();

    private void Show(TaskRecord? task)
    {
        var made = task?.Result?.Id.Machine;
        Navigation.NavigateTo(made is { } machine ? AppUrls.Machine(machine, _draft.Starts && task!.EndedAt is not null ? "console" : null) : task is null ? AppUrls.Machines : AppUrls.Task(task.Id));
    }

    // A record's lists are compared by reference.
    private static bool Same(NewMachine one, NewMachine other) =>
        one with { Disks = null, Networks = null, Tags = null, CloudInit = null } == other with { Disks = null, Networks = null, Tags = null, CloudInit = null }
        && Lists(one.Disks, other.Disks) && Lists(one.Networks, other.Networks) && Lists(one.Tags, other.Tags) && one.CloudInit is null == other.CloudInit is null
        && (one.CloudInit is null || System.Text.Json.JsonSerializer.Serialize(one.CloudInit) == System.Text.Json.JsonSerializer.Serialize(other.CloudInit));

    private static bool Lists<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other) => one is null == other is null && (one ?? []).SequenceEqual(other ?? []);

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }
}

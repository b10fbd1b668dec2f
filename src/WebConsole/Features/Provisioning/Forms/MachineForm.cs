using System.Collections.Immutable;
using Microsoft.Extensions.Localization;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Features.Provisioning.Presets;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.Storage.Volumes;
using WebConsole.Preferences;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The form for a new machine: what was entered, what can be chosen, and the plan that comes of it. The page's parts share it.</summary>
public sealed partial class MachineForm(VisibleInventory inventory, MachinePlanner planner, OsInfoStore systems, ActionRegistry registry, CurrentUser user, UserSettings settings, MachinePresets presets, OperationRunner operations, VolumeChoicesStore volumes, IStringLocalizer<MachineForm> text)
{
    internal const string OwnSize = "own";

    /// <summary>What was last asked for, with its plan: each rendering asks several times.</summary>
    private (NewMachine Asked, CreateMachine Operation)? _last;

    /// <summary>What was last found in a plan, and what there was then: at each key, all fields ask.</summary>
    private (CreateMachine Of, int Count, InventorySnapshot In, IReadOnlyDictionary<string, string[]> Mistakes, ImmutableArray<string> Checks)? _looked;

    private (string? Os, bool Emulates, ImmutableArray<MachineSize> Sizes)? _sizes;

    private (string Os, ImmutableArray<PickerEntry<string>> Of, ImmutableArray<PickerEntry<string>> Choices)? _systemChoices;

    private VolumeChoices? _choices;

    /// <summary>The name of the host that it is for.</summary>
    public string? Host { get; set; }

    /// <summary>Cancelled once the page is left.</summary>
    public CancellationToken Left { get; set; }

    public MachineDraft Draft { get; private set; } = new();

    /// <summary>The operating systems that are known.</summary>
    public ImmutableArray<PickerEntry<string>> Systems { get; private set; } = [];

    /// <summary>These, and the one that a link, an image or a medium tells, where the data know only a relative of it.</summary>
    internal IReadOnlyList<PickerEntry<string>> SystemChoices
    {
        get
        {
            if (ChosenOs is not { IsNearest: true, Id: { } id, Called: { } called } || called.Id != id)
                return Systems;
            if (_systemChoices is not { } last || last.Os != id || last.Of != Systems)
                _systemChoices = last = (id, Systems, [new PickerEntry<string>(id, called.Name, called.Vendor), .. Systems]);
            return last.Choices;
        }
    }

    internal OsChoice ChosenOs => OsChoice.Find(systems.Known ?? OsDatabase.Empty, Draft.Os);

    public ImmutableArray<Choice<string>> Networks { get; private set; } = [];

    public IReadOnlyList<PickerEntry<Guid?>> Pools { get; private set; } = [];

    /// <summary>The machines of the host, those that can be copied to be chosen.</summary>
    public IReadOnlyList<PickerEntry<MachineId?>> Originals { get; private set; } = [];

    /// <summary>The pools into which files can be uploaded, the one with most images first.</summary>
    public ImmutableArray<StoragePool> PoolsForFiles { get; private set; } = [];

    /// <summary>Whether an image that is missing can be uploaded here.</summary>
    public bool TakesFiles => !PoolsForFiles.IsEmpty;

    /// <summary>What is on the chosen image or medium.</summary>
    public (Os Os, bool IsNearest)? Recognised { get; private set; }

    /// <summary>Why no seed for cloud-init can be made.</summary>
    public string? WhyNoSeed => planner.WhyNoSeed;

    public InventorySnapshot Inventory => inventory.Current;

    public HostStatus? Chosen => Inventory.Host(Host ?? "");

    internal VolumeChoices Choices => _choices!;

    internal ObjectAction Action => registry.Find(ObjectKind.Host, CreateMachine.Word)!;

    internal MachinePlan Plan => Operation.Plan;

    /// <summary>How one machine is made; of several, the first.</summary>
    internal CreateMachine Operation
    {
        get
        {
            RenewUuid();
            var asked = IsSeries ? MachineSeries.Of(Series).First() : Asked;
            if (_last is not { } last || !NewMachineComparison.AreSame(last.Asked, asked))
                _last = last = (asked, (CreateMachine)Action.Create(Chosen!, Chosen, asked));
            return last.Operation;
        }
    }

    private NewMachine Asked => Draft.Ask(ChosenSize, UsualDisk);

    /// <summary>The sizes that one click chooses.</summary>
    public ImmutableArray<MachineSize> Sizes
    {
        get
        {
            if (_sizes is not { } known || known.Os != Draft.Os || known.Emulates != Draft.Emulates)
                _sizes = known = (Draft.Os, Draft.Emulates, MachineSize.Of(planner.Defaults(Chosen!, Draft.Os, Draft.Emulates)));
            return known.Sizes;
        }
    }

    /// <summary>The size that was chosen; null for what the operating system has by default.</summary>
    public MachineSize? ChosenSize => Draft.Size is MachineSize.Medium ? null : Sizes.First(size => size.Word == Draft.Size);

    /// <summary>The word of the size: own, as soon as a number was entered.</summary>
    public string Size => Draft is { Vcpus: null, Memory: null, DiskSize: null } ? Draft.Size : OwnSize;

    /// <summary>What the form does when it is submitted now; null as long as no machine to copy has been chosen.</summary>
    internal Operation? Submitted => Draft.Source is MachineSource.Copy ? Copy : IsSeries ? All : Operation;

    public long? DiskSize => Draft.DiskSize ?? UsualDisk;

    public Guid? DiskPool => Draft.DiskPool ?? Plan.Disks.FirstOrDefault()?.Pool.Uuid;

    /// <summary>Whether the host's own CPU could run it.</summary>
    public bool HasKvm => GuestKind.Of(Chosen!, emulates: false) is { IsEmulated: false, Xen: null };

    /// <summary>What the operating system should have, and at least what the image has.</summary>
    private long UsualDisk => Math.Max(Sizes.First(size => size.Word == Draft.Size).Disk,
        Draft is { Source: MachineSource.Image, Image: { } image } && Inventory.Find(ObjectId.Volume(Host!, image.Pool, image.Name)) is PoolVolume { Volume.CapacityBytes: { } least } ? least : 0);

    /// <summary>What is wrong with a field, by its name in the API.</summary>
    public string? MistakeOf(string field) => Mistakes.GetValueOrDefault(field) is { } texts ? string.Join(' ', texts) : null;

    /// <summary>Whether the host has the image virtio-win.</summary>
    public bool HasDriverDisc => DriverDisc.Find(Inventory, Host!) is not null;

    /// <summary>Errors by the fields' names in the API.</summary>
    internal IReadOnlyDictionary<string, string[]> Mistakes => LookAtPlan().Mistakes;

    /// <summary>What was looked at, in words.</summary>
    internal ImmutableArray<string> Checks => LookAtPlan().Checks;

    private (IReadOnlyDictionary<string, string[]> Mistakes, ImmutableArray<string> Checks) LookAtPlan()
    {
        var (operation, count, now) = (Operation, MachineCount, Inventory);
        if (_looked is not { } last || !ReferenceEquals(last.Of, operation) || last.Count != count || !ReferenceEquals(last.In, now))
        {
            var mistakes = WithThoseOfSeries(operation.Mistakes(now));
            _looked = last = (operation, count, now, mistakes, [.. new PlanChecks(operation.Plan, mistakes, now, Chosen!, text, count).All()]);
        }
        return (last.Mistakes, last.Checks);
    }

    /// <summary>A machine that was made, and did not start, keeps its UUID: the next try needs another.</summary>
    private void RenewUuid()
    {
        if (MachineSeries.Uuids(Draft.Uuid, MachineCount).Any(uuid => Inventory.Machines.ContainsKey(new MachineId(Host!, uuid))))
            Draft.Uuid = Guid.NewGuid();
    }

    private void MakeChoices(HostStatus host)
    {
        _choices = volumes.Of(Inventory, host.Name, text);
        Pools = PickerEntries.OfPools(Inventory.StoragePools.Values.Where(pool => pool.Host == host.Name), text);
        PoolsForFiles = [.. Inventory.StoragePools.Values.Where(pool => pool.Host == host.Name && pool is { State: "running", Silent: false } && UploadPools.WhyNot(pool) is null)
            .OrderByDescending(pool => Choices.Isos.Concat(Choices.Images).Count(entry => entry.Value.Pool == pool.Uuid)).ThenByDescending(pool => pool.AvailableBytes)];
        Originals = [.. PickerEntries.OfMachines(Inventory.Machines.Values.Where(machine => machine.Id.Host == host.Name), machine => machine switch
        {
            { IsActive: true } => text["runs: shut it down first"].Value,
            { HasManagedSave: true } => text["has saved memory"].Value,
            { Persistent: false } => text["exists only while it runs"].Value,
            _ => null,
        }, text).Select(entry => new PickerEntry<MachineId?>(entry.Value, entry.Text, entry.Second) { Why = entry.Why })];
        Networks = [.. Inventory.Networks.Values.Where(network => network.Host == host.Name).OrderBy(network => network.Name, NaturalOrder.Instance)
            .Select(network => new Choice<string>(network.Name, network.Name) { Why = network.Active ? null : text["not started"].Value })];
        (_last, _sizes) = (null, null);
    }

    /// <summary>Waits for what the host offers, and for the operating systems.</summary>
    public async Task PrepareAsync()
    {
        if (Chosen is not { } host || Left.IsCancellationRequested)
            return;
        try
        {
            await planner.PrepareAsync(host, Draft.Os, Draft.Emulates, Draft.MachineType, Left).ConfigureAwait(true);
            var data = await systems.GetAsync(Left).ConfigureAwait(true);
            if (Systems.IsEmpty)
                Systems = [.. data.Search("", int.MaxValue).Select(os => new PickerEntry<string>(os.Id, os.Name, os.EndOfLife is { } end ? text["end of life {0}", $"{end:yyyy-MM-dd}"].Value : os.Vendor))];
            (_last, _sizes) = (null, null);
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    /// <summary>What is chosen sets the operating system, until somebody has chosen that. Called once the source has changed.</summary>
    public Task RecogniseAsync()
    {
        var image = Draft is { Source: MachineSource.Image, Image: { } chosen } ? systems.Known?.IdentifyImage(chosen.Name) : null;
        var medium = Draft.Source is MachineSource.Iso ? Choices.MatchOf(Host!, Draft.Iso) : null;
        var tree = Draft is { Source: MachineSource.Tree, Tree: { } address } ? systems.Known?.IdentifyTree(address.Trim()) : null;
        Recognised = tree is not null ? (tree.Os, tree.IsNearest) : image is not null ? (image.Called, image.IsNearest) : medium is not null ? (medium.Called, medium.IsNearest) : null;
        Draft.CloudInit.ImageHasIt = image is not null && image.HasCloudInit != false && WhyNoSeed is null;
        if (!Draft.OsIsChosen)
            Draft.Os = Recognised?.Os.Id;
        ProposeName();
        return PrepareAsync();
    }
}

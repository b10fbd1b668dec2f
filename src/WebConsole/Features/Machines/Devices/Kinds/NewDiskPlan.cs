using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A disk on a new volume, on one that there is, or on a disk of the host; or a drive, with a medium or empty.</summary>
internal sealed class NewDiskPlan : DevicePlan
{
    private readonly StoragePool? _pool;
    private readonly PoolVolume? _existing;
    private readonly VolumeRecipe? _recipe;
    private readonly DomainXml? _domain;
    private readonly DevicePlanner _planner;
    private string? _target;

    public NewDiskPlan(DevicePlanner planner, Machine machine, NewDevice asked) : base(machine, asked)
    {
        _planner = planner;
        var (inventory, host) = (planner.Inventory, machine.Id.Host);
        _domain = Definitions.FirstOrDefault();
        _pool = asked.Pool is { } uuid ? inventory.StoragePools.GetValueOrDefault((host, uuid)) : asked.Size is null ? null : PoolChoice.Of(inventory, host, pool => PoolLimits.OfMaking(pool) is null);
        if (asked.Size is null)
            _existing = asked is { Pool: { } named, Volume: { } name } ? inventory.Find(ObjectId.Volume(host, named, name)) as PoolVolume : null;
        else if (_pool is not null)
            _recipe = VolumeRecipe.For(_pool, new NewVolume(asked.Volume ?? new NewVolumeName(inventory, new HashSet<ObjectId>()).For(_pool, $"{machine.Name}-{Target}", asked.Format is "raw" ? ".img" : ".qcow2"), asked.Size, asked.Format));
    }

    public string Target => _target ??= DiskNames.Free(Definitions, Bus);

    public string Bus => Asked.Bus is { Length: > 0 } bus ? bus : (_domain is null ? null : DiskBuses.Usual(_domain, Type)) ?? "virtio";

    public string Type => Asked.Type ?? "disk";

    public override PoolVolume? Source => _existing;

    public override ObjectId? NewVolume => _recipe is null ? null : ObjectId.Volume(_pool!.Host, _pool.Uuid, _recipe.Name);

    public override bool SharesSource => IsDrive || Asked is { ReadOnly: true } or { Shareable: true };

    public override bool ReachesHost => base.ReachesHost || Asked.Path is not null;

    public override ObjectId? HostDevice => Asked.HostDevice is { } name ? new ObjectId(ObjectKind.Device, Machine.Id.Host, name) : null;

    private bool IsDrive => Type is "cdrom" or "floppy";

    private string Format => _recipe is not null ? VolumeRecipe.FormatOf(_recipe.Kind, _recipe.Asked) ?? VolumeFormats.Raw : _existing is not null && !IsDrive ? ExistingVolume.FormatOf(Asked.Format, _existing) : VolumeFormats.Raw;

    protected override IEnumerable<string> Fields => ["type", "pool", "volume", "size", "format", "path", "hostDevice", "namespace", .. DiskSettings.Fields];

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory) =>
    [
        ("type", OneOf.MistakeUnlessEmpty(Asked.Type, ["disk", "cdrom", "floppy"])),
        .. From(inventory),
        .. _domain is null ? [] : DiskSettings.Mistakes(Asked, _domain, Type),
    ];

    private IEnumerable<(string Argument, string? Mistake)> From(InventorySnapshot inventory) => Asked switch
    {
        { HostDevice: not null, Path: not null } or { HostDevice: not null, Volume: not null } or { HostDevice: not null, Size: not null } => [("hostDevice", "A volume, a disk of the host, or an NVMe controller: one of them.")],
        { HostDevice: not null } => [("hostDevice", NvmeMistake(inventory)), ("namespace", Asked.Namespace is < 1 ? "A number from 1." : null)],
        { Namespace: not null } => [("namespace", "With an NVMe controller only.")],
        { Path: not null, Volume: not null } or { Path: not null, Size: not null } => [("path", "A volume or a disk of the host, not both.")],
        { Path: { } path } => [("path", OfHost(inventory, path).Mistake)],
        { Size: not null } when IsDrive => [("size", "A drive takes a medium that there is.")],
        { Size: not null } when _pool is null => [("pool", Asked.Pool is null ? "No pool here takes new volumes." : "A pool of the same host, by its UUID.")],
        { Size: not null } when PoolLimits.OfMaking(_pool!) is { } never => [("pool", never)],
        { Size: not null } => new NewVolumeRules(inventory, _pool!, _recipe!.Asked).Mistakes().Select(mistake => (mistake.Key switch { "name" => "volume", "capacity" => "size", var other => other }, (string?)string.Join(' ', mistake.Value))),
        { Volume: null } => [("volume", IsDrive ? null : "A volume, the size of a new one, or the path of a disk of the host.")],
        _ when _existing is null => [("volume", "A volume of the same host, by the UUID of its pool and its name.")],
        _ when IsDrive => [("volume", MediaRules.Mistake(inventory, Machine, new DiskXml(new XElement("disk", new XAttribute("device", Type))), Asked.Pool, Asked.Volume))],
        _ => ExistingVolume.Mistakes(inventory, _existing!, Asked.Format, SharesSource).Select(mistake => (mistake.Argument, (string?)mistake.Mistake)),
    };

    public override string? WhyConflicts(InventorySnapshot inventory) => Asked.HostDevice is not null ? Given(inventory).WhyConflicts : Asked.Path is { } path ? OfHost(inventory, path).WhyConflicts : _existing is null || IsDrive || SharesSource ? null : VolumeUsers.Of(inventory, _existing).InWords(_existing.Name);

    public override bool AsksForName(InventorySnapshot inventory) => Asked.HostDevice is not null ? Given(inventory).AsksForName : Asked.Path is { } path && OfHost(inventory, path).AsksForName;

    public override IEnumerable<FieldNote> Warnings(InventorySnapshot inventory) => Asked.HostDevice is not null ? Given(inventory).Warnings(isManaged: true) : Asked.Path is { } path ? OfHost(inventory, path).Warnings
        : _pool is { Silent: false, CapacityBytes: > 0, AvailableBytes: var free } && _recipe is not null && Asked.Size > free
            ? [new FieldNote("size", $"The pool {_pool.Name} has {Text.Format.Bytes(free)} left: when the disk has filled that, its machine stops.")] : [];

    public override IEnumerable<DeviceXml> Make()
    {
        if (Definitions.Any(domain => ScsiController.IsMissing(domain, Bus)))
            yield return ScsiController.Make();
        var disk = DiskXml.New(Asked.Path is { } path ? DiskSource.Block(path) : null, Target, Bus, Format, Type);
        if (Given(_planner.Inventory).Device?.Xml?.PciAddress is { } controller)
        {
            (disk.Type, disk.Source.Type, disk.Source.Managed, disk.Source.Namespace) = ("nvme", "pci", true, Asked.Namespace ?? 1);
            disk.Element.Element("source")!.Add(PciSource.Address(controller));
        }
        else if (_recipe is not null)
            VolumeSource.Write(disk, _pool!, _recipe.Name, VolumeSource.PathOf(_pool!, _recipe.Name));
        else if (_existing is not null)
            VolumeSource.Write(disk, _existing.Pool, _existing.Name, _existing.Volume.Path ?? "", _existing.Volume.IsDevice);
        // As for the disks of new machines.
        if (!IsDrive && Bus is "virtio" or "scsi" && GuestKind.Of(Machine).Xen is null)
            disk.Discard = "unmap";
        DiskSettings.Apply(Asked, disk);
        yield return disk;
    }

    /// <summary>QEMU is about to open it, and all that it names.</summary>
    public override Task PrepareAsync(OperationContext context, string doing) =>
        _recipe is not null ? new VolumeMaker(context, _recipe, doing).RunAsync() : _existing is not null ? OpenedImages.RefuseOtherFilesAsync(context, _existing, Format, doing) : Task.CompletedTask;

    public override IEnumerable<string> VirshBefore(string uri) => _recipe?.VirshCommands(uri) ?? [];

    private GivenDevice Given(InventorySnapshot inventory) => new(_planner, inventory, Machine, Asked.HostDevice ?? "");

    private string? NvmeMistake(InventorySnapshot inventory) => Given(inventory) is var given && given.Device?.Xml is not { PciAddress: not null, PciClass: { } type } || !type.StartsWith("0x0108", StringComparison.Ordinal) ? "An NVMe controller of the host by libvirt's name, such as pci_0000_04_00_0."
        : IsDrive ? "A drive takes a medium." : GuestKind.Of(Machine).Xen is not null ? "Machines of Xen get the whole controller only." : given.IsThere ? "The machine has it already." : null;

    private GivenDisk OfHost(InventorySnapshot inventory, string path) => new(_planner, inventory, Machine, path);
}

using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>What the arguments of a new device make of it.</summary>
/// <param name="machine">The machine that gets it.</param>
/// <param name="asked">The arguments.</param>
internal abstract class DevicePlan(Machine machine, NewDevice asked)
{
    /// <summary>The kinds that the machine can have, as <see cref="NewDevice.Kind"/> names them.</summary>
    protected IEnumerable<string> Kinds => ["disk", "interface", "graphics", "filesystem", "hostdev", .. GuestKind.Of(machine).Xen is null ? [MemoryModule.Kind] : Array.Empty<string>(), .. SmallDevice.Of(GuestKind.Of(machine)).Select(device => device.Kind)];

    protected Machine Machine => machine;

    protected NewDevice Asked => asked;

    /// <summary>Whether what the host offers has a say.</summary>
    public virtual bool AsksHost => false;

    /// <summary>Whether it names files of the host, or takes a device from it, which is for those who configure the host.</summary>
    public virtual bool ReachesHost => HostDevice is not null;

    /// <summary>The volume that it is on, which others may not use meanwhile, or not change.</summary>
    public virtual PoolVolume? Source => null;

    /// <summary>Whether other machines may use <see cref="Source"/>, too.</summary>
    public virtual bool SharesSource => false;

    /// <summary>The volume that is made for it, whose name nobody else may take meanwhile.</summary>
    public virtual ObjectId? NewVolume => null;

    /// <summary>The device of the host that the machine gets, to which nothing else may be done meanwhile.</summary>
    public virtual ObjectId? HostDevice => null;

    /// <summary>The fields that it takes, besides those that each device takes.</summary>
    protected abstract IEnumerable<string> Fields { get; }

    public static DevicePlan Of(DevicePlanner planner, Machine machine, NewDevice asked) => asked switch
    {
        { Xml: not null } => new WrittenDevice(machine, asked),
        { Kind: "disk" } => new NewDiskPlan(planner, machine, asked),
        { Kind: "interface" } => new NewCardPlan(planner, machine, asked),
        { Kind: MemoryModule.Kind } => new NewMemoryPlan(machine, asked),
        { Kind: "graphics" } => new NewDisplayPlan(planner, machine, asked),
        { Kind: "filesystem" } => new NewFolderPlan(planner, machine, asked),
        { Kind: "hostdev" } => new NewHostDevicePlan(planner, machine, asked),
        _ => new SmallDevicePlan(planner, machine, asked),
    };

    /// <summary>Errors by their names in the API.</summary>
    public IEnumerable<(string Argument, string? Mistake)> Mistakes(InventorySnapshot inventory) =>
        Own(inventory).Append(("apply", DeviceReach.Mistake(asked.Apply, machine, isLive: true)))
            .Concat(SettingNames.Set(asked).Except([.. Fields, "kind"]).Select(field => (field, (string?)$"Not for a device of the kind {asked.Kind}.")));

    protected abstract IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory);

    /// <summary>Why it can't be made now, for what others do with <see cref="Source"/>.</summary>
    public virtual string? WhyConflicts(InventorySnapshot inventory) => null;

    /// <summary>Whether people have to type the device's name first: what the host does by the device ends.</summary>
    public virtual bool AsksForName(InventorySnapshot inventory) => false;

    /// <summary>What is allowed, and may not be meant.</summary>
    public virtual IEnumerable<FieldNote> Warnings(InventorySnapshot inventory) => [];

    /// <summary>The device, and the controllers that it needs and the machine lacks before it.</summary>
    public abstract IEnumerable<DeviceXml> Make();

    /// <summary>Changes what belongs to it elsewhere in the stored definition.</summary>
    public virtual void Follow(DomainXml domain)
    {
    }

    /// <summary>Makes what it needs, as steps that are undone if a later one fails.</summary>
    public virtual Task PrepareAsync(OperationContext context, string doing) => Task.CompletedTask;

    /// <summary>virsh's commands that come before, without the word itself.</summary>
    /// <param name="uri">libvirt's URI of the host.</param>
    public virtual IEnumerable<string> VirshBefore(string uri) => [];

    /// <summary>A name that is its key: libvirt keeps such aliases, while the address is another in the running machine.</summary>
    protected string Alias => $"ua-{asked.Kind}-{asked.Seed.ToString("N")[..8]}";

    protected IEnumerable<DomainXml> Definitions => MachineDevice.DefinitionsOf(machine);
}

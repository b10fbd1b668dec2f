using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>Takes a device away, from the running machine where the guest lets go of it. A disk's volume stays, unless it is to be deleted.</summary>
public sealed record RemoveDevice : DeviceCommand
{
    private static readonly FormAction<MachineDevice, DeviceRemoval> Words = new("remove")
    {
        Doing = "removed",
        Label = "Remove",
        Effect = "Takes the device out of the machine.",
        Icon = Icons.Material.Outlined.Delete,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "",
        IsDangerous = true,
        Applies = device => DeviceRules.WhyPermanent(device.Stands) is null && (device.Machine.Persistent || device.Machine.IsActive),
        Drawn = typeof(RemoveDeviceForm),
        Make = MadeWithServices,
    };

    public required DeviceRemoval How { get; init; }

    /// <summary>The volume of the disk; <c>null</c> where it is on none that a pool lists.</summary>
    public required PoolVolume? Volume { get; init; }

    public override ImmutableArray<ObjectId> Claims => Deletes ? [Machine, Volume!.Id] : [Machine];

    public override ImmutableArray<(string Name, string Value)> Parameters =>
        [.. How.Apply is { } apply ? [("apply", apply)] : Array.Empty<(string, string)>(), .. Deletes ? [("volume", Volume!.Name)] : Array.Empty<(string, string)>()];

    public override string VirshLine => string.Join('\n',
    [
        DeviceLine.Attaches(Device.Key.Kind) ? DeviceLine.Reading(Uri, Device.Machine, "detach-device", Device.Stands, Device.IsLive && !Waits && DeviceReach.Runs(How.Apply, Device.Machine)) : Virsh("edit", ""),
        .. Deletes ? [VirshCommand.OnHost(Uri, $"vol-delete {VirshCommand.Option("vol", Volume!.Name)} --pool {Volume.Pool.Uuid:D}")] : Array.Empty<string>(),
    ]);

    protected override ObjectAction Of => Words;

    /// <summary>In the running machine, another device may have its key by then.</summary>
    private bool Waits => Device.Key.IsPlace && Device.Machine.Persistent;

    private bool Deletes => How.DeleteVolume == true && Volume is not null;

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (device, host, how) => new RemoveDevice { Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, How = how, Volume = DeviceRules.VolumeOf(planner.Inventory, device) },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Mistake.Of(
        ("apply", How.Apply is "live" && Waits && Device.IsLive ? "It has no name or address by which the running machine could be told which one: next." : DeviceReach.Mistake(How.Apply, Device.Machine, Device.IsLive)),
        ("deleteVolume", How.DeleteVolume != true ? null : Volume is null ? "It is on no volume of a pool." : DeviceRules.WhyKept(inventory, Device, Volume)));

    public override string? WhyConflicts(InventorySnapshot inventory) => Deletes ? DeviceRules.WhyKept(inventory, Device, Volume!) : null;

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => error.Message.Contains("without spice graphics", StringComparison.Ordinal)
        ? "Replace SPICE by VNC as a whole (replace-spice): what goes with it goes along." : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        if (Deletes)
            await context.LookAtFilesAsync(Volume!.Id).ConfigureAwait(false);
        await Planner.Editor.ApplyAsync(Edit<DeviceXml>((domain, device) => domain.Devices.Remove(device)) with { Version = How.Version, Reach = Waits ? DefinitionReach.NextStart : DeviceReach.Of(How.Apply, Device.Machine) }, context).ConfigureAwait(false);
        var (stored, running) = await context.RunAsync(Machine, Lane, domain => (domain.IsPersistent && Has(domain, DomainXmlFlags.Inactive), domain.IsActive && Has(domain, DomainXmlFlags.None)), Action).ConfigureAwait(false);
        if (stored)
            throw new OperationFailedException("libvirt has added it again by itself.", "A machine of this kind always has it.");
        if (Deletes)
            await DeleteVolumeAsync(context, running).ConfigureAwait(false);
    }

    private bool Has(Domain domain, DomainXmlFlags flags) => DomainXml.TryParse(domain.GetXml(flags), out var xml)
        && IsIn(xml, DomainXml.TryParse(Device.Machine.InactiveXml ?? Device.Machine.Xml, out var had) ? had : null);

    /// <summary>Whether it is in a definition still. What has no name, or shares it, is counted: by now its key may be another's.</summary>
    /// <param name="domain">The definition.</param>
    /// <param name="had">The one before.</param>
    internal bool IsIn(DomainXml domain, DomainXml? had) => had is not null && (Device.Key.IsPlace || Alike(had) > 1)
        ? Alike(domain) >= Alike(had)
        : domain.DevicesByKey().ContainsKey(Device.Key);

    private int Alike(DomainXml domain) => domain.Devices.Count(other => Device.Key.IsPlace ? other.Kind == Device.Key.Kind : DeviceKey.Alone(other) == DeviceKey.Alone(Device.Stands));

    /// <summary>The guest may still write to it, or others have begun to use it.</summary>
    private async Task DeleteVolumeAsync(OperationContext context, bool isStillRunning)
    {
        context.Settle();
        if (isStillRunning)
            throw new OperationFailedException($"The guest has not let go of it: {Volume!.Name} is kept.", "Delete it under Storage once the machine has been shut down.");
        await context.StepAsync($"Delete {Volume!.Name}", async () =>
        {
            await context.ReadMachinesAsync(Host).ConfigureAwait(false);
            if (VolumeUsers.Of(await context.LookAtFilesAsync(Volume.Id).ConfigureAwait(false), Volume).InWords(Volume.Name) is { } users)
                throw new OperationFailedException(users, "It is kept.");
            await context.RunAsync(Volume.Id, Lane.Storage, connection => connection.DeleteVolume(Volume.Pool.Uuid, Volume.Name), Action, isLong: true).ConfigureAwait(false);
        }, leaves: $"the volume {Volume.Name}").ConfigureAwait(false);
    }
}

using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>
/// Removes a machine's definition, with all that libvirt keeps for it: saved memory, UEFI variables, the state of its TPM, what it knows
/// of its snapshots; and those of its volumes that were chosen. One that runs is forced off.
/// </summary>
/// <seealso href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainUndefineFlags"/>
public sealed partial record DeleteMachine : ActionOperation
{
    private const string ForceOff = "Force it off", Forget = "Forget the machine";

    public static ObjectAction<Machine> AsAction { get; } = new FormAction<Machine, MachineDeletion>("delete")
    {
        Doing = "deleted",
        Label = "Delete",
        Effect = "Forgets the machine, and deletes those of its disks that are named.",
        Icon = Icons.Material.Outlined.Delete,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "",
        IsDangerous = true,
        // libvirt forgets a transient one when it stops.
        Applies = machine => machine.Persistent,
        Drawn = typeof(DeleteMachineForm),
        Make = (machine, host, how) => new DeleteMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Driver = host.Facts?.Driver, LibvirtVersion = host.Facts?.LibvirtVersion, Runs = machine.IsActive, Asked = how },
    };

    public required MachineId Machine { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    /// <summary>Whether it ran when somebody asked.</summary>
    public required bool Runs { get; init; }

    public required MachineDeletion Asked { get; init; }

    /// <summary>libvirt's driver, which says what it keeps for machines.</summary>
    public required string? Driver { get; init; }

    public required Version? LibvirtVersion { get; init; }

    public override ObjectId Subject => Machine;

    public override ImmutableArray<ObjectId> Claims => [Machine, .. Volumes];

    public override ImmutableArray<(string Name, string Value)> Parameters => Volumes.IsEmpty ? [] : [("volumes", string.Join(' ', Volumes.Select(volume => volume.OwnName)))];

    public override string VirshLine => string.Join('\n',
    [
        .. Runs ? new[] { VirshCommand.ForMachine(Uri, "destroy", Machine, Target) } : [],
        VirshCommand.ForMachine(Uri, "undefine" + Options(), Machine, Target),
        .. Volumes.Select(volume => VirshCommand.OnHost(Uri, $"vol-delete {VirshCommand.Option("vol", volume.OwnName)} --pool {volume.Parent!.Value.Uuid:D}")),
    ]);

    protected override ObjectAction Of => AsAction;

    private ImmutableArray<ObjectId> Volumes =>
        [.. (Asked.Volumes ?? []).Where(volume => volume is { Pool: not null, Volume: not null }).Select(volume => ObjectId.Volume(Host, volume.Pool!.Value, volume.Volume!)).Distinct()];

    private string Protection => $"{Target} is protected from being deleted. Switch that off first, under Edit.";

    private DomainUndefineFlags Kept => KeptForMachines.By(Driver, LibvirtVersion);

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine) ? null : $"There is no machine {Machine.Uuid:D} on {Host} (any more).");

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var known = Find(inventory) is { } machine ? MachineVolume.Of(inventory, machine).Select(its => its.Volume.Id).ToHashSet() : [];
        return (Asked.Volumes ?? []).Index().Where(asked => asked.Item is not { Pool: { } pool, Volume: { } name } || !known.Contains(ObjectId.Volume(Host, pool, name)))
            .ToDictionary(asked => $"volumes[{asked.Index}]", _ => new[] { $"A volume that {Target} has as a disk, by the UUID of its pool and its name." });
    }

    public override string? WhyConflicts(InventorySnapshot inventory) => Find(inventory) is { Protected: true } ? Protection
        : Find(inventory) is { } machine && Volumes.ToHashSet() is { Count: > 0 } chosen
        ? MachineVolume.Of(inventory, machine).Where(its => chosen.Contains(its.Volume.Id)).Select(its => its.WhyKept(inventory, machine)).FirstOrDefault(why => why is not null)
        : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        await LookForOtherUsersAsync(context).ConfigureAwait(false);
        var (runs, isProtected) = await context.RunAsync(Machine, Lane, domain => (domain.IsActive, DomainXml.TryParse(domain.GetXml(DomainXmlFlags.Inactive), out var stands) && stands.Protected), "a look at it").ConfigureAwait(false);
        if (isProtected)
            throw new OperationFailedException(Protection, "Nothing was deleted.");
        if (runs && !Runs)
            throw new OperationFailedException($"{Target} was started meanwhile.", "Nothing was deleted. Try again, and it is forced off first.");
        var before = Find(context.Inventory)!;
        context.Plan([.. runs ? [ForceOff] : Array.Empty<string>(), Forget, .. Volumes.Select(StepOf)]);
        if (runs)
            await context.StepAsync(ForceOff, () => context.RunAsync(Machine, Lane.WayOut, Stop, Action)).ConfigureAwait(false);
        await context.StepAsync(Forget, () => context.RunAsync(Machine, Lane, domain => Undefine(domain, context), Action)).ConfigureAwait(false);
        context.Settle();
        await DeleteVolumesAsync(context, before).ConfigureAwait(false);
    }

    private static void Stop(Domain domain)
    {
        try
        {
            domain.ForceOff();
        }
        catch (LibvirtException) when (!domain.IsActive)
        {
            // It has ended by itself.
        }
    }

    /// <summary>libvirt would forget a machine that runs, too: it would go on, without its disks.</summary>
    private void Undefine(Domain domain, OperationContext context)
    {
        if (domain.IsActive)
            throw new OperationFailedException($"{Target} was started meanwhile.", "It stays.");
        context.Undefine(Machine, () => domain.Undefine(Kept));
    }

    private Machine? Find(InventorySnapshot inventory) => inventory.Machines.GetValueOrDefault(Machine);

    private string Options() => string.Concat(new[]
    {
        (DomainUndefineFlags.ManagedSave, " --managed-save"), (DomainUndefineFlags.SnapshotsMetadata, " --snapshots-metadata"), (DomainUndefineFlags.CheckpointsMetadata, " --checkpoints-metadata"),
        (DomainUndefineFlags.Nvram, " --nvram"), (DomainUndefineFlags.Tpm, " --tpm"),
    }.Where(option => Kept.HasFlag(option.Item1)).Select(option => option.Item2));
}

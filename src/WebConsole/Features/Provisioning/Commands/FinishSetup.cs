using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>
/// Takes away what a machine had for its first boot or its installation: a seed is unplugged and deleted, an installation medium
/// taken out. The machine's metadata names a volume, and whether it was taken out, until it is deleted, so that what fails is done the next time.
/// </summary>
internal sealed record FinishSetup : ActionOperation
{
    private static readonly PlainAction<Machine> Words = new("finish-setup")
    {
        Verb = "finish the setup of",
        Doing = "finished",
        Label = "Finish setup",
        Effect = "The first boot is done: removes the seed and the installer's kernel, takes out the installation medium.",
        Icon = Icons.Material.Outlined.TaskAlt,
        Needs = Right.Configure,
        Question = "Finish the setup of {0}?",
        Answer = "Finish setup",
        Confirm = "A seed or answers that the guest has not read yet are deleted: it would boot without user and password. An installation medium is taken out and stays.",
        RiskLabel = "What is taken away",
        Endangers = machine => [.. SetupMedium.Of(machine).Select(medium => $"{medium.Volume}, {(medium.IsDeleted ? "deleted" : "taken out")}")],
        Applies = machine => SetupMedium.Of(machine) is not [],
        Make = MadeWithServices,
    };

    public required MachineId Machine { get; init; }

    public required string Uri { get; init; }

    /// <summary>What is taken away: all that the machine has, or what it needs no longer.</summary>
    public required ImmutableArray<SetupMedium> Media { get; init; }

    /// <summary>The machine as it is shown, for <see cref="VirshLine"/>.</summary>
    public required Machine Known { get; init; }

    public required DefinitionEditor Editor { get; init; }

    /// <summary>Whether a machine that has shut down after its installation is started again, from its disk.</summary>
    public bool Restarts { get; init; }

    public override ObjectId Subject => Machine;

    public override ImmutableArray<ObjectId> Claims => [Machine, .. Media.Where(medium => medium.IsDeleted).Select(VolumeOf)];

    public override ImmutableArray<(string Name, string Value)> Parameters => [("media", string.Join(' ', Media.Select(medium => medium.Volume)))];

    public override string VirshLine => string.Join('\n',
    [
        .. DomainXml.TryParse(Known.InactiveXml ?? Known.Xml, out var domain) ? domain.Disks.Where(disk => Media.Any(medium => SeemsOn(disk, medium))).Select(VirshTakingOut) : [],
        .. Media.Where(medium => medium.IsDeleted).Select(medium => VirshCommand.OnHost(Uri, $"vol-delete {VirshCommand.Option("vol", medium.Volume)} --pool {medium.Pool:D}")),
    ]);

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(DefinitionEditor editor) => Words with
    {
        Make = (machine, host) => new FinishSetup { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Media = SetupMedium.Of(machine), Known = machine, Editor = editor },
    };

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine) ? null : $"There is no machine {Machine.Uuid:D} on {Host} (any more).");

    public override async Task ExecuteAsync(OperationContext context)
    {
        // A volume that is not known yet would count as deleted, and nothing would be left that names it.
        if (Media.Any(medium => !medium.CanBeLookedUp(context.Inventory, Host)))
            throw new OperationFailedException("The storage of the host has not been read yet.", "Try again in a moment.");
        var images = new SetupImages(Media.ToDictionary(medium => medium, medium => ImageOf(context.Inventory, medium)));
        var had = await context.RunAsync(Machine, Lane, images.HadBy, Action).ConfigureAwait(false);
        if (await context.RunAsync(Machine, Lane, images.WhyNeededBy, Action).ConfigureAwait(false) is { } needed)
            throw new OperationFailedException(needed, "Nothing was changed.");
        var isInstalled = false;
        await Editor.ApplyAsync(DefinitionEdit.OfMachine(Machine, domain => isInstalled |= images.TakeOut(domain, had)), context).ConfigureAwait(false);
        // From here on a failure leaves the metadata, and the rest is done the next time.
        context.Settle();
        if (await context.RunAsync(Machine, Lane, domain => domain.IsActive && DomainXml.TryParse(domain.GetXml(), out var live) && live.Disks.Any(images.AreOn), Action).ConfigureAwait(false))
            throw new OperationFailedException("The guest has not let go of it.", "It is taken away when the machine shuts down.");
        // Answers with passwords are deleted after it: it is not waited for long.
        if (isInstalled && Restarts)
            await MadeMachine.StartAsync(context, Machine, Lane, StartOnce, MadeMachine.StartStep, Action, MadeMachine.UsualStart).ConfigureAwait(false);
        await context.ReadMachinesAsync(Host).ConfigureAwait(false);
        foreach (var medium in Media.Where(medium => medium.IsDeleted))
            await context.StepAsync($"Delete {medium.Volume}", () => DeleteAsync(context, medium, had.Contains(medium))).ConfigureAwait(false);
        await Editor.ApplyAsync(DefinitionEdit.OfMachine(Machine, Forget), context).ConfigureAwait(false);
    }

    /// <summary>Somebody may have started it meanwhile.</summary>
    private static void StartOnce(Domain domain)
    {
        if (!domain.IsActive)
            domain.Start();
    }

    private void Forget(DomainXml domain)
    {
        foreach (var written in domain.SetupMedia.Where(written => Media.Any(medium => medium.IsNamedBy(written))).ToArray())
            domain.SetupMedia.Remove(written);
    }

    /// <summary>What somebody has deleted, has put in its place, or uses elsewhere, is left.</summary>
    private async Task DeleteAsync(OperationContext context, SetupMedium medium, bool had)
    {
        if (context.Inventory.StoragePools.GetValueOrDefault((Host, medium.Pool)) is { State: not "running" } pool)
            throw new OperationFailedException($"The pool {pool.Name} is not active, so {medium.Volume} can't be deleted.", "Start the pool, then finish the setup again.");
        if (context.Inventory.Find(VolumeOf(medium)) is not PoolVolume volume)
        {
            context.Note($"There is no volume {medium.Volume} any more.");
            return;
        }
        if (!had)
        {
            context.Note($"{medium.Volume} was no disk of this machine. It is left.");
            return;
        }
        var all = VolumeUsers.Of(await context.LookAtFilesAsync(volume.Id).ConfigureAwait(false), volume);
        // The machine itself has let go of its disks.
        if ((all with { Machines = all.Machines.RemoveAll(machine => machine.Id == Machine) }).InWords(volume.Name) is { } users)
        {
            context.Note($"{users} It is left.");
            return;
        }
        var isDeleted = await context.RunAsync(volume.Id, Lane.Storage,
            connection => connection.OnVolume(medium.Pool, medium.Volume, SetupMedium.MarkOf) == medium.Mark && connection.DeleteVolume(medium.Pool, medium.Volume), Action).ConfigureAwait(false);
        if (!isDeleted)
            context.Note($"{medium.Volume} is not the file that was made for this machine: it has another size, or was written to since. It is left.");
    }

    private ObjectId VolumeOf(SetupMedium medium) => ObjectId.Volume(Host, medium.Pool, medium.Volume);

    private string? ImageOf(InventorySnapshot inventory, SetupMedium medium) => (inventory.Find(VolumeOf(medium)) as PoolVolume)?.Volume.Image
        ?? (inventory.StoragePools.GetValueOrDefault((Host, medium.Pool)) is { } pool ? VolumeSource.PathOf(pool, medium.Volume) : null);

    /// <summary>Without the inventory.</summary>
    private static bool SeemsOn(DiskXml disk, SetupMedium medium) => ImageName.OfDisk(disk)?.EndsWith($"/{medium.Volume}", StringComparison.Ordinal) == true;

    private string VirshTakingOut(DiskXml disk)
    {
        var reach = Known.IsActive ? "--live --config" : "--config";
        var target = disk.TargetDevice ?? "";
        return disk.Device is "cdrom" ? VirshCommand.ForMachine(Uri, $"change-media --eject {reach} {VirshCommand.Option("path", target)}", Machine, Target)
            : VirshCommand.ForMachine(Uri, $"detach-disk {reach} {VirshCommand.Option("target", target)}", Machine, Target);
    }
}

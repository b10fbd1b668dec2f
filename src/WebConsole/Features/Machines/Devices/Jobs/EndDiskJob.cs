using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>Ends a job on a disk, whoever began it: WebConsole before a restart, or virsh.</summary>
public sealed record EndDiskJob : DeviceCommand
{
    private static readonly PlainAction<MachineDevice> Finishing = new("finish-disk-job")
    {
        Doing = "finished",
        Verb = "finish the job of",
        Label = "Finish job",
        Effect = "Has the machine go on with the result of the job, which is complete.",
        Icon = Icons.Material.Outlined.Done,
        Needs = Right.Configure,
        Path = "finish-job",
        Applies = device => DiskJobRules.JobOf(device) is { Pivots: true, IsReady: true },
        Accepts = device => DiskJobRules.JobOf(device) is { Pivots: true },
        Make = MadeWithServices,
    };

    private static readonly PlainAction<MachineDevice> Cancelling = new("cancel-disk-job")
    {
        Doing = "cancelled",
        Verb = "cancel the job of",
        Label = "Cancel job",
        Effect = "Ends the job; the machine goes on with the images that it has.",
        Icon = Icons.Material.Outlined.Cancel,
        Needs = Right.Configure,
        Path = "cancel-job",
        Applies = device => DiskJobRules.JobOf(device) is not null,
        // One that began just now is not known yet.
        Accepts = device => device.Key.Kind is "disk" && device.IsLive,
        Make = MadeWithServices,
    };

    public required bool IsFinished { get; init; }

    /// <summary>It helps where a task of WebConsole's is stuck on the disk.</summary>
    public override Lane Lane => IsFinished ? Lane.Commands : Lane.WayOut;

    /// <summary>Of one disk: other disks of the machine may have jobs.</summary>
    public override ImmutableArray<ObjectId> Claims => [Subject];

    public override string VirshLine => Virsh("blockjob", $"{VirshCommand.Option("path", Device.Key.Name)} {(IsFinished ? "--pivot" : "--abort")}");

    protected override ObjectAction Of => IsFinished ? Finishing : Cancelling;

    public static ObjectAction AsAction(DevicePlanner planner, bool finishes) => (finishes ? Finishing : Cancelling) with
    {
        Make = (device, host) => new EndDiskJob { Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, IsFinished = finishes },
    };

    public override string? WhyConflicts(InventorySnapshot inventory) => IsFinished && DiskJobRules.JobOf(Device) is { IsReady: false } job ? $"The job is not complete yet{(job.Percent is { } percent ? $": {percent} %" : "")}." : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        var disk = await context.RunAsync(Machine, Lane, domain => DomainXml.Parse(domain.GetXml()).Disks.FirstOrDefault(disk => disk.TargetDevice == Device.Key.Name), Action).ConfigureAwait(false);
        var into = disk?.Mirror is { Job: "copy" } copy ? copy.Source.File ?? copy.Source.Device : null;
        if (IsFinished)
            await FinishAsync(context, disk, into).ConfigureAwait(false);
        else
            await CancelAsync(context, into).ConfigureAwait(false);
    }

    private async Task FinishAsync(OperationContext context, DiskXml? before, string? into)
    {
        if (before?.Mirror.Ready is not "yes")
            throw new OperationFailedException("The job has ended, or is not complete yet.", "Nothing was changed. The machine's hardware shows the job.");
        var disk = await new DiskJobRun(context, Device, Planner.Edges, Action).FinishAsync().ConfigureAwait(false);
        if (into is null ? disk.SourcePath == before.SourcePath : disk.SourcePath != into)
            throw new OperationFailedException("The job ended before the machine used its result.", $"The machine goes on with {disk.SourcePath}.{(into is null ? "" : $" {into} is left, and holds a copy that nothing uses.")}");
        context.Note(into is null ? $"The machine uses {disk.SourcePath} now." : $"The machine uses {into} now; {(Device.Now as DiskXml)?.SourcePath} is left, and nothing of this disk uses it any more.");
    }

    private async Task CancelAsync(OperationContext context, string? into)
    {
        await context.RunAsync(Machine, Lane, domain => domain.EndBlockJob(Device.Key.Name, DomainBlockJobAbortFlags.None), Action).ConfigureAwait(false);
        if (into is not null)
            context.Note($"{into} is left, unless the task that made it deletes it: it holds an incomplete copy that nothing uses.");
    }
}

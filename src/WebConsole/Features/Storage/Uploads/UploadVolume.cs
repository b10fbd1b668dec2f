using System.Collections.Immutable;
using Libvirt;
using WebConsole.Access;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Packed;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>
/// Makes a volume and writes into it what requests bring, until it is complete. The task lasts as long as the upload; after
/// a restart of WebConsole another one continues it.
/// </summary>
internal sealed partial record UploadVolume : Operation
{
    public required StoragePool Pool { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public required PendingUpload Upload { get; init; }

    public required UploadRegister Register { get; init; }

    public override string Action => "upload";
    public override string Doing => "uploaded";
    public override ObjectId Subject => Pool.Id;
    public override ImmutableArray<ObjectId> Claims => [Volume];
    public override Right Needs => Right.Configure;
    public override Lane Lane => Lane.Storage;
    public override bool CanCancel => true;
    public override ImmutableArray<(string Name, string Value)> Parameters => [("format", Record.Format), ("bytes", $"{Record.Length}"), Packing is { } packing ? ("unpack", packing.Name) : ("continues at", $"{Record.Offset}")];
    public override string VirshLine =>
        VirshCommand.OnHost(Uri, $"vol-create-as {Pool.Uuid:D} {VirshCommand.Option("name", Record.Volume)} {Size} --allocation 0 --format raw") + "\n" +
        (Packing is { } packing
            ? $"{packing.Program} -dc -- {ShellText.Quote($"{Record.Volume}.{packing.Name}")} | {VirshCommand.OnHost(Uri, $"vol-upload {VirshCommand.Option("vol", Record.Volume)} --file /dev/stdin --pool {Pool.Uuid:D}")}"
            : VirshCommand.OnHost(Uri, $"vol-upload {VirshCommand.Option("vol", Record.Volume)} {VirshCommand.Option("file", Record.Volume)} --pool {Pool.Uuid:D}"));

    private UploadRecord Record => Upload.Record;

    private Packing? Packing => Packing.Of(Record.Unpack);

    /// <summary>The size of the volume as it is made. How long it becomes is seen when a packed file is unpacked.</summary>
    private long Size => Packing is null ? Record.Length : 0;

    private ObjectId Volume => ObjectId.Volume(Host, Pool.Uuid, Record.Volume);

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Subject) is null ? $"There is no pool {Pool.Name} on {Host} (any more)." : null);

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        if (Upload.IsSaved)
            return base.Mistakes(inventory);
        var (field, mistake) = ObjectName.Mistake(Record.Volume) is { } name ? ("filename", name)
            : inventory.Find(Volume) is not null ? ("filename", $"There is a volume {Record.Volume} in the pool already.")
            : UploadPools.WhyNot(Pool, Record.Format) is { } kind ? ("format", kind)
            : Packing is not null && UploadPools.WhyNotGrowing(Pool) is { } size ? ("unpack", size)
            : ("", null);
        return mistake is null ? base.Mistakes(inventory) : new Dictionary<string, string[]> { [field] = [mistake] };
    }

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => VolumeCalls.IsNameTaken(error) ? VolumeCalls.AnotherName : null;

    public override string? WhyConflicts(InventorySnapshot inventory)
    {
        if (Upload.IsSaved)
            return null;
        var free = Pool.AvailableBytes - Register.Promised(Record);
        return Pool.State != "running" ? $"The pool {Pool.Name} is not running."
            : Register.TooMany(Record)
            ?? (free < Record.Length ? $"The file has {Format.Bytes(Record.Length)}, and the pool has {Format.Bytes(Math.Max(0, free))} left, as of its last refresh and without what other uploads will take." : null);
    }

    public override async Task ExecuteAsync(OperationContext context)
    {
        string? failure = null;
        var isNameTaken = false;
        var isLost = Packing is not null && Upload.IsSaved;
        try
        {
            string[] steps = Packing is null ? ["Receive the file", "Check it"] : ["Receive and unpack the file"];
            context.Plan(["Make the volume", .. steps]);
            await MakeAsync(context).ConfigureAwait(false);
            if (isLost)
                throw new OperationFailedException("WebConsole was restarted, and can't go on in the middle of a packed file.", "Upload the file again: the page does so by itself.");
            Upload.Ready();
            await context.StepAsync(steps[0], () => Packing is null ? ReceiveAsync(context) : UnpackAsync(context)).ConfigureAwait(false);
            if (Packing is null)
                await context.StepAsync(steps[1], () => CheckAsync(context)).ConfigureAwait(false);
            Register.Ended(Upload);
            Register.Remove(Upload);
            context.Made(Volume, Record.Volume);
        }
        catch (Exception error)
        {
            failure = error is OperationCanceledException ? "It was cancelled, or WebConsole stops." : context.Describe(error);
            isNameTaken = error is LibvirtException said && VolumeCalls.IsNameTaken(said);
            if (error is not OperationCanceledException && !isLost)
                Register.Ended(Upload);
            throw;
        }
        finally
        {
            Upload.End(failure, isNameTaken);
        }
    }

    private async Task MakeAsync(OperationContext context)
    {
        var made = new Creation();
        if (Upload.IsSaved)
            await RecogniseAsync(context).ConfigureAwait(false);
        await context.StepAsync("Make the volume", async () =>
        {
            if (Upload.IsSaved)
                made.Make(() => { });
            else if (await context.RunAsync(Volume, Lane, connection => connection.MakeRaw(PoolKinds.Of(Pool), Pool.Uuid, Record.Volume, Size, made), Action).ConfigureAwait(false) is var length)
                Register.Save(Upload, record => record with { Physical = length });
        }, leaves: $"the volume {Record.Volume}", undo: async () =>
        {
            try
            {
                await made.UndoAsync(() => context.RunAsync(Volume, Lane, connection => connection.DeleteVolume(Pool.Uuid, Record.Volume), Action)).ConfigureAwait(false);
            }
            finally
            {
                Register.Remove(Upload);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>
    /// Someone may have put another volume of that name in its place while WebConsole did not run, which must not be written
    /// to, nor removed. Without a byte of ours in it, nobody can tell: then it stays.
    /// </summary>
    private async Task RecogniseAsync(OperationContext context)
    {
        try
        {
            if (Record.Mark is null
                || await context.RunAsync(Volume, Lane, connection => connection.OnVolume(Pool.Uuid, Record.Volume, VolumeCalls.LengthOf), Action).ConfigureAwait(false) is var length
                    && (Packing is null ? length != Record.Physical : length < Record.Physical)
                || await MarkAsync(context, Packing is null ? Record.Offset : Record.Physical).ConfigureAwait(false) != Record.Mark)
                throw new OperationFailedException($"{Record.Volume} may no longer be the volume that this upload made; it stays as it is.", "Upload the file under another name.");
        }
        catch (Exception error) when (error is OperationFailedException or LibvirtException { Code: LibvirtErrorCode.NoStorageVolume })
        {
            Register.Remove(Upload);
            throw;
        }
    }
}

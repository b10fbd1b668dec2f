using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Commands;

/// <summary>
/// Copies a volume within its pool. The bytes go through WebConsole, because libvirt's own copy reports no progress and
/// can't be cancelled.
/// </summary>
public sealed record CopyVolume : VolumeCommand
{
    private const int Piece = 256 * 1024;

    public static ObjectAction<PoolVolume> AsAction { get; } = new FormAction<PoolVolume, VolumeCopy>("clone")
    {
        Verb = "copy",
        Doing = "copied",
        Label = "Copy",
        Effect = "Makes a copy of it in the same pool.",
        Icon = Icons.Material.Outlined.ContentCopy,
        Needs = Right.Configure,
        Drawn = typeof(CopyVolumeForm),
        Make = (volume, host, copy) => new CopyVolume { Volume = volume, Target = volume.Name, Uri = host.Uri, Name = copy.Name ?? "" },
    };

    /// <summary>The name of the copy.</summary>
    public required string Name { get; init; }

    public override bool CanCancel => true;
    public override ImmutableArray<ObjectId> Claims => [Subject, Copy];
    public override ImmutableArray<(string Name, string Value)> Parameters => [("name", Name)];
    public override string VirshLine => VirshCommand.OnHost(Uri, $"vol-clone {VolumeWords} {VirshCommand.Option("newname", Name)}");
    protected override ObjectAction Of => AsAction;

    /// <summary>What the copy takes: of a file its blocks, without its holes.</summary>
    private long Room => (Volume.Volume.IsDevice ? Volume.Volume.CapacityBytes : Volume.Volume.AllocationBytes) ?? 0;

    private ObjectId Copy => ObjectId.Volume(Host, Volume.Pool.Uuid, Name);

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var mistake = ObjectName.Mistake(Name) ?? (inventory.Find(Copy) is not null ? $"There is a volume {Name} in the pool already." : null);
        return mistake is null ? base.Mistakes(inventory) : new Dictionary<string, string[]> { ["name"] = [mistake] };
    }

    public override string? WhyConflicts(InventorySnapshot inventory) => Users(inventory).Running is { } running
        ? $"It is a disk of {running}: while it is written to, a copy would be torn. Stop the machine first."
        : Volume.Pool.AvailableBytes < Room ? $"The copy takes {Format.Bytes(Room)}, and the pool has {Format.Bytes(Volume.Pool.AvailableBytes)} left, as of its last refresh."
        : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        context.Plan("Make the new volume", "Copy the data");
        var (how, made) = (new Layout(0, false, 0), new Creation());
        await context.StepAsync("Make the new volume", async () => how = await context.RunAsync(Subject, Lane, connection => On(connection, (pool, volume) => Make(pool, volume, made)), Action).ConfigureAwait(false),
            leaves: $"the volume {Name}", undo: () => made.UndoAsync(() => context.RunAsync(Copy, Lane, connection => connection.DeleteVolume(Volume.Pool.Uuid, Name), Action))).ConfigureAwait(false);
        await context.StepAsync("Copy the data", () => CopyAsync(context, how)).ConfigureAwait(false);
        context.Made(Copy, Name);
    }

    /// <summary>Creates an empty volume of the same format.</summary>
    private Layout Make(Libvirt.StoragePool pool, Libvirt.StorageVolume volume, Creation made)
    {
        var original = StorageVolumeXml.Parse(volume.GetXml());
        var xml = StorageVolumeXml.New(Name, original.CapacityBytes ?? 0, original.Format);
        // Space is allocated as bytes arrive.
        xml.AllocationBytes = 0;
        Libvirt.StorageVolume? copy = null;
        made.Make(() => copy = pool.CreateVolume(xml.ToXml()));
        using (copy)
            // A device has no holes: what lay on it before would show.
            return new Layout(original.PhysicalBytes ?? original.CapacityBytes ?? 0, Sparse: original.Type is "file",
                original.Format is null or "raw" ? 0 : StorageVolumeXml.Parse(copy!.GetXml()).PhysicalBytes ?? 0);
    }

    private async Task CopyAsync(OperationContext context, Layout how)
    {
        using var from = await VolumeStream.OpenAsync(context, Host, Volume.Pool.Uuid, Volume.Volume.Name, (volume, stream) => volume.Download(stream, sparse: how.Sparse)).ConfigureAwait(false);
        using var to = await VolumeStream.OpenAsync(context, Host, Volume.Pool.Uuid, Name, (volume, stream) => volume.Upload(stream, sparse: how.Sparse)).ConfigureAwait(false);
        var buffer = new byte[Piece];
        for (var copied = 0L; await from.Bytes.ReceiveSparseAsync(buffer, context.Cancellation).ConfigureAwait(false) is var (read, hole) && read + hole > 0;)
        {
            await to.Bytes.SendAsync(buffer.AsMemory(0, read), context.Cancellation).ConfigureAwait(false);
            // libvirt leaves what lies in a hole as it is.
            var zeros = Math.Clamp(how.Header - copied, 0, hole);
            await to.SendZerosAsync(zeros, context.Cancellation).ConfigureAwait(false);
            if (hole > zeros)
                to.Bytes.SendHole(hole - zeros);
            copied += read + hole;
            context.Report(how.Bytes > 0 ? Math.Min(1, (double)copied / how.Bytes) : null, $"{Format.Bytes(copied)} of {Format.Bytes(how.Bytes)}");
        }
        // Each waits for the daemon, so they run on a thread that may block.
        await context.RunAsync(Subject, Lane, _ =>
        {
            from.Bytes.Finish();
            to.Bytes.Finish();
            return true;
        }, Action, isLong: true).ConfigureAwait(false);
    }

    /// <param name="Bytes">How many bytes there are to copy, holes included.</param>
    /// <param name="Sparse">Whether holes stay holes.</param>
    /// <param name="Header">How many bytes at the beginning of the new volume hold something: its format's header.</param>
    private sealed record Layout(long Bytes, bool Sparse, long Header);
}

using WebConsole.Access;
using WebConsole.Storage.Kinds;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Downloads;

/// <summary>
/// Sends the bytes of a volume to whoever asked. It is a task, so that it is authorised, audited, shown and cancelled as
/// every other, and nobody changes the volume meanwhile.
/// </summary>
internal sealed record DownloadVolume : Operation
{
    public required PoolVolume Volume { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    /// <summary>Who reads it.</summary>
    public required DownloadResponse Response { get; init; }

    /// <summary>Whether it holds the secrets of a machine's first boot.</summary>
    private bool IsSeed { get; init; }

    public override string Action => "download";
    public override string Doing => "downloaded";
    public override ObjectId Subject => Volume.Id;
    public override Right Needs => IsSeed ? Right.Configure : Right.Operate;
    public override Lane Lane => Lane.Storage;
    public override bool CanCancel => true;
    public override bool OnlyReads => true;
    public override string VirshLine => VirshCommand.OnHost(Uri, $"vol-download {VirshCommand.Option("vol", Volume.Name)} {VirshCommand.Option("file", Volume.Name)} --pool {Volume.Pool.Uuid:D}");

    public static DownloadVolume Of(InventorySnapshot inventory, PoolVolume volume, string uri, DownloadResponse response) =>
        new() { Volume = volume, Target = volume.Name, Uri = uri, Response = response, IsSeed = SeedVolumes.MachineOf(inventory, volume) is not null };

    /// <summary>Any number of people may read one volume.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => base.ClaimsIn(inventory).Select(claim => claim with { IsShared = true });

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Subject) is null ? $"There is no volume {Volume.Name} in the pool {Volume.Pool.Name} (any more)." : null);

    // No machine writes to an installation medium.
    public override string? WhyConflicts(InventorySnapshot inventory) => PoolLimits.OfReading(Volume) is { } never ? never
        : Volume.Volume.Format is not "iso" && VolumeUsers.Of(inventory, Volume).RunningWriters is { } running
        ? $"It is a disk of {running}: while it is written to, what is read would be torn. Stop the machine first."
        : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        Response.Begin();
        try
        {
            await SendAsync(context).ConfigureAwait(false);
        }
        finally
        {
            Response.End();
        }
    }

    private async Task SendAsync(OperationContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation, Response.Gone);
        try
        {
            // Whoever has the last piece may delete the volume: by then it is closed.
            var last = await SendToTheLastPieceAsync(context, stop.Token).ConfigureAwait(false);
            await Response.SendAsync(last, stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (Response.Gone.IsCancellationRequested && !context.Cancellation.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            throw new OperationFailedException("The browser ended the download.", "Start it again: a browser that can go on asks for the rest only.");
        }
    }

    /// <returns>The last piece.</returns>
    private async Task<ReadOnlyMemory<byte>> SendToTheLastPieceAsync(OperationContext context, CancellationToken stop)
    {
        var (length, asked) = (0L, ((long First, long Length)?)null);
        // The length too, since a host is asked one thing of an object at a time, and several read parts of one volume.
        using var volume = await WindowedReader.OpenAsync(context, Subject, found =>
        {
            length = VolumeCalls.LengthOf(found);
            asked = Response.Part(length);
            return asked ?? default;
        }).ConfigureAwait(false);
        if (Response.Answer(length, asked) is not { Length: > 0 } part)
            return default;
        long received = 0;
        var pieces = new ReadAhead(volume, stop);
        await using var ended = pieces.ConfigureAwait(false);
        while (true)
        {
            var piece = await pieces.NextAsync().ConfigureAwait(false);
            if (piece.Length == 0)
                throw new OperationFailedException($"The volume ended after {Format.Bytes(part.First + received)} of {Format.Bytes(length)}.", "Refresh the pool: someone has made it smaller.");
            received += piece.Length;
            context.ReportBytes(received, part.Length);
            if (received == part.Length)
                return piece;
            await Response.SendAsync(piece, stop).ConfigureAwait(false);
        }
    }
}

using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Appliances;
using WebConsole.Appliances.Images;
using WebConsole.Appliances.Packages;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;

namespace WebConsole.Features.Provisioning.Exports;

/// <summary>Sends a machine that is shut off to whoever asked, as one file: its definition without secrets, and its disks, each of which stands alone.</summary>
internal sealed record ExportMachine : Operation
{
    private const string SendStep = "Send it";

    public required Machine Machine { get; init; }

    public required ExportKind Kind { get; init; }

    public required ImageConversions Conversions { get; init; }

    /// <summary>How long the reader may take for each <see cref="ResponseStream.Piece"/>.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    /// <summary>Who reads it.</summary>
    public required DownloadResponse Response { get; init; }

    public override string Action => "export";
    public override string Doing => "exported";
    public override ObjectId Subject => Machine.Id;
    public override Right Needs => Right.Operate;
    public override Lane Lane => Lane.Storage;
    public override bool CanCancel => true;
    public override bool OnlyReads => true;
    public override ImmutableArray<(string Name, string Value)> Parameters => [("format", Kind.Word)];

    public override string VirshLine => string.Join('\n',
    [
        VirshCommand.ForMachine(Uri, "dumpxml --inactive", Machine.Id, Machine.Name) + " > machine.xml",
        .. Disks.SelectMany(disk => disk.ShellCommands(Uri, Kind)),
    ]);

    private DomainXml Definition => DomainXml.Parse(Machine.InactiveXml ?? Machine.Xml ?? "<domain/>");

    private IReadOnlyList<DiskToExport> Disks { get; init; } = [];

    private IEnumerable<PoolVolume> Images => Disks.SelectMany(disk => disk.Images).Select(image => image.Volume).DistinctBy(volume => volume.Id);

    /// <summary>Disks that are left out.</summary>
    private IReadOnlyList<string> Seeds { get; init; } = [];

    public static ExportMachine Of(InventorySnapshot inventory, Machine machine, ExportKind kind, ImageConversions conversions, TimeSpan patience, string uri, DownloadResponse response)
    {
        var export = new ExportMachine { Machine = machine, Target = machine.Name, Kind = kind, Conversions = conversions, Patience = patience, Uri = uri, Response = response };
        var definition = export.Definition;
        return export with { Disks = DiskToExport.Of(inventory, machine, definition), Seeds = DiskToExport.SeedsOf(inventory, machine, definition) };
    }

    /// <summary>Nobody starts or changes the machine meanwhile; others may read what it rests on.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) =>
        base.ClaimsIn(inventory).Concat(Disks.SelectMany(disk => disk.Images).SelectMany(image => VolumeNames.OfVolume(inventory, image.Volume.Id)).Distinct().Select(volume => new ObjectClaim(volume, IsShared: true)));

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine.Id) ? null : $"There is no machine {Machine.Name} on {Host} (any more).");

    public override string? WhyConflicts(InventorySnapshot inventory) => inventory.Machines.GetValueOrDefault(Machine.Id)?.IsActive == true ? "It runs: what is read of its disks would be torn. Shut it down first."
        : inventory.Machines.GetValueOrDefault(Machine.Id)?.HasManagedSave == true ? OriginalMarks.TornBySavedMemory(Machine.Name)
        : Disks.Select(disk => disk.WhyNot ?? disk.Images.Select(image => PoolLimits.OfReading(image.Volume)).FirstOrDefault(why => why is not null)
            ?? (VolumeUsers.Of(inventory, disk.Images[0].Volume).RunningWriters is { } other ? $"{disk.Target} is a disk of {other}, too, which runs." : null)).FirstOrDefault(why => why is not null);

    public override async Task ExecuteAsync(OperationContext context)
    {
        Response.Begin();
        try
        {
            await LookForUsersAsync(context, files: false).ConfigureAwait(false);
            context.Plan([.. Disks.SelectMany(disk => new[] { ReadStep(disk), ConvertStep(disk) }), SendStep]);
            using var folder = Conversions.CreateFolder();
            var exported = new List<ExportedDisk>();
            await Conversions.RunAsync(() => ConvertAsync(context, folder, exported), context.Cancellation).ConfigureAwait(false);
            // However long the reader takes, the machine may start meanwhile, and others may convert.
            context.ReleaseClaims();
            await context.StepAsync(SendStep, () => SendAsync(context, exported)).ConfigureAwait(false);
        }
        finally
        {
            Response.End();
        }
    }

    private async Task ConvertAsync(OperationContext context, ConversionFolder folder, List<ExportedDisk> exported)
    {
        var converter = new ImageConverter(folder, Conversions.Limits);
        var before = await OriginalMarks.ReadAsync(context, Images, Action).ConfigureAwait(false);
        foreach (var (index, disk) in Disks.Index())
            exported.Add(await ConvertAsync(context, folder, converter, disk, index).ConfigureAwait(false));
        // virsh asks for no claim.
        var runs = await context.RunAsync(Machine.Id, Lane, domain => domain.IsActive || domain.HasManagedSave, "a look at it").ConfigureAwait(false);
        if (before.WhyTorn(await OriginalMarks.ReadAsync(context, Images, Action).ConfigureAwait(false), Machine.Name, runs) is { } torn)
            throw new OperationFailedException(torn, "The export would be torn. Shut the machine down, and export it again.");
    }

    private async Task<ExportedDisk> ConvertAsync(OperationContext context, ConversionFolder folder, ImageConverter converter, DiskToExport disk, int index)
    {
        var (result, size) = ($"disk{index}", 0L);
        await context.StepAsync(ReadStep(disk), async () =>
        {
            foreach (var (place, (volume, _)) in disk.Images.Index())
            {
                context.Report(null, volume.Name);
                var bytes = new VolumeBytes(context, volume.Id);
                await using var closed = bytes.ConfigureAwait(false);
                await folder.WriteAsync($"image{place}", bytes, DiskFormats.LargestFile(Conversions.Limits.VirtualBytes), Conversions.Limits.FreeBytes, context.Cancellation).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        await context.StepAsync(ConvertStep(disk), async () =>
        {
            var image = await converter.InspectAsync($"image{disk.Images.Count - 1}", disk.Images[^1].Format, context.Cancellation).ConfigureAwait(false);
            for (var place = disk.Images.Count - 2; place >= 0; place--)
                image = await converter.RestAsync($"image{place}", image, context.Cancellation).ConfigureAwait(false);
            size = image.VirtualBytes;
            await converter.ConvertAsync(image, result, Kind.Format, context.ReportShare, context.Cancellation).ConfigureAwait(false);
            foreach (var place in Enumerable.Range(0, disk.Images.Count))
                File.Delete(folder.FileOf($"image{place}"));
        }).ConfigureAwait(false);
        var file = folder.FileOf(result);
        return new ExportedDisk(disk.Target, Kind.FileName(disk.Target), new FileInfo(file).Length, size, _ => Task.FromResult<Stream>(File.OpenRead(file)));
    }

    private async Task SendAsync(OperationContext context, IReadOnlyList<ExportedDisk> disks)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation, Response.Gone);
        var (length, remarks, write) = Kind.Write(Definition, disks);
        foreach (var remark in remarks.Concat(Seeds.Select(target => $"{target} is left out: it holds the secrets of the first boot.")))
            context.Note(remark);
        Response.Answer(length, (0, length));
        try
        {
            var output = new ResponseStream(Response, Patience, ExportReaders.WholeOf(length), context.Time, sent => context.ReportBytes(sent, length));
            await using var closed = output.ConfigureAwait(false);
            await write(output, stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (Response.Gone.IsCancellationRequested && !context.Cancellation.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            throw new OperationFailedException("The browser ended the download.", "Start it again.");
        }
    }

    private static string ReadStep(DiskToExport disk) => $"Read {disk.Target}";

    private static string ConvertStep(DiskToExport disk) => $"Convert {disk.Target}";
}

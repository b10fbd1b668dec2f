using System.Globalization;
using WebConsole.Appliances;
using WebConsole.Appliances.Images;
using WebConsole.Appliances.Packages;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Disks;

/// <summary>A disk that is converted from an image of another product: a volume, or a file in an OVA that is one.</summary>
internal sealed class ImportPlan(InventorySnapshot inventory, NewDisk asked, StoragePool pool, PoolVolume from, string name) : DiskPlan(asked, pool, name)
{
    private const string Original = "original", Converted = "converted";

    public static readonly string[] Formats = [VolumeFormats.Qcow2, VolumeFormats.Raw];

    // Volumes that are devices have no format.
    public override string Format => Asked.Format ?? (Kind is { HasFiles: false } ? VolumeFormats.Raw : VolumeFormats.Qcow2);

    /// <summary>What the image says is known once it was read.</summary>
    public override long? Capacity => null;

    public override PoolVolume? Source => from;

    public override IEnumerable<string> Steps => [ReadStep, ConvertStep, WriteStep];

    private string ImageName => Asked.Import!.File ?? from.Name;

    /// <summary>As far as it is known before the image is read: libvirt has looked into whole volumes.</summary>
    private string? ImageFormat => Asked.Import!.Format
        ?? (Asked.Import.File is null && from.Volume.Format is { } found and not DiskFormats.Raw && DiskFormats.All.Contains(found) ? found : DiskFormats.OfName(ImageName));

    private string ReadStep => $"Read {ImageName}";

    private string ConvertStep => $"Convert {ImageName}";

    private string WriteStep => $"Write the volume {Name}";

    public override IEnumerable<(string Argument, string Mistake)> Mistakes()
    {
        if (ObjectName.Mistake(Name) is { } wrong)
            yield return ("volume", wrong);
        else if (inventory.Find(Volume) is not null)
            yield return ("volume", $"There is a volume {Name} in the pool already.");
        if (UploadPools.WhyNotGrowing(Pool) is { } never)
            yield return ("pool", never);
        if (!Formats.Contains(Format))
            yield return ("format", $"One of {string.Join(", ", Formats)}.");
        if (Asked.Size is not null)
            yield return ("size", "It has the size of its image: make it larger afterwards.");
        if (PoolLimits.OfReading(from) is { } unreadable)
            yield return ("import", unreadable);
        if (Asked.Import!.File is { } file && !PlainName.Is(file))
            yield return ("import", "The name of a file in the OVA, without a folder.");
        if (Asked.Import is { File: null, Format: null } && from.Name.EndsWith(".ova", StringComparison.OrdinalIgnoreCase))
            yield return ("import", $"{from.Name} is an archive of a whole machine: name one of the disks in it as file, such as disk1.vmdk. Its appliance, GET …/volumes/{from.Name}/appliance, says which there are.");
        else if (ImageFormat is not { } format || !DiskFormats.All.Contains(format))
            yield return ("import", $"The format of {ImageName} does not follow from its name: one of {string.Join(", ", DiskFormats.All)}.");
    }

    public override string? WhyConflicts(InventorySnapshot now) => VolumeUsers.Of(now, from).RunningWriters is { } running
        ? $"{from.Name} is a disk of {running}: while it is written to, what is read would be torn. Stop the machine first." : null;

    /// <summary>Reads, converts and writes it, each as a step.</summary>
    public async Task MakeAsync(OperationContext context, ImageConversions conversions, string doing)
    {
        using var folder = conversions.CreateFolder();
        await conversions.RunAsync(() => MakeAsync(context, folder, conversions, doing), context.Cancellation).ConfigureAwait(false);
    }

    private async Task MakeAsync(OperationContext context, ConversionFolder folder, ImageConversions conversions, string doing)
    {
        var converter = new ImageConverter(folder, conversions.Limits);
        await context.StepAsync(ReadStep, () => ReadAsync(context, folder, conversions.Limits)).ConfigureAwait(false);
        await context.StepAsync(ConvertStep, async () =>
        {
            var image = await converter.InspectAsync(Original, await FormatAsync(context, converter).ConfigureAwait(false), context.Cancellation).ConfigureAwait(false);
            await converter.ConvertAsync(image, Converted, Format, context.ReportShare, context.Cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await WriteAsync(context, folder, doing).ConfigureAwait(false);
    }

    /// <summary>What was asked for; else what the content tells, which counts more than the name.</summary>
    private async Task<string> FormatAsync(OperationContext context, ImageConverter converter)
    {
        if (Asked.Import!.Format is { } asked)
            return asked;
        var found = await converter.FormatOfAsync(Original, context.Cancellation).ConfigureAwait(false);
        if (found is not null && found != DiskFormats.OfName(ImageName))
            context.Note($"{ImageName} is an image of the format {found}, as its content says.");
        return found ?? ImageFormat!;
    }

    private async Task ReadAsync(OperationContext context, ConversionFolder folder, ConversionLimits limits)
    {
        var bytes = new VolumeBytes(context, from.Id);
        await using var closed = bytes.ConfigureAwait(false);
        context.Report(null);
        if (Asked.Import!.File is not { } wanted)
        {
            await TakeAsync(bytes).ConfigureAwait(false);
            return;
        }
        var taken = false;
        var appliance = await ReadPackageAsync(known: null).ConfigureAwait(false);
        if (!taken)
        {
            // The standard has the descriptor first, and not every program does.
            bytes.Position = 0;
            await ReadPackageAsync(appliance).ConfigureAwait(false);
        }
        if (!taken)
            throw new OperationFailedException($"{from.Name} has no disk {wanted}.", "Choose one of the files that its descriptor names.");

        Task<Appliance> ReadPackageAsync(Appliance? known) => new ApplianceReader((_, _, content, _) => { taken = true; return TakeAsync(content); }, file => file.Name == wanted) { Known = known }
            .ReadAsync(TarEntries.ReadAsync(bytes, context.Cancellation), context.Cancellation);

        Task TakeAsync(Stream content) => folder.WriteAsync(Original, content, DiskFormats.LargestFile(limits.VirtualBytes), limits.FreeBytes, context.Cancellation);
    }

    private Task WriteAsync(OperationContext context, ConversionFolder folder, string doing)
    {
        var made = new Creation();
        return context.StepAsync(WriteStep, async () =>
        {
            var bytes = File.OpenRead(folder.FileOf(Converted));
            await using var closed = bytes.ConfigureAwait(false);
            await context.RunAsync(Volume, Lane.Storage, connection => connection.MakeRaw(Kind, Pool.Uuid, Name, 0, made), doing).ConfigureAwait(false);
            await new VolumeWriter(context, Volume, doing)
            {
                IsFile = true,
                Format = Format is VolumeFormats.Qcow2 ? ImageFormats.Qcow2 : ImageFormats.Raw,
                Room = () => (context.Inventory.Find(Pool.Id) as StoragePool)?.AvailableBytes ?? 0,
                Wrote = () => context.ReportBytes(bytes.Position, bytes.Length),
            }.WriteAsync(bytes).ConfigureAwait(false);
        }, leaves: $"the volume {Name}", undo: () => made.UndoAsync(() => context.RunAsync(Volume, Lane.Storage, connection => connection.DeleteVolume(Pool.Uuid, Name), doing)));
    }

    /// <summary>Commands of a shell that bring the image into the current folder, as what is written into the pool.</summary>
    public override IEnumerable<string> ShellCommands(string uri)
    {
        yield return VirshCommand.OnHost(uri, $"vol-download {VirshCommand.Option("vol", from.Name)} {VirshCommand.Option("file", from.Name)} --pool {from.Pool.Uuid:D}");
        if (Asked.Import!.File is { } file)
            yield return $"tar -xf {ShellText.Here(from.Name)} {ShellText.Quote(file)}";
        yield return string.Create(CultureInfo.InvariantCulture, $"qemu-img convert -f {ImageFormat} -O {Format} {ShellText.Here(ImageName)} {ShellText.Here(Name)}");
    }

    public override IEnumerable<string> VirshCommands(string uri) =>
    [
        VirshCommand.MakeRaw(Pool.Uuid, Name),
        $"vol-upload {VirshCommand.Option("vol", Name)} {VirshCommand.Option("file", Name)} --pool {Pool.Uuid:D}",
    ];
}

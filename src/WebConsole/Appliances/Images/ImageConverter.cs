using WebConsole.Appliances.Confinement;
using WebConsole.Hosting;
using WebConsole.Hosting.Files;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Appliances.Images;

/// <summary>
/// Converts images by <c>qemu-img</c>. Each image is hostile: it is first looked at, must stand alone, and nothing but a
/// confined process interprets it. Files have the names that <see cref="ConversionFolder.FileOf"/> takes.
/// </summary>
/// <param name="folder">Where the images lie, and the results are made.</param>
/// <param name="limits">What a conversion may use.</param>
/// <param name="converter">The command of the converter; by default <c>qemu-img</c>.</param>
internal sealed class ImageConverter(ConversionFolder folder, ConversionLimits limits, IReadOnlyList<string>? converter = null)
{
    private static readonly string[] QemuImg = ["/usr/bin/qemu-img"];

    private const string AnotherImage = "Choose the right format, or export the disk again as one file that stands alone.";
    private const int LongestError = 300;

    /// <summary>How far into an image a change of its header may write.</summary>
    private const long LargestTable = 1L << 50;

    /// <summary>By how much the log of a VHDX may make its file longer: a block of the largest kind.</summary>
    private const long LongestReplay = 256L << 20;

    /// <summary>The format of a file by its content; <c>null</c> where that does not tell. Of what it may open, <see cref="InspectAsync"/> judges.</summary>
    public async Task<string?> FormatOfAsync(string name, CancellationToken cancellation) => DiskFormats.OfContent(await HeadAsync(name, cancellation).ConfigureAwait(false));

    /// <summary>Finds out whether an image can be converted, and how large its disk is.</summary>
    /// <param name="name">The file.</param>
    /// <param name="format">One of <see cref="DiskFormats.All"/>; qemu-img never guesses it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationFailedException">It can't be converted.</exception>
    public async Task<ImageFacts> InspectAsync(string name, string format, CancellationToken cancellation)
    {
        if (!DiskFormats.All.Contains(format))
            throw new OperationFailedException($"Images of the format {format} are not converted.", AnotherImage);
        if (DiskFormats.Mistake(await HeadAsync(name, cancellation).ConfigureAwait(false), format) is { } mistake)
            throw new OperationFailedException(mistake, AnotherImage);
        var json = await InfoAsync(name, format, cancellation).ConfigureAwait(false);
        var size = ImageInfo.VirtualBytes(json, name, out var wrong) ?? throw new OperationFailedException(wrong!, AnotherImage);
        return size <= limits.VirtualBytes ? new ImageFacts(name, format, size)
            : throw new OperationFailedException($"The disk has {Format.Bytes(size)}, and at most {Format.Bytes(limits.VirtualBytes)} are converted.", "Make the disk smaller before you export it, or have the limit raised.");
    }

    /// <summary>What the image says of itself. A VHDX of a machine that was not shut down has changes in its log, which are brought in first: the file is a copy of ours.</summary>
    private async Task<string> InfoAsync(string name, string format, CancellationToken cancellation)
    {
        string[] look = ["info", "--output=json", "-f", format, name];
        try
        {
            return await RunAsync(look, Limits(0, 0), null, cancellation).ConfigureAwait(false);
        }
        catch (OperationFailedException error) when (format is DiskFormats.Vhdx && error.Message.Contains("log that needs to be replayed", StringComparison.Ordinal))
        {
            var most = new FileInfo(folder.FileOf(name)).Length + LongestReplay;
            await RunAsync(["check", "-q", "-r", "all", "-f", format, name], Limits(0, most), null, cancellation).ConfigureAwait(false);
            return await RunAsync(look, Limits(0, 0), null, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a qcow2 image rest on another one beside it, whatever it names: both come from elsewhere, under names of ours.</summary>
    /// <param name="name">The upper image.</param>
    /// <param name="below">As it was inspected.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationFailedException">It is no such image, or keeps data elsewhere.</exception>
    public async Task<ImageFacts> RestAsync(string name, ImageFacts below, CancellationToken cancellation)
    {
        if (ImageFormats.OtherFiles(await HeadAsync(name, cancellation).ConfigureAwait(false), DiskFormats.Qcow2) is { } others)
            throw new OperationFailedException(others, AnotherImage);
        await RunAsync(["rebase", "-u", "-f", DiskFormats.Qcow2, "-F", below.Format, "-b", below.Name, name], Limits(0, LargestTable), null, cancellation).ConfigureAwait(false);
        var json = await RunAsync(["info", "--output=json", "-f", DiskFormats.Qcow2, name], Limits(0, 0), null, cancellation).ConfigureAwait(false);
        var size = ImageInfo.VirtualBytes(json, name, out var wrong, below.Name) ?? throw new OperationFailedException(wrong!, AnotherImage);
        return new ImageFacts(name, DiskFormats.Qcow2, size);
    }

    /// <summary>Converts an image. If that fails, no result remains.</summary>
    /// <param name="source">As it was inspected.</param>
    /// <param name="result">The new file.</param>
    /// <param name="format">Its format, one of <see cref="DiskFormats.All"/>.</param>
    /// <param name="progress">Is given how much is done, from 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationFailedException">It failed.</exception>
    public async Task ConvertAsync(ImageFacts source, string result, string format, Action<double>? progress, CancellationToken cancellation)
    {
        if (!DiskFormats.All.Contains(format))
            throw new ArgumentException(format, nameof(format));
        var file = folder.FileOf(result);
        if (File.Exists(file))
            throw new ArgumentException("There is such a file.", nameof(result));
        try
        {
            var needed = await NeededAsync(source, cancellation).ConfigureAwait(false);
            using var reserved = Reserve(needed, file);
            var written = progress is null ? null : new ConversionProgress(progress);
            await RunAsync(["convert", "-p", "-f", source.Format, "-O", format, .. DiskFormats.Options(format), source.Name, result],
                Limits(source.VirtualBytes, MostBytes(source, format, needed)), written is null ? null : written.Read, cancellation).ConfigureAwait(false);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    /// <summary>What the result will take.</summary>
    private async Task<long> NeededAsync(ImageFacts source, CancellationToken cancellation)
    {
        var json = await RunAsync(["measure", "--output=json", "-f", source.Format, "-O", DiskFormats.Qcow2, source.Name], Limits(source.VirtualBytes, 0), null, cancellation).ConfigureAwait(false);
        return ImageInfo.Required(json) ?? DiskFormats.LargestFile(source.VirtualBytes);
    }

    private IDisposable Reserve(long needed, string file) => folder.Space.TryReserve(needed, limits.FreeBytes, () => FileFacts.TakenBytes(file)) ?? throw new OperationFailedException(
        $"The result takes about {Format.Bytes(needed)}, and {Format.Bytes(Math.Max(0, folder.Space.FreeBytes - limits.FreeBytes))} are free for it.",
        "Free some space in the state directory of WebConsole, or wait until other conversions have ended.");

    /// <summary>How long the result's file may become: what is reserved for it, and what is free beside. A raw one is longer than what it takes.</summary>
    private long MostBytes(ImageFacts source, string format, long needed)
    {
        var largest = DiskFormats.LargestFile(source.VirtualBytes);
        return format == DiskFormats.Raw ? largest : Math.Clamp(needed + folder.Space.FreeBytes - limits.FreeBytes, 0, largest);
    }

    private async Task<string> RunAsync(IReadOnlyList<string> arguments, ProcessLimits most, Action<string>? written, CancellationToken cancellation)
    {
        try
        {
            var result = await ConfinedProcess.RunAsync(folder.Path, most, [.. converter ?? QemuImg, .. arguments], written, cancellation).ConfigureAwait(false);
            return result.Succeeded ? result.Output : throw Failure(result);
        }
        catch (ConfinementException error)
        {
            throw new OperationFailedException($"Images can't be converted safely on this host: {error.Message}.", "Have qemu-utils installed, or convert the image yourself: qemu-img convert -O qcow2");
        }
    }

    private static OperationFailedException Failure(ProgramResult result) => new(
        result.UsedItsTime ? "The conversion took too long, and was ended."
        : result.WroteTooMuch ? "The result became longer than the disk allows, or than there was space, so the conversion was ended."
        : $"qemu-img could not read the image: {Sentence(result.Error)}", AnotherImage);

    /// <summary>The first line. It may quote the image, so nothing in it is more than text.</summary>
    private static string Sentence(string error) =>
        CutText.To(new string([.. error.Trim().Split('\n')[0].Replace("qemu-img: ", "", StringComparison.Ordinal).Where(letter => !char.IsControl(letter))]) is { Length: > 0 } said ? said : "it ended without a word", LongestError);

    private ProcessLimits Limits(long virtualBytes, long fileBytes)
    {
        var processor = limits.ProcessorTime(virtualBytes);
        return new ProcessLimits(fileBytes, processor, processor * 4) { MemoryBytes = limits.MemoryBytes };
    }

    private async Task<byte[]> HeadAsync(string name, CancellationToken cancellation)
    {
        using var file = File.OpenRead(folder.FileOf(name));
        var head = new byte[Math.Min(file.Length, ImageFormats.HeadLength)];
        await file.ReadExactlyAsync(head, cancellation).ConfigureAwait(false);
        return head;
    }
}

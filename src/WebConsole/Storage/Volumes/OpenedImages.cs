using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// Existing volumes that QEMU or qemu-img is about to open. A guest writes what it likes into its disk, which libvirt may then take
/// for an image; and an image can name other files of the host, which they would open as well.
/// </summary>
internal static class OpenedImages
{
    /// <summary>Refuses an image that names other files, leads out of all pools, or rests on one that does. Of what it rests on libvirt tells; not of the rest.</summary>
    /// <param name="context">The task.</param>
    /// <param name="image">The image.</param>
    /// <param name="format">As what it is opened.</param>
    /// <param name="doing">The task's action, for what others are told who want the volume.</param>
    public static async Task RefuseOtherFilesAsync(OperationContext context, PoolVolume image, string? format, string doing)
    {
        var seen = new HashSet<ObjectId>();
        for (var next = image; next is not null;)
        {
            var volume = next;
            if (!seen.Add(volume.Id) || seen.Count > BackingRules.LongestChain)
                throw new OperationFailedException($"{image.Name} is not safe to open: the images below it lead back to {volume.Name}, or are too many.", "See what made it rest on itself.");
            await LinkedVolumes.RefuseAsync(context, volume.Id).ConfigureAwait(false);
            if (format is null or VolumeFormats.Raw)
                return;
            if (ImageFormats.OtherFiles(await ReadHeadAsync(context, volume).ConfigureAwait(false), format) is { } others)
                throw new OperationFailedException($"{volume.Name} is not safe to open. {others}", "Take its data out with a program that you trust, on a machine that you can lose.");
            var xml = await context.ReadSharedAsync(volume.Id, Lane.Storage, connection => connection.OnVolume(volume.Pool.Uuid, volume.Name, found => StorageVolumeXml.Parse(found.GetXml())), doing).ConfigureAwait(false);
            next = xml.BackingPath is { } path ? BackingRules.At(context.Inventory, volume.Pool.Host, path) : null;
            if (xml.BackingPath is not null && next is null)
                throw new OperationFailedException($"{volume.Name} is not safe to open. It rests on {xml.BackingPath}, which {BackingRules.WhyNoVolume(context.Inventory, volume.Pool.Host, xml.BackingPath)}.",
                    BackingRules.PoolOf(context.Inventory, volume.Pool.Host, xml.BackingPath) is null ? "Make a pool of the directory in which that lies, if you know it." : "Put the file back, or refresh the pool.");
            format = VolumeFormats.BelowAnother(xml.BackingFormat ?? next?.Volume.Format);
        }
    }

    /// <summary>libvirt's definition of a volume, for a call that has libvirt open it: as what, libvirt decides then.</summary>
    /// <param name="volume">The volume; its calls block.</param>
    /// <param name="known">As the rules saw it.</param>
    /// <exception cref="OperationFailedException">It has another format, or rests on another image.</exception>
    public static StorageVolumeXml Unchanged(this Libvirt.StorageVolume volume, PoolVolume known)
    {
        var xml = StorageVolumeXml.Parse(volume.GetXml());
        return (xml.Format ?? xml.Type) == known.Volume.Format && xml.BackingPath == known.Volume.BackingPath ? xml
            : throw new OperationFailedException($"{known.Name} has another format by now, or rests on another image: nothing was made.", "Look at it again.");
    }

    private static async Task<byte[]> ReadHeadAsync(OperationContext context, PoolVolume volume)
    {
        using var open = await VolumeStream.OpenAsync(context, volume.Pool.Host, volume.Pool.Uuid, volume.Name, (found, stream) => found.Download(stream, 0, ImageFormats.HeadLength)).ConfigureAwait(false);
        var (head, length) = (new byte[ImageFormats.HeadLength], 0);
        for (int read; length < head.Length && (read = await open.Bytes.ReceiveAsync(head.AsMemory(length), context.Cancellation).ConfigureAwait(false)) > 0;)
            length += read;
        return head[..length];
    }
}

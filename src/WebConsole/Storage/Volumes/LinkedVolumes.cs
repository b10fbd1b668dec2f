using WebConsole.Storage.Kinds;
using WebConsole.Hosting.Files;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// Volumes that are symbolic links. libvirt follows them as root, and whoever may write into a pool's directory, as the server of a
/// share, can let one lead anywhere: to a file that nobody but root may read.
/// </summary>
internal static class LinkedVolumes
{
    /// <summary>Refuses to open a volume whose file lies in no pool of its host. On a remote host links can't be seen.</summary>
    /// <exception cref="OperationFailedException">It leads out of all pools, or its file system does not answer.</exception>
    public static async Task RefuseAsync(OperationContext context, ObjectId volume)
    {
        var inventory = context.Inventory;
        if (inventory.Host(volume.Host)?.Facts is not { IsLocal: true } || inventory.Find(volume.Parent!.Value) is not StoragePool { Silent: false } pool || !HasFiles(pool) || PoolDirectories.Of(pool) is not { } directory)
            return;
        var path = (inventory.Find(volume) as PoolVolume)?.Volume.Path ?? $"{directory}/{volume.OwnName}";
        string[] directories = [.. inventory.StoragePools.Values.Where(other => other.Host == volume.Host && !other.Silent && HasFiles(other)).Select(PoolDirectories.Of).OfType<string>()];
        try
        {
            var real = await FileLook.RunAsync(() => RealPath.Of(path) is var real && (real == path || directories.Any(other => real.StartsWith(RealPath.Of(other) + "/", StringComparison.Ordinal))) ? null : real, context.Cancellation).ConfigureAwait(false);
            if (real is not null)
                throw new OperationFailedException($"{volume.OwnName} is a link to {real}, which lies in no pool.", "Make a pool of that folder, or put the file itself into this one.");
        }
        catch (TimeoutException)
        {
            throw new OperationFailedException($"{path} does not answer.", "See whether the file system that it lies on answers.");
        }
    }

    private static bool HasFiles(StoragePool pool) => PoolKinds.Of(pool) is { HasFiles: true };
}

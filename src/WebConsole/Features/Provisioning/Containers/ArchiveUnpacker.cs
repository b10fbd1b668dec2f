using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Containers;

/// <summary>Makes a container's root directory of an archive, as steps of its task.</summary>
/// <param name="context">The task.</param>
/// <param name="folder">The directory and the archive.</param>
/// <param name="doing">The task's action.</param>
internal sealed class ArchiveUnpacker(OperationContext context, RootFolder folder, string doing)
{
    private const string FolderStep = "Make the folder", CopyStep = "Copy the archive", UnpackStep = "Unpack the archive";

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1), BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly Creation _folder = new(), _copy = new();
    private readonly UnpackingContainer _container = new(folder, Guid.NewGuid());
    private readonly string _copyName = folder.CopyName(context.Inventory);

    public static IEnumerable<string> Steps => [FolderStep, CopyStep, UnpackStep];

    private Guid Pool => folder.Pool.Uuid;

    private ObjectId CopyId => ObjectId.Volume(folder.Pool.Host, Pool, _copyName);

    private string LeftCopy => $"the volume {_copyName}";

    private string LeftContainer => $"the container {_container.Name}";

    private MachineId Machine => new(folder.Pool.Host, _container.Uuid);

    public async Task RunAsync()
    {
        await context.StepAsync(FolderStep, () => MakeAsync(folder.Volume, _folder, folder.Definition()), leaves: $"the folder {folder.Name}", undo: () => _folder.UndoAsync(RemoveFolderAsync)).ConfigureAwait(false);
        await context.StepAsync(CopyStep, CopyAsync, leaves: LeftCopy, undo: () => _copy.UndoAsync(() => DeleteAsync(CopyId))).ConfigureAwait(false);
        await context.StepAsync(UnpackStep, UnpackAsync, leaves: LeftContainer, undo: StopAsync).ConfigureAwait(false);
        context.Removed(LeftContainer);
    }

    /// <summary>The copy was for the unpacking alone.</summary>
    public async Task RemoveCopyAsync()
    {
        try
        {
            await DeleteAsync(CopyId).ConfigureAwait(false);
            context.Removed(LeftCopy);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            context.Note($"{_copyName} could not be deleted: {context.Describe(error)}");
        }
    }

    private Task<bool> MakeAsync(ObjectId id, Creation made, StorageVolumeXml definition) => context.RunAsync(id, Lane.Storage, connection =>
    {
        using var pool = connection.LookupStoragePool(Pool);
        made.Make(() => pool.CreateVolume(definition.ToXml()).Dispose());
        return true;
    }, doing);

    /// <summary>Byte by byte: libvirt's own copy would look for a format in it, and follow what that names.</summary>
    private async Task CopyAsync()
    {
        var bytes = await context.ReadSharedAsync(folder.Archive.Id, Lane.Storage, connection => connection.OnVolume(folder.Archive.Pool.Uuid, folder.Archive.Name, VolumeCalls.LengthOf), doing).ConfigureAwait(false);
        await MakeAsync(CopyId, _copy, folder.CopyDefinition(_copyName, bytes)).ConfigureAwait(false);
        using var source = await WindowedReader.OpenAsync(context, folder.Archive.Id, _ => (0, bytes)).ConfigureAwait(false);
        using var target = await VolumeStream.OpenAsync(context, folder.Pool.Host, Pool, _copyName, (volume, stream) => volume.Upload(stream)).ConfigureAwait(false);
        var buffer = new byte[VolumeStream.Piece];
        for (var copied = 0L; await source.ReadAsync(buffer, context.Cancellation).ConfigureAwait(false) is var (read, _) && read > 0;)
        {
            await target.Bytes.SendAsync(buffer.AsMemory(0, read), context.Cancellation).ConfigureAwait(false);
            context.ReportBytes(copied += read, bytes);
        }
        await context.RunAsync(CopyId, Lane.Storage, _ => { target.Bytes.Finish(); return true; }, doing, isLong: true).ConfigureAwait(false);
    }

    private async Task UnpackAsync()
    {
        var most = await context.ReadSharedAsync(folder.Pool.Id, Lane.Storage, connection =>
        {
            using var pool = connection.LookupStoragePool(Pool);
            pool.Refresh();
            // The rest is for the machines that have disks there.
            return (long)(pool.GetInfo().Available / 10 * 9);
        }, doing).ConfigureAwait(false);
        var mode = await ModeAfterAsync(_container.ToUnpack(_copyName, most), [RootFolder.Open, RootFolder.Failed, RootFolder.Layers, RootFolder.Description]).ConfigureAwait(false);
        if (mode is RootFolder.Layers)
            throw new OperationFailedException($"{folder.Archive.Name} is an image of Docker or OCI: layers, and not the files of a system.", "Give an archive of a container made of it: podman create --name box IMAGE, then podman export --output box.tar box; docker has the same commands.");
        if (mode is RootFolder.Description)
            throw new OperationFailedException($"{folder.Archive.Name} is the description of an image of Incus or LXD, without the files of a system.", "Give the image's second file, where that is an archive, or an image of one file, which has them in rootfs.");
        if (mode is not RootFolder.Open)
            throw new OperationFailedException($"{folder.Archive.Name} could not be unpacked.",
                $"It may be damaged, hold device nodes outside /dev, or take more than the {Format.Bytes(most)} and nine tenths of the files that {folder.Pool.Name} has for it; the host needs tar and the program that unpacks it, and others must be able to enter the pool's directory.");
    }

    /// <summary>Runs it until the folder's rights are one of those.</summary>
    private async Task<string?> ModeAfterAsync(string xml, string[] ends)
    {
        await BeginAsync(xml).ConfigureAwait(false);
        var (mode, began) = (await ModeAsync().ConfigureAwait(false), context.Time.GetTimestamp());
        while (!ends.Contains(mode) && await RunsAsync().ConfigureAwait(false))
        {
            if (context.Time.GetElapsedTime(began) > Patience)
                throw new OperationFailedException($"{folder.Archive.Name} was not unpacked within an hour.", "Unpack it by hand, and name the folder.");
            await Task.Delay(BetweenLooks, context.Time, context.Cancellation).ConfigureAwait(false);
            mode = await ModeAsync().ConfigureAwait(false);
        }
        await StopAsync().ConfigureAwait(false);
        return mode;
    }

    private async Task BeginAsync(string xml)
    {
        try
        {
            await CreateAsync(xml).ConfigureAwait(false);
        }
        catch (LibvirtException)
        {
            // libvirt cuts off the reason: its error begins with the whole script. Where it is another one, the second attempt ends with it.
            await CreateAsync(_container.ToPrepare()).ConfigureAwait(false);
            await StopAsync().ConfigureAwait(false);
            await CreateAsync(xml).ConfigureAwait(false);
        }
    }

    private Task<bool> CreateAsync(string xml) => context.RunAsync(Machine, Lane.Commands, connection => { connection.CreateDomain(xml).Dispose(); return true; }, doing);

    private Task<string?> ModeAsync() => context.RunAsync(folder.Volume, Lane.Storage, connection => connection.OnVolume(Pool, folder.Name, volume => StorageVolumeXml.Parse(volume.GetXml()).TargetMode), doing);

    private Task<bool> RunsAsync() => context.RunAsync(Machine, Lane.Commands, connection => OnContainer(connection, _ => { }), doing);

    private Task<bool> StopAsync() => context.RunAsync(Machine, Lane.Commands, connection => OnContainer(connection, domain => domain.ForceOff()), doing);

    /// <returns>Whether it is there, as long as it runs.</returns>
    private bool OnContainer(LibvirtConnection connection, Action<Domain> call)
    {
        try
        {
            using var domain = connection.LookupDomain(_container.Uuid);
            call(domain);
            return true;
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.NoDomain or LibvirtErrorCode.OperationInvalid)
        {
            return false;
        }
    }

    private async Task RemoveFolderAsync()
    {
        await ModeAfterAsync(_container.ToClear(), [RootFolder.Cleared]).ConfigureAwait(false);
        await DeleteAsync(folder.Volume).ConfigureAwait(false);
    }

    private Task<bool> DeleteAsync(ObjectId id) => context.RunAsync(id, Lane.Storage, connection => connection.DeleteVolume(Pool, id.OwnName), doing);
}

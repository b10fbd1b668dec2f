using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// The passphrase of a copy of an encrypted volume. Nobody can read that of the original, so it is typed anew, and QEMU tries it on
/// the copy.
/// </summary>
/// <param name="context">The task.</param>
/// <param name="from">The original.</param>
/// <param name="copy">The copy, which has been made.</param>
/// <param name="passphrase">What was typed.</param>
/// <param name="doing">The task's action, for what others are told who want the volume.</param>
internal sealed class CopyPassphrase(OperationContext context, PoolVolume from, ObjectId copy, string passphrase, string doing)
{
    public const string KeepStep = "Give libvirt the passphrase", TryStep = "Try the passphrase";

    /// <summary>How many bytes at the beginning of an image QEMU reads to open it: those of LUKS lie within the first 10 MiB of a qcow2 image, or the first 2.</summary>
    public const long Head = 16 << 20;

    private string? _path;

    /// <summary>The secret with it.</summary>
    public Guid Secret { get; } = Guid.NewGuid();

    private Guid Pool => copy.Parent!.Value.Uuid!.Value;

    /// <summary>A volume that virsh has deleted leaves its secret, and libvirt keeps one for a path.</summary>
    public Task KeepAsync() => context.StepAsync(KeepStep, () => RunAsync(connection =>
    {
        _path = connection.OnVolume(Pool, copy.OwnName, volume => volume.Path);
        VolumeSecret.ForgetOf(connection, _path);
        return VolumeSecret.Keep(connection, Secret, _path, passphrase);
    }), leaves: $"libvirt's secret of the volume {copy.OwnName}", undo: () => RunAsync(connection => VolumeSecret.Forget(connection, Secret, _path)));

    /// <summary>Has QEMU open the copy, by giving it the size that it has.</summary>
    public Task TryAsync() => RunAsync(connection =>
    {
        using var pool = connection.LookupStoragePool(Pool);
        pool.Refresh();
        using var volume = pool.LookupVolume(copy.OwnName);
        var xml = StorageVolumeXml.Parse(volume.GetXml());
        if (xml.EncryptionSecret != Secret)
            throw new OperationFailedException($"libvirt finds no passphrase for the copy of {from.Name}.", "See whether it is encrypted with LUKS.");
        try
        {
            volume.Resize((ulong)(xml.CapacityBytes ?? 0));
        }
        catch (LibvirtException error) when (error.Message.Contains("Invalid password", StringComparison.Ordinal))
        {
            throw new OperationFailedException($"The passphrase does not open {from.Name}.", "Type it again.");
        }
        return true;
    });

    private Task<bool> RunAsync(Func<LibvirtConnection, bool> call) => context.RunAsync(copy, Lane.Storage, call, doing, isLong: true);
}

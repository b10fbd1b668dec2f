using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// Makes a volume with the data of another. The bytes go through WebConsole, because libvirt's own copy reports no progress and
/// can't be cancelled. Another format is left to libvirt, which calls qemu-img, and what it reads and writes for nobody: Ceph.
/// </summary>
/// <param name="context">The task.</param>
/// <param name="from">The original.</param>
/// <param name="rules">What the copy becomes.</param>
/// <param name="asked">The copy's name, and the passphrase of an encrypted one.</param>
/// <param name="doing">The task's action, for what others are told who want the volume.</param>
internal sealed class VolumeCopier(OperationContext context, PoolVolume from, CopyRules rules, VolumeCopy asked, string doing)
{
    private const string MakeStep = "Make the new volume", CopyStep = "Copy the data", ConvertStep = "Copy and convert the data";

    private readonly string _host = from.Pool.Host;
    private readonly Guid _from = from.Pool.Uuid, _into = rules.Into!.Uuid;
    private readonly string _name = asked.Name!;
    private readonly Creation _made = new();
    private CopyPassphrase? _passphrase;

    /// <summary>The steps, for the task's plan.</summary>
    public IEnumerable<string> Steps => StepsOf(rules);

    /// <inheritdoc cref="Steps"/>
    public static IEnumerable<string> StepsOf(CopyRules rules) => rules.ByLibvirt ? [CopyStep] : rules.Converts ? [ConvertStep]
        : rules.Encrypted ? [MakeStep, CopyPassphrase.KeepStep, CopyPassphrase.TryStep, CopyStep] : [MakeStep, CopyStep];

    /// <summary>The secret with the passphrase of the copy, if it is encrypted.</summary>
    public Guid? Secret => _passphrase?.Secret;

    private ObjectId Copy => ObjectId.Volume(_host, _into, _name);

    public async Task RunAsync()
    {
        if (rules.ByLibvirt)
        {
            await StepAsync(CopyStep, CloneAsync).ConfigureAwait(false);
        }
        else if (rules.Converts)
        {
            await StepAsync(ConvertStep, ConvertAsync).ConfigureAwait(false);
        }
        else
        {
            var how = new Layout(0, false, 0);
            await StepAsync(MakeStep, async () => how = await RunAsync(connection => connection.OnVolume(_from, from.Name, volume =>
            {
                using var pool = connection.LookupStoragePool(_into);
                return Make(pool, volume);
            })).ConfigureAwait(false)).ConfigureAwait(false);
            if (rules.Encrypted)
                await GivePassphraseAsync(how).ConfigureAwait(false);
            await context.StepAsync(CopyStep, () => CopyAsync(how)).ConfigureAwait(false);
        }
        context.Made(Copy, _name);
    }

    private Task StepAsync(string step, Func<Task> act) => context.StepAsync(step, act, leaves: $"the volume {_name}",
        undo: () => _made.UndoAsync(() => context.RunAsync(Copy, Lane.Storage, connection => connection.DeleteVolume(_into, _name), doing)));

    private Task<T> RunAsync<T>(Func<Libvirt.LibvirtConnection, T> call, bool isLong = false) => context.RunAsync(from.Id, Lane.Storage, call, doing, isLong);

    /// <summary>Tries it on the image's head, so that a wrong one is known before all is copied.</summary>
    private async Task GivePassphraseAsync(Layout how)
    {
        await OpenedImages.RefuseOtherFilesAsync(context, from, rules.Original, doing).ConfigureAwait(false);
        _passphrase = new CopyPassphrase(context, from, Copy, asked.Passphrase!, doing);
        await _passphrase.KeepAsync().ConfigureAwait(false);
        await context.StepAsync(CopyPassphrase.TryStep, async () =>
        {
            await CopyAsync(how, CopyPassphrase.Head).ConfigureAwait(false);
            await _passphrase.TryAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private async Task ConvertAsync()
    {
        await OpenedImages.RefuseOtherFilesAsync(context, from, rules.Original, doing).ConfigureAwait(false);
        await CloneAsync().ConfigureAwait(false);
    }

    /// <summary>libvirt makes the volume and copies the data, which nobody can stop.</summary>
    private Task CloneAsync() => RunAsync(connection => connection.OnVolume(_from, from.Name, volume =>
    {
        context.ForbidCancelling();
        using var pool = connection.LookupStoragePool(_into);
        _made.Make(() => pool.CreateVolume(Definition(volume.Unchanged(from).CapacityBytes ?? 0).ToXml(), volume).Dispose());
        return true;
    }), isLong: true);

    /// <summary>Creates an empty volume of the same format; for encrypted bytes a raw one, whose format libvirt recognises later.</summary>
    private Layout Make(Libvirt.StoragePool pool, Libvirt.StorageVolume volume)
    {
        var original = StorageVolumeXml.Parse(volume.GetXml());
        var xml = Definition((rules.Encrypted ? original.PhysicalBytes : original.CapacityBytes) ?? 0);
        if (rules.Encrypted)
            xml.Format = VolumeFormats.Raw;
        Libvirt.StorageVolume? copy = null;
        _made.Make(() => copy = pool.CreateVolume(xml.ToXml()));
        using (copy)
            // A device has no holes: what lay on it before would show.
            return new Layout(original.PhysicalBytes ?? original.CapacityBytes ?? 0, Sparse: original.Type is "file" && StorageVolumeXml.Parse(copy!.GetXml()).Type is "file",
                xml.Format is null or VolumeFormats.Raw ? 0 : StorageVolumeXml.Parse(copy!.GetXml()).PhysicalBytes ?? 0);
    }

    private StorageVolumeXml Definition(long capacity)
    {
        var xml = StorageVolumeXml.New(_name, capacity, rules.Format);
        // A file's space is allocated as bytes arrive; a device has all of its own.
        xml.AllocationBytes = rules.Format is null ? capacity : 0;
        if (rules.Converts && rules.Format is VolumeFormats.Qcow2)
            xml.Compatibility = "1.1";
        return xml;
    }

    private async Task CopyAsync(Layout how, long atMost = long.MaxValue)
    {
        using var source = await WindowedReader.OpenAsync(context, from.Id, _ => (0, atMost), how.Sparse).ConfigureAwait(false);
        using var target = await VolumeStream.OpenAsync(context, _host, _into, _name, (volume, stream) => volume.Upload(stream, sparse: how.Sparse)).ConfigureAwait(false);
        var buffer = new byte[VolumeStream.Piece];
        for (var copied = 0L; await source.ReadAsync(buffer, context.Cancellation).ConfigureAwait(false) is var (read, hole) && read + hole > 0;)
        {
            await target.Bytes.SendAsync(buffer.AsMemory(0, read), context.Cancellation).ConfigureAwait(false);
            // libvirt leaves what lies in a hole as it is.
            var zeros = Math.Clamp(how.Header - copied, 0, hole);
            await target.SendZerosAsync(zeros, context.Cancellation).ConfigureAwait(false);
            if (hole > zeros)
                target.Bytes.SendHole(hole - zeros);
            copied += read + hole;
            context.ReportBytes(copied, how.Bytes);
        }
        // It waits for the daemon, so it runs on a thread that may block.
        await RunAsync(_ => { target.Bytes.Finish(); return true; }, isLong: true).ConfigureAwait(false);
    }

    /// <param name="Bytes">How many bytes there are to copy, holes included.</param>
    /// <param name="Sparse">Whether holes stay holes.</param>
    /// <param name="Header">How many bytes at the beginning of the new volume hold something: its format's header.</param>
    private sealed record Layout(long Bytes, bool Sparse, long Header);
}

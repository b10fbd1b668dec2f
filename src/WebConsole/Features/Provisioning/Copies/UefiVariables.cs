using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>
/// The UEFI variables of a machine: its boot entries, without which many systems do not start, and the keys of secure boot. libvirt
/// copies no such file, so its folder is a pool for as long as that takes.
/// </summary>
/// <param name="Folder">Where the file is.</param>
/// <param name="Names">What it may be called there.</param>
internal sealed record UefiVariables(string Folder, ImmutableArray<string> Names)
{
    /// <summary>Two pools can't have one folder.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private const string SystemFolder = "/var/lib/libvirt/qemu/nvram", Raw = "_VARS.fd", Qcow2 = "_VARS.qcow2";

    /// <summary>
    /// Those of a machine; null where it has none, or not in libvirt's own folder: into no other one is a file written because a
    /// definition names it. Before libvirt 9.2 no definition says where they are.
    /// </summary>
    /// <param name="machine">Its definition.</param>
    /// <param name="uri">Of its host.</param>
    public static UefiVariables? Of(DomainXml machine, string uri) =>
        (machine.Firmware is not "efi" && machine.LoaderType is not "pflash") || machine.NvramType is not null ? null
        : machine.NvramPath is ['/', ..] path ? Path.GetDirectoryName(path) is { } folder && folder.EndsWith("/libvirt/qemu/nvram", StringComparison.Ordinal) ? new(folder, [Path.GetFileName(path)]) : null
        : uri.Split('?')[0].EndsWith("/system", StringComparison.Ordinal) ? new(SystemFolder, [machine.Name + Raw, machine.Name + Qcow2])
        : null;

    /// <summary>Copies them to where libvirt looks for those of another machine. What prevents that is noted: that machine is whole without.</summary>
    public async Task CopyAsync(OperationContext context, MachineId to, string name, string doing)
    {
        await OneAtATime.WaitAsync(context.Cancellation).ConfigureAwait(false);
        try
        {
            await CopyAloneAsync(context, to, name, doing).ConfigureAwait(false);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private async Task CopyAloneAsync(OperationContext context, MachineId to, string name, string doing)
    {
        var known = context.Inventory.StoragePools.Values.FirstOrDefault(pool => pool.Id.Host == to.Host && pool.State is "running" && PoolDirectories.Of(pool) == Folder)?.Uuid;
        string? why;
        try
        {
            why = await context.RunAsync(to, Lane.Storage, connection => Copy(connection, known, name), doing).ConfigureAwait(false);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            why = error.Message;
        }
        if (why is not null)
            context.Note($"The UEFI variables were not copied: {why} A system that starts only by its entry in them is to be chosen once in the firmware's menu.");
    }

    /// <summary>The same as lines for virsh.</summary>
    public IEnumerable<string> VirshCommands(string name)
    {
        const string pool = "uefi-variables";
        yield return $"pool-create-as {pool} dir --target {ShellText.Quote(Folder)}";
        yield return $"vol-clone {VirshCommand.Option("vol", Names[0])} {VirshCommand.Option("newname", NameFor(Names[0], name))} --pool {pool}";
        yield return $"pool-destroy {pool}";
    }

    /// <returns>Why they are not copied; null where they are, or a machine that never ran has none yet.</returns>
    private string? Copy(LibvirtConnection connection, Guid? known, string machine)
    {
        using var pool = known is { } uuid ? connection.LookupStoragePool(uuid)
            : connection.CreateStoragePool(StoragePoolXml.New($"webconsole-{Guid.NewGuid():N}", new StoragePoolSource("dir"), Folder).ToXml());
        try
        {
            pool.Refresh();
            if (Names.FirstOrDefault(pool.HasVolume) is not { } name)
                return null;
            using var original = pool.LookupVolume(name);
            return Copy(pool, original, StorageVolumeXml.Parse(original.GetXml()), NameFor(name, machine));
        }
        finally
        {
            if (known is null)
                pool.Stop();
        }
    }

    /// <summary>A guest may write the whole of a raw file: what looks like an image could name any file of the host as what it rests on.</summary>
    private static string? Copy(Libvirt.StoragePool pool, Libvirt.StorageVolume original, StorageVolumeXml found, string name)
    {
        var format = name.EndsWith(Qcow2, StringComparison.Ordinal) ? VolumeFormats.Qcow2 : VolumeFormats.Raw;
        if (found.Format != format || found.BackingPath is not null)
            return "The guest has made an image of another kind of them.";
        var copy = StorageVolumeXml.New(name, found.CapacityBytes ?? 0, format);
        copy.TargetMode = "0600";
        pool.CreateVolume(copy.ToXml(), original).Dispose();
        return null;
    }

    private static string NameFor(string original, string machine) => machine + (original.EndsWith(".qcow2", StringComparison.Ordinal) ? Qcow2 : Raw);
}

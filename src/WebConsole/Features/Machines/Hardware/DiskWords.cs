using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Hardware;

internal static class DiskWords
{
    public static HardwareItem Describe(DiskXml disk, HardwareContext context)
    {
        var isDrive = disk.Device is "cdrom" or "floppy";
        var pool = context.PoolOf(disk);
        return new HardwareItem(
            isDrive ? HardwareKind.Drive : HardwareKind.Disk,
            isDrive ? Drive(disk) : Disk(disk, context),
            Words.List(
                Place(disk, pool) ?? (isDrive ? "empty" : "no source"),
                Words.Name(disk.TargetBus),
                Words.When(disk.ReadOnly && !isDrive, "read-only"),
                Words.When(disk.Shareable, "shared with other machines"),
                Words.When(disk.Transient, "changes dropped at power-off"),
                Words.When(disk.Encrypted, "encrypted"),
                disk.BackingStore?.SourcePath is { } below ? "on top of " + Words.Name(Path.GetFileName(below)) : null,
                disk.Cache is null or "default" ? null : Words.With("cache ", disk.Cache),
                Words.With("serial number ", disk.Serial)),
            context.VolumeOf(disk) is { } volume ? AppUrls.Of(volume.Id) : pool is null ? null : AppUrls.StoragePool(pool.Host, pool.Uuid));
    }

    /// <summary>Its name in the machine and its source, from the definition: <c>vda, /srv/images/web.qcow2</c>.</summary>
    private static string InShort(DiskXml disk) => Words.List(Words.Name(disk.TargetDevice), Place(disk, null)) ?? "disk";

    /// <summary>The disks that the guest of <paramref name="machine"/> may be writing to, each by its name and place.</summary>
    public static IReadOnlyList<string> Written(Machine machine) =>
        DomainXml.TryParse(machine.Xml, out var domain) ? [.. domain.Disks.Where(IsWritable).Select(InShort)] : [];

    /// <summary>Whether the guest can write to it.</summary>
    private static bool IsWritable(DiskXml disk) => disk is { ReadOnly: false, Device: not "cdrom" };

    /// <summary>Alternative servers, from the definition; null if there are none.</summary>
    public static string? Servers(IReadOnlyList<NetworkHostXml> hosts) => hosts.Count == 0
        ? null
        : string.Join(" or ", hosts.Select(host => host.Name is { } name ? ServerAddress.WithPort(name, host.Port) : host.Socket));

    private static string Disk(DiskXml disk, HardwareContext context) => string.Join(' ', new[]
    {
        context.CapacityOf(disk) is { } bytes ? Format.Bytes(bytes) : null,
        Words.Name(disk.DriverType),
        disk.Device == "lun" ? "SCSI disk" : "disk",
        Words.Name(disk.TargetDevice),
    }.OfType<string>());

    private static string Drive(DiskXml disk) =>
        (disk.Device == "floppy" ? "Floppy drive" : "CD-ROM drive") + Words.With(" ", disk.TargetDevice);

    private static string? Place(DiskXml disk, StoragePool? pool) => disk switch
    {
        { Source.Pool: { } name } => $"on pool {Words.Name(name)}{Words.With(" (", disk.Source.Volume, ")")}",
        { SourcePath: { } path } when pool is not null => $"on pool {Words.Name(pool.Name)} ({Words.Name(Path.GetFileName(path))})",
        { Source.File: { } file } => Words.Name(file),
        { Source.Device: { } device } => "on the host's device " + Words.Name(device),
        { Source.Directory: { } directory } => "shows the directory " + Words.Name(directory),
        { Source.Protocol: { } protocol } => Remote(disk, protocol),
        { SourcePciAddress: { } address } => $"on the host's NVMe controller {address}{Words.With(", namespace ", disk.Source.Namespace)}",
        { Source.Path: { } socket } => "served at " + Words.Name(socket),
        _ => null,
    };

    private static string Remote(DiskXml disk, string protocol) =>
        $"{Words.Name(protocol)}{Words.With(" ", disk.Source.Name)}{Words.With(" at ", Servers(disk.Source.Hosts))}";
}

using Libvirt.Xml;
using WebConsole.Appliances.Images;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Exports;

/// <summary>A disk of a machine, with all images that it consists of.</summary>
/// <param name="Target">libvirt's name of the disk, such as <c>vda</c>.</param>
/// <param name="Images">The disk's own, and then what it rests on, each with its format.</param>
/// <param name="WhyNot">Why it can't be exported.</param>
internal sealed record DiskToExport(string Target, IReadOnlyList<(PoolVolume Volume, string Format)> Images, string? WhyNot)
{
    /// <summary>The disks of a machine; what lies in its drives is not exported, and no seed, which holds secrets.</summary>
    public static IReadOnlyList<DiskToExport> Of(InventorySnapshot inventory, Machine machine, DomainXml definition) =>
        [.. DisksOf(definition).Where(disk => !IsSeed(inventory, machine, disk)).Select(disk => Of(inventory, machine.Id.Host, disk))];

    /// <summary>The names of the disks that are left out as seeds.</summary>
    public static IReadOnlyList<string> SeedsOf(InventorySnapshot inventory, Machine machine, DomainXml definition) =>
        [.. DisksOf(definition).Where(disk => IsSeed(inventory, machine, disk)).Select(disk => disk.TargetDevice ?? "")];

    /// <summary>Commands of a shell that make the disk's file in the current folder.</summary>
    public IEnumerable<string> ShellCommands(string uri, ExportKind kind) =>
    [
        .. Images.Select(image => VirshCommand.OnHost(uri, $"vol-download {VirshCommand.Option("vol", image.Volume.Name)} {VirshCommand.Option("file", image.Volume.Name)} --pool {image.Volume.Pool.Uuid:D}")),
        .. Images.Zip(Images.Skip(1), (upper, below) => $"qemu-img rebase -u -f {upper.Format} -F {below.Format} -b {ShellText.Here(below.Volume.Name)} {ShellText.Here(upper.Volume.Name)}"),
        .. Images.Take(1).Select(image => $"qemu-img convert -f {image.Format} -O {string.Join(' ', [kind.Format, .. DiskFormats.Options(kind.Format)])} {ShellText.Here(image.Volume.Name)} {ShellText.Here(kind.FileName(Target))}"),
    ];

    private static IEnumerable<DiskXml> DisksOf(DomainXml definition) => definition.Disks.Where(disk => disk.Device is null or "disk" or "lun");

    private static bool IsSeed(InventorySnapshot inventory, Machine machine, DiskXml disk) =>
        DiskVolumes.Of(inventory, machine.Id.Host, disk) is { } volume && SeedVolumes.MachineOf(inventory, volume) is not null;

    private static DiskToExport Of(InventorySnapshot inventory, string host, DiskXml disk)
    {
        var target = disk.TargetDevice ?? "";
        var images = new List<(PoolVolume, string)>();
        var (volume, format) = (DiskVolumes.Of(inventory, host, disk), disk.DriverType ?? VolumeFormats.Raw);
        while (volume is not null)
        {
            if (images.Count >= BackingRules.LongestChain || images.Any(other => other.Item1.Id == volume.Id))
                return new(target, [], $"The images below {target} lead back to {volume.Name}, or are too many.");
            if (volume.Volume.Encrypted)
                return new(target, [], $"{volume.Name} is encrypted.");
            if (SeedVolumes.MachineOf(inventory, volume) is { } other)
                return new(target, [], $"{target} rests on {volume.Name}, which holds the secrets of the first boot of {other}.");
            if (!DiskFormats.All.Contains(format))
                return new(target, [], $"{volume.Name} is a {format} image, which is not exported.");
            images.Add((volume, format));
            if (format != VolumeFormats.Qcow2 || volume.Volume.BackingPath is not { } path)
                return new(target, images, null);
            // What libvirt says of the image below is a guess from bytes that a guest may have written; what the upper one says is not.
            var isRaw = volume.Volume.RestsOnRaw;
            volume = BackingRules.At(inventory, host, path);
            format = isRaw ? VolumeFormats.Raw : VolumeFormats.BelowAnother(volume?.Volume.Format) ?? VolumeFormats.Raw;
        }
        return new(target, [], $"{target} lies, or rests on what lies, in no pool of the host.");
    }
}

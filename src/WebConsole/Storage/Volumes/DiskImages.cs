using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// Files that are no disk images. libvirt calls each file raw that it does not know, and a machine made of one finds nothing to boot; of a
/// disk nobody can see it, so the endings of names tell.
/// </summary>
internal static class DiskImages
{
    private static readonly string[] Packed = [".7z", ".bz2", ".gz", ".lz4", ".rar", ".tbz", ".tgz", ".txz", ".xz", ".zip", ".zst"];

    private static readonly string[] Others = [".cfg", ".ign", ".json", ".log", ".md5", ".mf", ".ova", ".ovf", ".py", ".sh", ".sha256", ".sig", ".tar", ".txt", ".xml", ".yaml", ".yml"];

    /// <summary>Why a volume is no disk image; <c>null</c> where it may be one.</summary>
    public static string? WhyNone(StorageVolume volume) => volume.Format is not (null or VolumeFormats.Raw) ? null
        : Ends(volume, Packed) ? "It is packed: as a disk it would hold nothing to boot. Unpack it first; an upload or a fetch unpacks .gz, .xz and .zst on the way."
        : Ends(volume, Others) ? "By its name it is no disk image."
        : null;

    private static bool Ends(StorageVolume volume, string[] endings) => endings.Contains(Path.GetExtension(volume.Name), StringComparer.OrdinalIgnoreCase);
}

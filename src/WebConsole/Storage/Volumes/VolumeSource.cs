using Libvirt.Xml;
using WebConsole.Storage.Kinds;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Storage.Volumes;

/// <summary>A volume as the source of a machine's disk.</summary>
internal static class VolumeSource
{
    /// <summary>
    /// Adds the source to <paramref name="disk"/>: a file, a device, or an image on a server. Machines name files by their paths, as
    /// other tools do, so that a pool may be renamed; libvirt knows no volumes of Ceph and Gluster as disks.
    /// </summary>
    /// <param name="disk">The disk.</param>
    /// <param name="pool">The volume's pool.</param>
    /// <param name="name">The volume's name.</param>
    /// <param name="path">Its path on the host.</param>
    /// <param name="isDevice">Whether it is a device, as there may be in a folder, too.</param>
    public static void Write(DiskXml disk, StoragePool pool, string name, string path, bool isDevice = false)
    {
        if (!StoragePoolXml.TryParse(pool.Xml, out var xml))
            return;
        switch (xml.Type)
        {
            case "rbd":
                disk.SetSource(DiskSource.Network("rbd", $"{xml.SourceName}/{name}", Hosts(xml)));
                if (xml.AuthUser is { } user && disk.Source.Auth is var auth)
                    (auth.UserName, auth.SecretType, auth.SecretUsage, auth.SecretUuid) = (user, "ceph", xml.AuthSecretUsage, xml.AuthSecretUuid);
                break;
            case "gluster":
                disk.SetSource(DiskSource.Network("gluster", $"{xml.SourceName}/{xml.SourceDirectory?.Trim('/')}/{name}".Replace("//", "/", StringComparison.Ordinal), Hosts(xml)));
                break;
            case "iscsi-direct":
                disk.SetSource(DiskSource.Volume(pool.Name, name));
                break;
            default:
                disk.SetSource(isDevice || PoolKinds.Of(xml.Type) is { HasFiles: false } ? DiskSource.Block(path) : DiskSource.File(path));
                break;
        }
    }

    /// <summary>Where libvirt will make a volume.</summary>
    public static string PathOf(StoragePool pool, string name) => $"{Hypervisor.Inventory.PoolDirectories.Of(pool)}/{name}";

    private static IEnumerable<(string Name, int? Port)> Hosts(StoragePoolXml pool) => pool.SourceHosts.Select(host => (host.Name ?? "", host.Port));
}

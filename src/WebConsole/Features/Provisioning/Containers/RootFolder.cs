using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Provisioning.Containers;

/// <summary>
/// A new folder of a pool, into which an archive is unpacked: into <see cref="Root"/> below it, since the archive's programs may be set to
/// run as their owners, and only the container's own users may reach them.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The folder's name.</param>
/// <param name="Archive">The packed root file system.</param>
/// <param name="Owner">The user of the host that root of the container is.</param>
internal sealed record RootFolder(StoragePool Pool, string Name, PoolVolume Archive, long Owner)
{
    /// <summary>Its rights tell how far it is: new, unpacked, not to be unpacked, cleared, and unpacked to what is no system: an image of layers, or the description of an image of Incus.</summary>
    public const string Closed = "0700", Open = "0710", Failed = "0500", Cleared = "0711", Layers = "0510", Description = "0501";

    /// <summary>The name of <see cref="Root"/>.</summary>
    public const string RootName = "rootfs";

    private const string OwnerAlone = "0400";

    public ObjectId Volume => ObjectId.Volume(Pool.Host, Pool.Uuid, Name);

    public string Directory => PoolDirectories.Of(Pool)!;

    public string Path => $"{Directory}/{Name}";

    /// <summary>The root directory of the container.</summary>
    public string Root => $"{Path}/{RootName}";

    /// <summary>The copy of the archive that the owner may read.</summary>
    public string CopyName(InventorySnapshot inventory) => new NewVolumeName(inventory, new HashSet<ObjectId>()).For(Pool, Name, $"-unpack{RootArchive.EndOf(Archive.Name)}");

    public StorageVolumeXml Definition() => Owned(StorageVolumeXml.New(Name, 0, "dir"), Closed);

    public StorageVolumeXml CopyDefinition(string name, long bytes)
    {
        var xml = Owned(StorageVolumeXml.New(name, bytes, "raw"), OwnerAlone);
        xml.AllocationBytes = 0;
        return xml;
    }

    private StorageVolumeXml Owned(StorageVolumeXml xml, string mode)
    {
        (xml.TargetMode, xml.TargetOwner, xml.TargetGroup) = (mode, checked((int)Owner), checked((int)Owner));
        return xml;
    }
}

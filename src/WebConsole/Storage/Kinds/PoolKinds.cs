using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Storage.Kinds;

/// <summary>All kinds of pools that libvirt's storage drivers offer, in the order in which most people look for them.</summary>
internal static class PoolKinds
{
    private static readonly PoolPart Target = new("path", "Mount point", "/srv/images")
    {
        Check = PoolPartRules.Directory,
        Help = "The directory on the host in which the volumes appear. It is made where it is missing.",
    };

    private static readonly PoolPart Server = new("sourceHost", "Server", "nas.example.org") { Check = PoolPartRules.Host };

    private static readonly PoolPart Node = new("sourceDevices", "Target", "iqn.2026-01.org.example:disks") { Check = PoolPartRules.Iqn };

    public static ImmutableArray<PoolKind> All { get; } =
    [
        new("dir", "Folder", "Image files in a directory of the host: the usual place for machines' disks.", Icons.Material.Outlined.Folder)
        {
            HasFiles = true,
            Parts = [new("path", "Directory", "/srv/images") { Check = PoolPartRules.Directory, Help = "On the host. It is made where it is missing." }],
            Build = PoolBuild.Directory,
        },
        new("netfs", "NAS share", "Image files on a server: NFS, CIFS (Windows, Samba) or GlusterFS.", Icons.Material.Outlined.Dns)
        {
            HasFiles = true,
            Parts =
            [
                Server,
                new("sourceDir", "Share", "/export/images") { Check = PoolPartRules.Export, Help = "As the server calls it." },
                new("format", "Protocol", "nfs") { Check = PoolPartRules.OneOf("nfs", "cifs", "glusterfs", "auto"), Optional = true, Choices = ["nfs", "cifs", "glusterfs", "auto"] },
                Target,
            ],
            Build = PoolBuild.Directory,
            Finds = true,
            ToolPackages = "nfs-common, cifs-utils or glusterfs-client",
        },
        new("logical", "Volume group", "Logical volumes of LVM, on whole disks or partitions of the host.", Icons.Material.Outlined.Layers)
        {
            IsGroup = true,
            Parts =
            [
                new("sourceName", "Volume group", "vg0") { Check = PoolPartRules.Name },
                new("sourceDevices", "Devices", "/dev/sdb /dev/sdc") { Check = PoolPartRules.Devices, Optional = true, Help = "Only to make a new group of them." },
            ],
            Path = "/dev/{0}",
            Build = PoolBuild.Device,
            Finds = true,
            ToolPackages = "lvm2",
        },
        new("fs", "Disk with a file system", "Image files on a partition or a disk that the host mounts for them.", Icons.Material.Outlined.Album)
        {
            HasFiles = true,
            Parts =
            [
                new("sourceDevices", "Device", "/dev/sdb1") { Check = PoolPartRules.Device },
                new("format", "File system", "ext4") { Check = PoolPartRules.OneOf("auto", "ext4", "xfs", "ext3", "ext2", "vfat"), Optional = true, Choices = ["auto", "ext4", "xfs", "ext3", "ext2", "vfat"] },
                Target,
            ],
            Build = PoolBuild.DirectoryAndDevice,
        },
        new("disk", "Whole disk", "A disk of the host, of which each machine's disk is a partition.", Icons.Material.Outlined.SaveAlt)
        {
            HasPartitions = true,
            IsRare = true,
            Parts =
            [
                new("sourceDevices", "Device", "/dev/sdb") { Check = PoolPartRules.Device },
                new("format", "Partition table", "gpt") { Check = PoolPartRules.OneOf("gpt", "dos", "mac", "bsd", "sun"), Optional = true, Choices = ["gpt", "dos", "mac", "bsd", "sun"] },
            ],
            Path = "/dev",
            Build = PoolBuild.Device,
            ToolPackages = "parted",
        },
        new("iscsi", "SAN target (iSCSI)", "Disks of an iSCSI server, which the host signs in to. They are made on the server.", Icons.Material.Outlined.Lan)
        {
            MadeElsewhere = true,
            Parts = [Server with { Example = "san.example.org" }, Node, new("initiator", "Initiator", "iqn.2026-01.org.example:host") { Check = PoolPartRules.Iqn, Optional = true }],
            Path = "/dev/disk/by-path",
            Auth = "chap",
            Finds = true,
            ToolPackages = "open-iscsi",
        },
        new("iscsi-direct", "SAN target, QEMU's own iSCSI", "Disks of an iSCSI server, which QEMU signs in to without the host's kernel.", Icons.Material.Outlined.Cable)
        {
            CanStream = false,
            MadeElsewhere = true,
            IsRare = true,
            Parts = [Server with { Example = "san.example.org" }, Node, new("initiator", "Initiator", "iqn.2026-01.org.example:host") { Check = PoolPartRules.Iqn }],
            Auth = "chap",
            Finds = true,
            DriverPackage = "libvirt-daemon-driver-storage-iscsi-direct",
        },
        new("rbd", "Ceph", "Images in a pool of a Ceph cluster.", Icons.Material.Outlined.Hub)
        {
            CanBeThin = true,
            CanBeFull = false,
            CanResize = true,
            CanStream = false,
            Parts =
            [
                new("sourceHost", "Monitors", "mon1.example.org mon2.example.org") { Check = PoolPartRules.ManyHosts },
                new("sourceName", "Pool in Ceph", "machines") { Check = PoolPartRules.Name },
            ],
            Auth = "ceph",
            DriverPackage = "libvirt-daemon-driver-storage-rbd",
        },
        new("gluster", "Gluster volume", "Image files in a Gluster volume, which QEMU opens without a mount.", Icons.Material.Outlined.Workspaces)
        {
            MakesVolumes = false,
            CanWipe = false,
            CanStream = false,
            IsRare = true,
            Parts =
            [
                Server,
                new("sourceName", "Volume", "machines") { Check = PoolPartRules.Name },
                new("sourceDir", "Directory in it", "/images") { Check = PoolPartRules.Export, Optional = true },
            ],
            Finds = true,
            DriverPackage = "libvirt-daemon-driver-storage-gluster",
            ToolPackages = "glusterfs-client",
        },
        new("zfs", "ZFS pool", "Volumes (zvols) of a ZFS pool of the host.", Icons.Material.Outlined.Dataset)
        {
            IsGroup = true,
            CanBeThin = true,
            CanWipe = false,
            IsRare = true,
            Parts =
            [
                new("sourceName", "Pool or dataset", "tank/machines") { Check = PoolPartRules.Dataset },
                new("sourceDevices", "Devices", "/dev/sdb /dev/sdc") { Check = PoolPartRules.Devices, Optional = true, Help = "Only to make a new pool of them." },
            ],
            Build = PoolBuild.Device,
            Finds = true,
            DriverPackage = "libvirt-daemon-driver-storage-zfs",
            ToolPackages = "zfsutils-linux",
        },
        new("scsi", "Fibre Channel or SCSI adapter", "Disks that an adapter of the host sees. They are made in the storage system.", Icons.Material.Outlined.SettingsInputComponent)
        {
            MadeElsewhere = true,
            IsRare = true,
            Parts = [new("adapter", "Adapter", "scsi_host5") { Check = PoolPartRules.Adapter }],
            Path = "/dev/disk/by-path",
        },
        new("mpath", "Multipath disks", "Disks that the host reaches by more than one path. A host has one such pool.", Icons.Material.Outlined.AltRoute)
        {
            MadeElsewhere = true,
            IsRare = true,
            Parts = [],
            Path = "/dev/mapper",
            ToolPackages = "multipath-tools",
        },
        new("vstorage", "Virtuozzo Storage", "Image files in a Virtuozzo Storage cluster.", Icons.Material.Outlined.CloudQueue)
        {
            HasFiles = true,
            IsRare = true,
            Parts = [new("sourceName", "Cluster", "stor1") { Check = PoolPartRules.Name }, Target],
            Build = PoolBuild.Directory,
            ToolPackages = "vstorage-client, of Virtuozzo",
        },
    ];

    /// <summary>The kind of a pool; <c>null</c> for one that WebConsole does not know.</summary>
    public static PoolKind? Of(StoragePool pool) => Of(StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml.Type : null);

    public static PoolKind? Of(string? type) => All.FirstOrDefault(kind => kind.Type == type);
}

using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Storage.Volumes;
using WebConsole.Unattended;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>The arguments of a new machine, in the form of the API; sizes in bytes.</summary>
/// <param name="Name">Unique on its host.</param>
/// <param name="Title">A short line for people.</param>
/// <param name="Description">Free text for people.</param>
/// <param name="Os">The operating system as libosinfo names it, <c>http://debian.org/debian/12</c>, or by its short name, <c>debian12</c>: it sets what is not asked for.</param>
/// <param name="Memory">At boot.</param>
/// <param name="Vcpus">How many vCPUs it starts with.</param>
/// <param name="Firmware"><c>bios</c>, <c>uefi</c>, or <c>uefi-secure</c> with Secure Boot.</param>
/// <param name="Tpm">Whether it has a TPM 2.0.</param>
/// <param name="Disks">In the order of booting; none makes a machine without disks.</param>
/// <param name="Media">What lies in its CD-ROM drive.</param>
/// <param name="Networks">Its network cards; by default one on the network <c>default</c>, where there is one.</param>
/// <param name="Pxe">Whether it boots from the network where no disk boots.</param>
/// <param name="Kernel">A kernel that is booted without firmware.</param>
/// <param name="CloudInit">What cloud-init is to do in it at its first boot.</param>
/// <param name="Emulate">Whether QEMU emulates the CPU even where the host could run it by KVM; slow.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="Autostart">Whether it starts with its host.</param>
/// <param name="Start">Whether it is started now, as by default.</param>
/// <param name="MachineType">The board, such as <c>q35</c>, or a version of it, <c>pc-q35-8.2</c>; by default what the operating system has drivers for. On Xen it is the kind: <c>xenfv</c> for HVM, <c>xenpvh</c> for PVH, <c>xenpv</c> for PV.</param>
/// <param name="Cpu">What its processors are.</param>
/// <param name="MaxMemory">The most that it can be given while it runs; by default what it has at boot.</param>
/// <param name="Devices">Its screen, sound, and what else it has.</param>
/// <param name="Boot">What it boots from, in this order: <c>disks[0]</c>, <c>media</c>, <c>networks[0]</c>; by default its first disk, its medium, its cards if it boots from the network, and its other disks.</param>
/// <param name="BootMenu">Whether its firmware lets somebody at the console choose what to boot from.</param>
/// <param name="Keep">Whether the disks that are made already are kept where a later step fails; by default they are removed.</param>
/// <param name="KeepMedia">Whether the seed and the installation medium stay, instead of being taken away after the first boot or the installation.</param>
/// <param name="Unattended">What the installer on its medium, or of its installation tree, is told, so that it asks nothing.</param>
/// <param name="Ignition">The configuration of Ignition in JSON, for systems such as Fedora CoreOS and Flatcar; the machine reads it by QEMU's fw_cfg.</param>
/// <param name="VirtioDrivers">Whether Windows that is installed from a medium gets the ISO image virtio-win in a second drive, and disk and network card of virtio; by default where the host has that image.</param>
/// <param name="Count">How many are made, by default one: names, host names, fixed addresses and MAC addresses are counted up, <c>web-03</c>, <c>web-04</c>, …; all else, such as the configuration of Ignition, is the same for all. Disks that there are already, and images that are imported, are for one machine. Each is a task of its own, whose <c>parent</c> is the one answered with.</param>
/// <param name="Definition">libvirt's definition, as the answer to <c>?check=true</c> has it, with edits of one's own: it is defined in the place of what the other arguments say. It names the machine, and all volumes that are made. Of one machine only.</param>
/// <param name="HostAccess">Whether edits of the definition are taken that reach the host: devices, paths, programs, arguments for QEMU, processors that are pinned.</param>
/// <param name="AgainstSchema">Whether the definition is taken although libvirt's schema does not know something in it, if libvirt takes it.</param>
public sealed record NewMachine(
    string? Name = null, string? Title = null, string? Description = null, string? Os = null, long? Memory = null, int? Vcpus = null, string? Firmware = null, bool? Tpm = null,
    IReadOnlyList<NewDisk>? Disks = null, VolumeName? Media = null, IReadOnlyList<NewInterface>? Networks = null, bool? Pxe = null, KernelFiles? Kernel = null,
    CloudInitSettings? CloudInit = null, bool? Emulate = null, IReadOnlyList<string>? Tags = null, bool? Autostart = null, bool? Start = null,
    string? MachineType = null, NewProcessor? Cpu = null, long? MaxMemory = null, NewDevices? Devices = null, IReadOnlyList<string>? Boot = null, bool? BootMenu = null, bool? Keep = null,
    bool? KeepMedia = null, UnattendedSettings? Unattended = null, string? Ignition = null, bool? VirtioDrivers = null, int? Count = null,
    string? Definition = null, bool? HostAccess = null, bool? AgainstSchema = null)
{
    /// <summary>The machine's UUID: that of its definition, else a new one; the same each time that these arguments are looked at, and so is what comes of it.</summary>
    internal Guid Uuid { get; init; } = OwnDefinition.UuidOf(Definition) ?? Guid.NewGuid();
}

/// <summary>A disk of a new machine: a new volume, one that rests on another, a copy of another, one that is imported, or one that there is.</summary>
/// <param name="Pool">The UUID of its pool; by default the pool <c>default</c>, or the first that takes new volumes.</param>
/// <param name="Volume">The volume that there is already; of a new one, its name, which by default comes from the machine's.</param>
/// <param name="Size">Of a new one. Of a copy, and of one that rests on another, by default that of the other.</param>
/// <param name="Format">Of a new one, by default <c>qcow2</c>; of one that there is, as what QEMU reads it.</param>
/// <param name="Backing">The volume that it rests on.</param>
/// <param name="Copy">The volume that it becomes a copy of.</param>
/// <param name="Bus"><c>virtio</c>, <c>sata</c>, <c>scsi</c>, <c>usb</c>, <c>ide</c>, on Xen <c>xen</c>; by default what the operating system has a driver for.</param>
/// <param name="Cache">How the host caches it: <c>none</c>, <c>writeback</c>, <c>writethrough</c>, <c>directsync</c>, <c>unsafe</c>; by default QEMU's choice.</param>
/// <param name="Import">The image of another product that it is converted from, into <c>qcow2</c> or <c>raw</c>; it has that image's size.</param>
public sealed record NewDisk(Guid? Pool = null, string? Volume = null, long? Size = null, string? Format = null, BackingVolume? Backing = null, BackingVolume? Copy = null, string? Bus = null, string? Cache = null, ImportedImage? Import = null)
{
    /// <summary>Whether it is one that there is already.</summary>
    internal bool IsThere => Volume is not null && Size is null && Backing is null && Copy is null && Import is null;
}

/// <summary>A kernel that QEMU or Xen loads itself.</summary>
/// <param name="Image">The kernel.</param>
/// <param name="Initrd">The initial RAM disk.</param>
/// <param name="Arguments">Its command line; with a tree, behind what the installer needs.</param>
/// <param name="Tree">In place of both files, the address of an installation tree, <c>https://deb.debian.org/debian/dists/bookworm/main/installer-amd64/</c>: the server fetches the installer's kernel and initial RAM disk, from which the machine starts until it is installed.</param>
public sealed record KernelFiles(VolumeName? Image = null, VolumeName? Initrd = null, string? Arguments = null, string? Tree = null);

/// <summary>A network card of a new machine: on a virtual network, or on a bridge of the host.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Bridge">The bridge's name.</param>
/// <param name="Mac">Its MAC address; libvirt chooses one by default.</param>
/// <param name="Model"><c>virtio</c>, <c>e1000e</c>, <c>rtl8139</c>, …; by default what the operating system has a driver for.</param>
public sealed record NewInterface(string? Network = null, string? Bridge = null, string? Mac = null, string? Model = null);

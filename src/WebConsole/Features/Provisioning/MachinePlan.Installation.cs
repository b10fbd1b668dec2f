using WebConsole.Features.Provisioning.Disks;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Features.Provisioning.Trees;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Trees;
using WebConsole.Unattended;

namespace WebConsole.Features.Provisioning;

// How it is installed, and what is taken away afterwards.
internal sealed partial record MachinePlan
{
    /// <summary>Of virtio's disks.</summary>
    private const int LongestSerial = 20;

    /// <summary>Without this word among its kernel's arguments, Ubuntu's installer asks once whether it may begin.</summary>
    private const string ConsentOfUbuntu = "autoinstall";

    /// <summary>The installer that is fetched from an installation tree.</summary>
    public TreePlan? Tree { get; }

    /// <summary>Whether it is to be installed from a tree, the right one or not.</summary>
    public bool HasTree => Asked.Kernel?.Tree is not null;

    /// <summary>What the tree says of itself; null where it says nothing, or was not asked yet.</summary>
    public TreeInfo? TreeInfo { get; init; }

    /// <summary>The system that it says to be; null where that is not known.</summary>
    public Os? TreeOs { get; init; }

    /// <summary>Which installer its medium or its tree has; null where nobody can tell.</summary>
    public Installer? Installer => Installers.Of(Os.Os, Asked.Unattended?.Installer, HasTree, TreeInfo);

    /// <summary>What its kernel is told.</summary>
    public string? KernelArguments => string.Join(' ', new[] { Tree?.ArgumentsFor(Installer), InstallsByKernel && Installer is Unattended.Installer.Autoinstall ? ConsentOfUbuntu : null, Asked.Kernel?.Arguments }.Where(words => !string.IsNullOrEmpty(words))) is { Length: > 0 } all ? all : null;

    /// <summary>Whether the installer on its medium is started by a kernel of the host, and asks nothing: a restart would wipe what it has installed.</summary>
    public bool InstallsByKernel => Asked is { Unattended: not null, Media: not null, Kernel: { Image: not null } };

    /// <summary>The host name of an installation that is given none.</summary>
    public string? DefaultHostName => Installer is Unattended.Installer.Autounattend ? GuestName.OfWindows(Name) : GuestName.Of(Name);

    /// <summary>What the answers of its installation need to know of it.</summary>
    public InstalledMachine Installed => new(Serial, Firmware is not "bios", Kind.Arch, AskedDisks is [] || BusOf(AskedDisks[0]) is "virtio" ? "vda" : "sda", Tree?.Url);

    /// <summary>The serial number of the disk at <paramref name="index"/>: an installer that asks nothing knows the first disk by it. Null for none.</summary>
    public string? SerialOf(int index) => index == 0 && Asked.Unattended is not null ? Serial : null;

    private string Serial => Uuid.ToString("N")[..LongestSerial];

    /// <summary>What is taken away after the first boot or the installation. A medium without a new disk beside it is a system that runs from it.</summary>
    public IEnumerable<SetupMedium> SetupMedia =>
    [
        .. Tree?.Media ?? [],
        .. InstallsByKernel ? new[] { Kernel, Initrd }.OfType<PoolVolume>().Select(file => new SetupMedium(file.Pool.Uuid, file.Name, SetupEnd.Installed, IsDeleted: false)) : [],
        .. Seed is { } seed ? new[] { new SetupMedium(seed.Pool.Uuid, seed.Name, Asked.KeepMedia == true ? SetupEnd.Never : seed.End, IsDeleted: true) } : [],
        .. Asked.KeepMedia is not true && Medium is { } medium && Disks.Any(disk => disk is not ExistingVolumePlan) ? new[] { new SetupMedium(medium.Pool.Uuid, medium.Name, SetupEnd.Installed, IsDeleted: false) } : [],
    ];
}

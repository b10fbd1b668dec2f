using WebConsole.Features.Provisioning.Commands;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What somebody has entered for a new machine. What is null was not touched, and follows the operating system.</summary>
public sealed partial class MachineDraft
{
    /// <summary>Of the machine that comes of it.</summary>
    public Guid Uuid { get; set; } = Guid.NewGuid();

    public MachineSource Source { get; set; } = MachineSource.Empty;

    /// <summary>For a machine that is a copy of another.</summary>
    public CopyDraft Copy { get; } = new();

    public string? Name { get; set; }

    public string? Os { get; set; }

    /// <summary>Whether somebody chose it, instead of the image.</summary>
    public bool OsIsChosen { get; set; }

    public VolumeKey? Image { get; set; }

    /// <summary>Whether the machine gets a copy of the image, instead of a disk that rests on it.</summary>
    public bool Copies { get; set; }

    public VolumeKey? Iso { get; set; }

    /// <summary>Whether an image, a medium or what is imported has been chosen.</summary>
    public bool HasImage => (Source switch { MachineSource.Image => Image, MachineSource.Import => Foreign, _ => Iso }) is not null;

    public VolumeKey? Disk { get; set; }

    /// <summary>The image of another product, or its OVA or OVF.</summary>
    public VolumeKey? Foreign { get; set; }

    /// <summary>The disks that an OVA or OVF describes, empty ones too.</summary>
    public IReadOnlyList<NewDisk> Imported { get; set; } = [];

    public VolumeKey? Kernel { get; set; }

    public VolumeKey? Initrd { get; set; }

    public string? KernelArguments { get; set; }

    /// <summary>The address of an installation tree.</summary>
    public string? Tree { get; set; }

    /// <summary>The word of the size that was chosen; what was entered as a number goes before it.</summary>
    public string Size { get; set; } = MachineSize.Medium;

    public long? Memory { get; set; }

    public long? MaxMemory { get; set; }

    public int? Vcpus { get; set; }

    /// <summary>Whether a machine that begins with a medium, or nothing, gets a disk.</summary>
    public bool HasDisk { get; set; } = true;

    public long? DiskSize { get; set; }

    public Guid? DiskPool { get; set; }

    /// <summary>Format, bus and cache of the first disk.</summary>
    public NewDisk FirstDisk { get; set; } = new();

    public IReadOnlyList<NewDisk> MoreDisks { get; set; } = [];

    public IReadOnlyList<NewInterface>? Networks { get; set; }

    /// <summary>The keys of whoever makes the machine.</summary>
    public OwnKeys OwnKeys { get; set; } = OwnKeys.None;

    /// <summary>What cloud-init is told.</summary>
    public CloudInitDraft CloudInit { get; } = new();

    public bool UsesCloudInit => Source is MachineSource.Image && (CloudInit.IsWanted ?? CloudInit.ImageHasIt);

    public string? Firmware { get; set; }

    public bool? Tpm { get; set; }

    public bool Emulates { get; set; }

    public string? MachineType { get; set; }

    public NewProcessor Cpu { get; set; } = new();

    public NewDevices Devices { get; set; } = new();

    /// <summary>What it boots from, in this order, by the names in the API.</summary>
    public IReadOnlyList<string>? Boot { get; set; }

    public bool BootMenu { get; set; }

    public string? Title { get; set; }

    public string? Description { get; set; }

    public IReadOnlyList<string> Tags { get; set; } = [];

    public bool Autostart { get; set; }

    /// <summary>Whether Windows gets the image virtio-win.</summary>
    public bool? VirtioDrivers { get; set; }

    /// <summary>Whether disks that are made already are kept where a later step fails.</summary>
    public bool Keeps { get; set; }

    public bool Starts { get; set; } = true;

    /// <summary>The definition, where somebody has edited it; null where it is the form's.</summary>
    public DefinitionDraft? Definition { get; set; }

    /// <summary>How many machines of the kind are made.</summary>
    public int Count { get; set; } = 1;

    /// <summary>Whether what comes of it starts at once.</summary>
    public bool WillStart => Source is MachineSource.Copy ? Copy.Starts : Starts;

    /// <summary>In JSON.</summary>
    public string? Ignition { get; set; }

    /// <summary>What the installer is told.</summary>
    public UnattendedDraft Unattended { get; } = new();

    /// <summary>Whether seed and installation medium are taken away when they are needed no longer.</summary>
    public bool TakesMediaAway { get; set; } = true;

    /// <summary>Whether it gets a new disk, for which a size and a pool are asked.</summary>
    public bool MakesDisk => Source is MachineSource.Image || (Source is not (MachineSource.Disk or MachineSource.Import) && HasDisk);

    /// <summary>Forgets what only one host has.</summary>
    public void LeaveHost()
    {
        (Image, Iso, Disk, Kernel, Initrd) = (null, null, null, null, null);
        CloudInit.Cards = [];
        (DiskPool, Networks, MachineType, Copy.Original, Foreign, Imported) = (null, null, null, null, null, []);
        MoreDisks = [.. MoreDisks.Select(disk => disk with { Pool = null })];
        if (Definition is { } edited)
            edited.HostAccess = false;
    }
}

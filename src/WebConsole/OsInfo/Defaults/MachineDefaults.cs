using System.Collections.Immutable;
using Libvirt.Xml;

namespace WebConsole.OsInfo.Defaults;

/// <summary>What a new machine should have for an operating system, of what its host offers. Names are libvirt's.</summary>
public sealed record MachineDefaults
{
    public required long MemoryBytes { get; init; }

    /// <summary>Without which the system does not start, or hardly.</summary>
    public long LeastMemoryBytes { get; init; }

    /// <summary>What its makers say that it needs; <c>null</c> where they say nothing.</summary>
    public long? NeededMemoryBytes { get; init; }

    public required int VirtualCpus { get; init; }

    /// <summary>With fewer its setup refuses the machine.</summary>
    public int LeastVirtualCpus { get; init; } = 1;

    public required long DiskBytes { get; init; }

    /// <summary><c>q35</c>, <c>pc</c>, <c>virt</c>, …; <c>null</c> for the emulator's own choice.</summary>
    public string? MachineType { get; init; }

    public FirmwareChoice Firmware { get; init; }

    /// <summary>The model of an emulated TPM 2.0; <c>null</c> for none.</summary>
    public string? TpmModel { get; init; }

    public required string DiskBus { get; init; }
    public required string NicModel { get; init; }

    /// <summary><c>null</c> for no display.</summary>
    public string? VideoModel { get; init; }

    /// <summary>The bus of a tablet, which has the pointer where the viewer's is: <c>usb</c>, <c>virtio</c>.</summary>
    public string? TabletBus { get; init; }

    /// <summary>The model of a random number generator, behind which is the host's.</summary>
    public string? RngModel { get; init; }

    /// <summary>Servers have none, and Linux is taken for one.</summary>
    public string? SoundModel { get; init; }

    /// <summary><c>utc</c>; <c>localtime</c> for Windows, which takes the clock for its own time.</summary>
    public string ClockOffset { get; init; } = "utc";

    public ImmutableArray<ClockTimer> Timers { get; init; } = [];

    /// <summary>What Windows is told of being a guest, without which it is slow.</summary>
    public ImmutableArray<string> HyperVFeatures { get; init; } = [];

    /// <summary><c>null</c> for the emulator's own CPU.</summary>
    public string? CpuMode { get; init; }

    /// <summary>Of the mode <c>custom</c>.</summary>
    public string? CpuModel { get; init; }

    /// <summary>Of Windows, the folder of its version and architecture within each driver's folder on the virtio-win image: <c>w11\amd64</c>.</summary>
    public string? DriverFolder { get; init; }

    /// <summary>What is not as the system would like it, and why; for people.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What is best for a system.</summary>
    /// <param name="data">Where the system is described.</param>
    /// <param name="os"><c>null</c> for an unknown one, which is taken for a Linux of today.</param>
    /// <param name="architecture">As libvirt names it.</param>
    /// <param name="capabilities">What the host offers for <see cref="MachineTypeFor"/>; <c>null</c> where it does not say.</param>
    /// <param name="kvm">Whether the host's CPU runs it; otherwise it is emulated.</param>
    /// <param name="virtioDrivers">Whether Windows can be given the virtio-win image.</param>
    public static MachineDefaults For(OsDatabase data, Os? os, string architecture, DomainCapabilitiesXml? capabilities, bool kvm, bool virtioDrivers = false) =>
        new DefaultsChooser(new Guest(data, os, architecture, virtioDrivers), new HostOffer(capabilities), kvm).Choose();

    /// <summary>The machine type that is best for a system, before the host is asked what it offers for it.</summary>
    public static string? MachineTypeFor(OsDatabase data, Os? os, string architecture) => new Guest(data, os, architecture).MachineType;
}

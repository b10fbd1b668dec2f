using System.Collections.Immutable;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>The virtual hardware of a new machine, apart from its disks and network cards; libvirt's words.</summary>
internal sealed record MachineShape
{
    /// <summary><c>kvm</c>, <c>qemu</c>, …</summary>
    public required string DomainType { get; init; }

    public required string OsType { get; init; }

    public string? Arch { get; init; }

    /// <summary><c>q35</c>, <c>pc</c>, …; null for libvirt's choice.</summary>
    public string? MachineType { get; init; }

    public required long Memory { get; init; }

    public required int Vcpus { get; init; }

    /// <summary><c>bios</c>, <c>uefi</c>, <c>uefi-secure</c>.</summary>
    public string Firmware { get; init; } = "bios";

    public string? TpmModel { get; init; }

    public string? CpuMode { get; init; }

    public required string DiskBus { get; init; }

    public required string CdromBus { get; init; }

    public required string NicModel { get; init; }

    /// <summary>The graphics card; null for a machine without a picture.</summary>
    public string? Video { get; init; }

    public bool HasTablet { get; init; }

    public bool HasRandomGenerator { get; init; }

    public string? Sound { get; init; }

    public string ClockOffset { get; init; } = "utc";

    public ImmutableArray<(string Name, string? TickPolicy, bool? Present)> Timers { get; init; } = [];

    /// <summary>Hyper-V's enlightenments that are switched on.</summary>
    public ImmutableArray<string> HyperV { get; init; } = [];

    /// <summary>Free ports for devices that are plugged in while it runs, of machines on PCI Express.</summary>
    public int SparePorts { get; init; }

    public bool IsPciExpress => MachineType?.Contains("q35", StringComparison.Ordinal) == true || MachineType?.StartsWith("virt", StringComparison.Ordinal) == true;

    public bool HasFeatures => DomainType is "kvm" or "qemu";
}

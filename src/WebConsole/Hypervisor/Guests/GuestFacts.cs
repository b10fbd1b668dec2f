using System.Collections.Immutable;

namespace WebConsole.Hypervisor.Guests;

/// <summary>What a guest's agent says of it at one moment. The guest may lie; texts and lists are bounded, and signs that hide or turn text are escapes.</summary>
public sealed record GuestFacts
{
    /// <summary>When it was read, by WebConsole's clock.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    public string? HostName { get; init; }

    /// <summary>The operating system, for people: <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public string? System { get; init; }

    /// <summary>Its short name: <c>debian</c>.</summary>
    public string? SystemId { get; init; }

    public string? SystemVersion { get; init; }

    /// <summary>The kernel's release and the processor that it is for.</summary>
    public string? Kernel { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>Seconds east of UTC.</summary>
    public int? TimeZoneOffset { get; init; }

    /// <summary>The guest's clock at <see cref="ReadAt"/>.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>How many seconds the guest's clock is ahead of WebConsole's; negative where it is behind.</summary>
    public double? DriftSeconds { get; init; }

    /// <summary>The average number of waiting or running processes over 1, 5 and 15 minutes, where the agent and libvirt tell it.</summary>
    public ImmutableArray<double> Load { get; init; } = [];

    public ImmutableArray<GuestUser> Users { get; init; } = [];

    public ImmutableArray<GuestFileSystem> FileSystems { get; init; } = [];

    public ImmutableArray<GuestInterface> Interfaces { get; init; } = [];

    public ImmutableArray<GuestDisk> Disks { get; init; } = [];

    /// <summary>Whether the guest named more users, file systems, interfaces or disks than are kept.</summary>
    public bool IsCut { get; init; }
}

/// <summary>Somebody who is signed in to the guest.</summary>
/// <param name="Name">The account, with its domain where it has one.</param>
/// <param name="Since">Since when.</param>
public sealed record GuestUser(string Name, DateTimeOffset? Since);

/// <summary>A file system that the guest has mounted.</summary>
/// <param name="MountPoint">Where.</param>
/// <param name="Device">What the guest calls its device.</param>
/// <param name="Type">Its kind: <c>ext4</c>.</param>
/// <param name="UsedBytes">How much of it is used.</param>
/// <param name="TotalBytes">How large it is.</param>
/// <param name="Disks">The disks of the machine that it is on, by their targets: <c>vda</c>.</param>
public sealed record GuestFileSystem(string MountPoint, string? Device, string? Type, long? UsedBytes, long? TotalBytes, ImmutableArray<string> Disks);

/// <summary>A network interface of the guest.</summary>
/// <param name="Name">What the guest calls it.</param>
/// <param name="Mac">Its MAC address.</param>
/// <param name="Addresses">Its addresses, each with the length of its prefix.</param>
public sealed record GuestInterface(string Name, string? Mac, ImmutableArray<string> Addresses);

/// <summary>A disk or a partition as the guest sees it.</summary>
/// <param name="Name">What the guest calls it.</param>
/// <param name="IsPartition">Whether it is a part of another one.</param>
/// <param name="Target">The machine's disk, by its target: <c>vda</c>.</param>
/// <param name="Serial">Its serial number.</param>
public sealed record GuestDisk(string Name, bool IsPartition, string? Target, string? Serial);

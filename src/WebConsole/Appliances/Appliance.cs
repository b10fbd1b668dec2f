namespace WebConsole.Appliances;

/// <summary>A machine as its OVF descriptor describes it, in our words. All values are as trustworthy as the file.</summary>
internal sealed record Appliance
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public ApplianceOs? Os { get; init; }

    public int? Vcpus { get; init; }

    public int? CoresPerSocket { get; init; }

    public long? MemoryBytes { get; init; }

    public bool Efi { get; init; }

    public bool SecureBoot { get; init; }

    /// <summary>All files that come with the descriptor.</summary>
    public IReadOnlyList<ApplianceFile> Files { get; init; } = [];

    /// <summary>In the order of their controllers and places.</summary>
    public IReadOnlyList<ApplianceDisk> Disks { get; init; } = [];

    public IReadOnlyList<ApplianceDrive> Drives { get; init; } = [];

    public IReadOnlyList<ApplianceCard> Cards { get; init; } = [];

    /// <summary>What is not taken over, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The networks that must be chosen, by the names of where the machine comes from.</summary>
    public IEnumerable<string> Networks => Cards.Select(card => card.Network).OfType<string>().Distinct();

    /// <summary>The disk or drive whose content this file is.</summary>
    public bool Uses(ApplianceFile file) => Disks.Any(disk => disk.File == file) || Drives.Any(drive => drive.File == file);
}

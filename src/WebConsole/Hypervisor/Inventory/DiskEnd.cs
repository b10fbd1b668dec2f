namespace WebConsole.Hypervisor.Inventory;

/// <summary>The lowest image that a definition tells of a disk, where it may rest on others: by its name, or by pool and volume.</summary>
public readonly record struct DiskEnd(string? Image, string? Pool, string? Volume);

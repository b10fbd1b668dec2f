namespace WebConsole.Appliances.Definitions;

/// <summary>What there is on the host on which a definition is imported.</summary>
internal sealed record DefinitionSurroundings
{
    /// <summary>The programs that libvirt itself names, in its capabilities.</summary>
    public IReadOnlyCollection<string> Emulators { get; init; } = [];

    /// <summary>The firmware that libvirt itself names.</summary>
    public IReadOnlyCollection<string> Loaders { get; init; } = [];

    public IReadOnlyCollection<string> Networks { get; init; } = [];

    /// <summary>Whether a pool has a volume, and whoever imports may use it.</summary>
    public Func<string, string, bool> HasVolume { get; init; } = (_, _) => false;

    public IReadOnlyCollection<string> MachineNames { get; init; } = [];

    public IReadOnlyCollection<Guid> MachineUuids { get; init; } = [];

    public IReadOnlyCollection<string> MacAddresses { get; init; } = [];
}

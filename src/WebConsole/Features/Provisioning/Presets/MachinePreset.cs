namespace WebConsole.Features.Provisioning.Presets;

/// <summary>Hardware under a name, to make machines with.</summary>
/// <param name="Name">Unique among those of its owner.</param>
/// <param name="Of">Whose it is.</param>
/// <param name="Hardware">What it sets.</param>
public sealed record MachinePreset(string Name, PresetOwner Of, PresetHardware Hardware);

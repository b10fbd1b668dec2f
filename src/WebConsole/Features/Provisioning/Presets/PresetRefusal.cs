namespace WebConsole.Features.Provisioning.Presets;

/// <summary>Why a preset was not saved or deleted.</summary>
/// <param name="Field">The field that is wrong, by its name in the API.</param>
/// <param name="Why">What is accepted.</param>
public sealed record PresetRefusal(string Field, string Why)
{
    public bool IsForbidden { get; init; }

    public bool IsUnknown { get; init; }
}

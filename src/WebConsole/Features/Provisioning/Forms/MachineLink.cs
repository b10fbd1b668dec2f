namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a link to the page fills in.</summary>
/// <param name="From">The source, by its name.</param>
/// <param name="Image">The image, or medium, as <c>POOL/VOLUME</c>.</param>
/// <param name="Name">The machine's name.</param>
/// <param name="Os">The operating system's ID.</param>
/// <param name="Preset">The name of a preset.</param>
/// <param name="Machine">The UUID of the machine that is copied.</param>
public sealed record MachineLink(string? From, string? Image, string? Name, string? Os, string? Preset = null, string? Machine = null);

namespace WebConsole.Features.Host.Commands;

/// <summary>A mediated device to make of a device of the host, in the form of the API.</summary>
/// <param name="Type">A kind that its parent offers, such as <c>nvidia-11</c>.</param>
/// <param name="Uuid">Its UUID; a new one by default.</param>
/// <param name="Persistent">Whether a definition is kept, by which it can be made again after a restart of the host; true by default.</param>
/// <param name="Autostart">Whether it is made whenever its parent appears; false by default, and only with a definition.</param>
public sealed record NewMediatedDevice(string? Type = null, Guid? Uuid = null, bool? Persistent = null, bool? Autostart = null)
{
    /// <summary>The UUID that is the same each time that these arguments are looked at.</summary>
    internal Guid Seed { get; init; } = Guid.NewGuid();
}

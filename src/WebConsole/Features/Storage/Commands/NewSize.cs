namespace WebConsole.Features.Storage.Commands;

/// <summary>A volume's new size, in the form of the API.</summary>
/// <param name="Capacity">The new size for the guest, in bytes.</param>
/// <param name="Shrink">Whether it may become smaller, which loses the data at its end.</param>
public sealed record NewSize(long? Capacity = null, bool? Shrink = null);

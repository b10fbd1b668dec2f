namespace WebConsole.Features.Storage.Commands;

/// <summary>A volume's new size, as the API takes it.</summary>
/// <param name="Capacity">What a machine will see, in bytes.</param>
/// <param name="Shrink">Whether it may become smaller, and lose what lies behind.</param>
public sealed record NewSize(long? Capacity = null, bool? Shrink = null);

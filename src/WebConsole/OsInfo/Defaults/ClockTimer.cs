namespace WebConsole.OsInfo.Defaults;

/// <summary>A source of time that a guest has or does not have.</summary>
/// <param name="Name"><c>rtc</c>, <c>pit</c>, <c>hpet</c>, <c>hypervclock</c>.</param>
/// <param name="TickPolicy">What happens to ticks that were missed: <c>catchup</c>, <c>delay</c>.</param>
/// <param name="IsPresent"><c>null</c> for the default.</param>
public sealed record ClockTimer(string Name, string? TickPolicy = null, bool? IsPresent = null);

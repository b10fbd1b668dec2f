namespace WebConsole.OsInfo;

/// <summary>A release of a distribution that was looked for.</summary>
/// <param name="Os">The system.</param>
/// <param name="IsNearest">Whether it is another release, because the data do not know the right one.</param>
public sealed record OsRelease(Os Os, bool IsNearest);

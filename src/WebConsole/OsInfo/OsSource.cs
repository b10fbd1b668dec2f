using System.Globalization;

namespace WebConsole.OsInfo;

/// <summary>A place from which data of osinfo-db were read.</summary>
/// <param name="Path">The directory, or the file of the imported archive.</param>
/// <param name="Version">As its file VERSION says; null for what an administrator has added file by file.</param>
/// <param name="Files">How many files describe operating systems.</param>
public sealed record OsSource(string Path, string? Version, int Files)
{
    public bool IsImported { get; init; }

    /// <summary>The day of the data.</summary>
    public DateOnly? Day => DayOf(Version);

    /// <summary>A version is a day, and after a dot what counts up on that day.</summary>
    internal static DateOnly? DayOf(string? version) =>
        version is { Length: 8 } or { Length: > 9 } && (version.Length == 8 || (version[8] == '.' && version[9..].All(char.IsAsciiDigit)))
        && DateOnly.TryParseExact(version[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

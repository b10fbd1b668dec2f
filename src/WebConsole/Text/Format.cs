using System.Globalization;

namespace WebConsole.Text;

/// <summary>How numbers are written everywhere: sizes in IEC units, rates in bytes per second, what is unknown as a dash.</summary>
public static class Format
{
    public const string Unknown = "–";

    private static readonly string[] Iec = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    private static readonly string[] Si = ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"];

    /// <summary>A size: <c>1.5 GiB</c>, <c>512 MiB</c>, <c>0 B</c>.</summary>
    public static string Bytes(long? bytes) => bytes is { } value ? Scale(value, 1024, Iec) : Unknown;

    /// <summary>A size as a number alone, in the unit that <see cref="Bytes"/> gives to <paramref name="whole"/>: the 0.1 of <c>0.1 of 11.8 GiB</c>.</summary>
    public static string InUnitOf(long whole, long bytes)
    {
        var unit = UnitOf(whole, 1024, Iec);
        return Digits(bytes / Math.Pow(1024, unit), unit);
    }

    /// <summary>A rate: <c>3.1 MB/s</c>, <c>410 kB/s</c>.</summary>
    public static string Rate(double? bytesPerSecond) => bytesPerSecond is { } value ? Scale(value, 1000, Si) : Unknown;

    /// <summary>A share of 100 in whole numbers: <c>12 %</c>, <c>&lt; 1 %</c>.</summary>
    public static string Percent(double? percent) => percent switch
    {
        null => Unknown,
        0 => "0 %",
        < 1 => "< 1 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{percent:0} %"),
    };

    /// <summary>A length of time in its two largest units: <c>4 d 3 h</c>, <c>12 min</c>, <c>8 s</c>.</summary>
    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => Unknown,
        { TotalDays: >= 10 } span => $"{(int)span.TotalDays} d",
        { TotalDays: >= 1 } span => Two((int)span.TotalDays, "d", span.Hours, "h"),
        { TotalHours: >= 1 } span => Two(span.Hours, "h", span.Minutes, "min"),
        { TotalMinutes: >= 1 } span => $"{span.Minutes} min",
        { } span => $"{Math.Max(0, span.Seconds)} s",
    };

    /// <summary>A number and its noun: <c>1 machine</c>, <c>3 machines</c>.</summary>
    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";

    private static string Scale(double value, double step, string[] units)
    {
        var unit = UnitOf(value, step, units);
        return $"{Digits(value / Math.Pow(step, unit), unit)} {units[unit]}";
    }

    private static int UnitOf(double value, double step, string[] units)
    {
        var unit = 0;
        // 999.95 would be written as 1000.0: the next unit's turn.
        for (; Math.Abs(value) >= (unit == 0 ? step : step - 0.5) && unit < units.Length - 1; unit++)
            value /= step;
        return unit;
    }

    private static string Digits(double value, int unit) =>
        value.ToString(unit == 0 || Math.Abs(value) >= 99.95 || value == Math.Truncate(value) ? "0" : "0.0", CultureInfo.InvariantCulture);
}

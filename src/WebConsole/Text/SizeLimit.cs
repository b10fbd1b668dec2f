using System.Globalization;

namespace WebConsole.Text;

/// <summary>
/// How a limit of a size is said: in one unit, with one digit behind the point at most, and never beyond the limit, so that what is
/// said is also accepted.
/// </summary>
public static class SizeLimit
{
    private const int Step = 1024;

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>At least so much.</summary>
    public static string Least(long bytes) => Say(bytes, Math.Ceiling);

    /// <summary>At most so much.</summary>
    public static string Most(long bytes) => Say(bytes, Math.Floor);

    private static string Say(long bytes, Func<decimal, decimal> round)
    {
        var (value, unit) = (round(bytes), 0);
        // Of what is rounded up, the last tenth may be the next unit's first.
        for (; Math.Abs(value) >= Step && unit < Units.Length - 1; unit++)
            value = round(bytes / Power(unit + 1) * 10) / 10;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }

    private static decimal Power(int unit) => unit == 0 ? 1 : Step * Power(unit - 1);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace WebConsole.Components.Shared.Forms;

/// <summary>Sizes as people type them and bytes as they are stored: <c>20G</c>, <c>20 GiB</c> and <c>20480 MiB</c> are the same.</summary>
public static partial class ByteSize
{
    /// <summary>The units from bytes on; each is 1024 times the one before.</summary>
    public static readonly IReadOnlyList<string> Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    private const int LongestText = 40;

    /// <summary>Parses a size with libvirt's units: K and KiB are 1024 bytes, KB is 1000.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="otherwise">The unit of a number without a unit, as an index in <see cref="Units"/>.</param>
    /// <param name="bytes">The size, rounded down to bytes.</param>
    /// <param name="unit">The index of the typed unit, or <c>null</c> if it is not in the list.</param>
    public static bool TryParse(string? text, int otherwise, out long bytes, out int? unit)
    {
        (bytes, unit) = (0, null);
        if (text is null || text.Length > LongestText || Size().Match(text) is not { Success: true } match)
            return false;
        var (letter, decimalUnit) = (match.Groups["letter"].Value.ToUpperInvariant(), match.Groups["si"].Success);
        var power = letter.Length > 0 ? "KMGTPE".IndexOf(letter, StringComparison.Ordinal) + 1 : match.Groups["byte"].Success ? 0 : otherwise;
        var number = decimal.Parse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var step = Power(decimalUnit ? 1000 : 1024, power);
        // Checked before multiplying, because a decimal can overflow too.
        if (number > long.MaxValue / step)
            return false;
        bytes = (long)(number * step);
        unit = !decimalUnit && power < Units.Count ? power : null;
        return true;
    }

    /// <summary>The largest unit that expresses the size exactly.</summary>
    public static int UnitOf(long bytes)
    {
        var unit = 0;
        for (; unit < Units.Count - 1 && bytes != 0 && bytes % 1024 == 0; unit++)
            bytes /= 1024;
        return bytes == 0 ? Units.Count - 2 : unit;
    }

    /// <summary>The size in that unit, exact.</summary>
    public static string Number(long bytes, int unit) => (bytes / Power(1024, unit)).ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>Number and unit, exact: <c>1536 MiB</c>.</summary>
    public static string Text(long bytes) => $"{Number(bytes, UnitOf(bytes))} {Units[UnitOf(bytes)]}";

    private static decimal Power(int step, int power)
    {
        var value = 1m;
        for (; power > 0; power--)
            value *= step;
        return value;
    }

    // ASCII digits only, and bounded, so that no number is too long for a decimal.
    [GeneratedRegex(@"\A\s*(?<number>[0-9]{1,19}(?:\.[0-9]{1,6})?)\s*(?:(?<letter>[KMGTPE])(?:iB?|(?<si>B))?|(?<byte>B|bytes?))?\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}

using System.Globalization;

namespace WebConsole.Appliances.Ovf;

/// <summary>The units in which OVF gives sizes: <c>byte * 2^20</c>, and the words of older descriptors, all of them powers of 1024.</summary>
/// <seealso href="https://www.dmtf.org/standards/ovf"/>
internal static class AllocationUnit
{
    private const int MostPower = 62;

    /// <summary>How many bytes a unit is; <c>null</c> where it is none of bytes.</summary>
    public static long? BytesOf(string unit) => unit.Trim().ToUpperInvariant() switch
    {
        "" or "BYTE" or "BYTES" => 1,
        "KB" or "KIB" or "KILOBYTE" or "KILOBYTES" => 1L << 10,
        "MB" or "MIB" or "MEGABYTE" or "MEGABYTES" => 1L << 20,
        "GB" or "GIB" or "GIGABYTE" or "GIGABYTES" => 1L << 30,
        "TB" or "TIB" or "TERABYTE" or "TERABYTES" => 1L << 40,
        var other => other.Split('*') is [var first, .. var factors] && first.Trim() is "BYTE" or "BYTES" ? Product(factors) : null,
    };

    /// <summary>A number of units as bytes; <c>null</c> where either is not understood, or the product is too large.</summary>
    public static long? ToBytes(string? number, string? unit) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && BytesOf(unit ?? "") is { } size && count <= long.MaxValue / size
            ? count * size : null;

    private static long? Product(IEnumerable<string> factors)
    {
        var product = 1L;
        foreach (var factor in factors)
        {
            if (Factor(factor) is not { } value || product > long.MaxValue / value)
                return null;
            product *= value;
        }
        return product;
    }

    /// <summary><c>1024</c>, <c>2^20</c> or <c>10^6</c>.</summary>
    private static long? Factor(string text)
    {
        var parts = text.Split('^');
        if (!long.TryParse(parts[0], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value) || value < 1)
            return null;
        if (parts.Length == 1)
            return value;
        if (parts.Length > 2 || !int.TryParse(parts[1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var power) || power > MostPower)
            return null;
        var result = 1L;
        for (; power > 0 && result <= long.MaxValue / value; power--)
            result *= value;
        return power == 0 ? result : null;
    }
}

using System.Globalization;

namespace Libvirt.Xml;

/// <summary>libvirt's units of size: <c>b</c>, <c>KiB</c> or <c>K</c> (1024), <c>KB</c> (1000), and so on up to <c>EiB</c>; upper and lower case alike.</summary>
internal static class XmlUnits
{
    private const string Prefixes = "kmgtpe";

    /// <summary>How many bytes a unit stands for; null for one that is none.</summary>
    public static long? BytesOf(string unit)
    {
        if (unit is "b" or "B" or "byte" or "bytes")
            return 1;
        var power = unit.Length == 0 ? -1 : Prefixes.IndexOf(char.ToLowerInvariant(unit[0]), StringComparison.Ordinal);
        long? step = unit.Length == 0 ? null : unit[1..].ToUpperInvariant() switch { "" or "IB" => 1024, "B" => 1000, _ => null };
        if (power < 0 || step is null)
            return null;
        var bytes = step.Value;
        for (var i = 0; i < power; i++)
            bytes *= step.Value;
        return bytes;
    }

    /// <summary>A number of units as bytes; null where either is not readable or the product is too large.</summary>
    public static long? ToBytes(string? number, string unit)
    {
        if (!long.TryParse(number, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count)
            || BytesOf(unit) is not { } size || count > long.MaxValue / size)
            return null;
        return count * size;
    }
}

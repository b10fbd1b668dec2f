using System.Globalization;

namespace Libvirt.Xml;

public abstract partial class XmlView
{
    private protected int? GetInt(XmlPath path) => int.TryParse(Get(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    private protected long? GetLong(XmlPath path) => long.TryParse(Get(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    // A setter does not change a text that already has the value in another spelling ("08", upper case), or that has none.
    private protected void SetNumber(XmlPath path, int? value)
    {
        if (GetInt(path) != value)
            Set(path, value?.ToString(CultureInfo.InvariantCulture));
    }

    private protected void SetNumber(XmlPath path, long? value)
    {
        if (GetLong(path) != value)
            Set(path, value?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A number of hexadecimal digits, with or without <c>0x</c> before them.</summary>
    private protected long? GetHex(XmlPath path) => XmlNumbers.ParseHex(Get(path));

    private protected void SetHex(XmlPath path, long? value)
    {
        if (GetHex(path) != value)
            Set(path, GetHex(path) is null ? XmlNumbers.FormatHex(value, 1) : XmlNumbers.FormatHex(value, like: Get(path)!));
    }

    /// <summary>A number that is decimal, or hexadecimal after <c>0x</c>.</summary>
    private protected int? GetEither(XmlPath path) => XmlNumbers.Parse(Get(path));

    /// <summary>Writes a number in the form of the one that stands, or else in the base asked for.</summary>
    /// <param name="path">Where the number is.</param>
    /// <param name="value">The number.</param>
    /// <param name="digits">How many hexadecimal digits at least; 0 for a decimal number.</param>
    private protected void SetEither(XmlPath path, int? value, int digits)
    {
        if (GetEither(path) == value)
            return;
        var there = GetEither(path) is null ? null : Get(path);
        Set(path, there is not null && XmlNumbers.IsHex(there) ? XmlNumbers.FormatHex((uint?)value, like: there)
            : there is null && digits > 0 ? XmlNumbers.FormatHex((uint?)value, digits)
            : value?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A size in bytes of an element with a <c>unit</c> attribute, which defaults to <paramref name="unit"/>.</summary>
    private protected long? GetBytes(XmlPath path, string unit) => XmlUnits.ToBytes(Get(path), Get(path.Beside("unit")) ?? unit);

    /// <summary>Writes a size in the present unit, or in bytes if the unit does not divide it.</summary>
    private protected void SetBytes(XmlPath path, long? value, string unit)
    {
        if (GetBytes(path, unit) == value)
            return;
        if (Has(path) && XmlUnits.BytesOf(Get(path.Beside("unit")) ?? unit) is { } size && value % size == 0)
        {
            Set(path, Text(value / size));
            return;
        }
        Set(path, Text(value));
        Set(path.Beside("unit"), value is null ? null : "b");

        static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
    }
}

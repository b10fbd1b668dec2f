using System.Globalization;

namespace Libvirt.Xml;

/// <summary>Numbers of addresses, which libvirt writes in hexadecimal and people often in decimal.</summary>
internal static class XmlNumbers
{
    private const string Prefix = "0x";

    /// <summary>Whether <c>0x</c> stands before the digits.</summary>
    public static bool IsHex(string text) => text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A decimal number, or a hexadecimal one after <c>0x</c>; null for anything else.</summary>
    public static int? Parse(string? text)
    {
        var hex = text is not null && IsHex(text);
        return int.TryParse(hex ? text![Prefix.Length..] : text, hex ? NumberStyles.HexNumber : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>A hexadecimal number, with or without <c>0x</c>; null for anything else.</summary>
    public static long? ParseHex(string? text) =>
        text is not null && long.TryParse(IsHex(text) ? text[Prefix.Length..] : text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>A number with <c>0x</c> and at least so many digits.</summary>
    public static string? FormatHex(long? number, int digits) => number is { } value ? Prefix + value.ToString($"x{digits}", CultureInfo.InvariantCulture) : null;

    /// <summary>A hexadecimal number in the form of another: with <c>0x</c> or without, with as many digits at least.</summary>
    public static string? FormatHex(long? number, string like) =>
        IsHex(like) ? FormatHex(number, like.Length - Prefix.Length) : number?.ToString($"x{like.Length}", CultureInfo.InvariantCulture);
}

using System.Text.RegularExpressions;

namespace WebConsole.Text;

/// <summary>MAC addresses, as libvirt writes them.</summary>
internal static partial class MacAddress
{
    /// <summary>Whether it is the address of one card: the lowest bit of its first byte marks an address of many.</summary>
    public static bool IsOfOneCard(string text) => OfOneCard().IsMatch(text);

    public static string? Mistake(string text) => IsOfOneCard(text) ? null : "The MAC address of one network card: six pairs of hexadecimal digits, such as 52:54:00:12:34:56.";

    [GeneratedRegex(@"\A[0-9A-Fa-f][02468ACEace](:[0-9A-Fa-f]{2}){5}\z")]
    private static partial Regex OfOneCard();
}

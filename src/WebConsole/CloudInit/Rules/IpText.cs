using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WebConsole.CloudInit.Rules;

/// <summary>Addresses as text, read more strictly than .NET does, which takes <c>1</c>, <c>0x7f.1</c>, <c>[::1]</c> and zones.</summary>
internal static class IpText
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPAddress? address) => IPAddress.TryParse(text, out address)
        && (address.AddressFamily is AddressFamily.InterNetwork ? address.ToString() == text : text!.All(letter => char.IsAsciiHexDigit(letter) || letter is ':' or '.'));

    /// <summary>Reads an address with the length of its prefix, <c>192.0.2.10/24</c>.</summary>
    public static bool TryParsePrefix(string? text, [NotNullWhen(true)] out IPAddress? address, out int length)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        length = 0;
        address = null;
        return slash > 0 && TryParse(text![..slash], out address) && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length)
            && length >= 1 && length <= address.GetAddressBytes().Length * 8;
    }

    /// <summary>Whether it is the first or the last address of an IPv4 network, which are nobody's; networks of one and two have none such.</summary>
    public static bool IsEndOf(IPAddress address, int length)
    {
        if (address.AddressFamily is not AddressFamily.InterNetwork || length > 30)
            return false;
        var hosts = uint.MaxValue >> length;
        return (NumberOf(address) & hosts) is 0 || (NumberOf(address) & hosts) == hosts;
    }

    /// <summary>Whether its network is itself alone: 192.0.2.10/32, 2001:db8::10/128.</summary>
    public static bool IsOfOne(string withPrefix) => TryParsePrefix(withPrefix, out var address, out var length) && length == address.GetAddressBytes().Length * 8;

    /// <summary>Whether both are IPv4 or both IPv6: an address with its prefix, and one without.</summary>
    public static bool IsOneKind(string withPrefix, string? other) =>
        TryParsePrefix(withPrefix, out var one, out _) && TryParse(other, out var two) && one.AddressFamily == two.AddressFamily;

    /// <summary>Whether the address can be reached from another one without a router.</summary>
    public static bool IsBeside(IPAddress address, string withPrefix) =>
        TryParsePrefix(withPrefix, out var other, out var length) && other.AddressFamily == address.AddressFamily && (address.IsIPv6LinkLocal || IsIn(address, other, length));

    private static bool IsIn(IPAddress address, IPAddress other, int length)
    {
        var (one, two) = (address.GetAddressBytes(), other.GetAddressBytes());
        return one.Length == two.Length && Enumerable.Range(0, length).All(bit => ((one[bit / 8] ^ two[bit / 8]) >> (7 - bit % 8) & 1) == 0);
    }

    private static uint NumberOf(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}

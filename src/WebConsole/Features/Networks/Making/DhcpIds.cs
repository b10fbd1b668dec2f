using System.Text.RegularExpressions;

namespace WebConsole.Features.Networks.Making;

/// <summary>The identifiers of DHCPv6 clients.</summary>
internal static partial class DhcpIds
{
    public static string? Mistake(string text) => Accepted().IsMatch(text) ? null : "Pairs of hexadecimal digits with colons between, such as 00:01:00:01:2c:aa:bb:cc.";

    [GeneratedRegex(@"\A[0-9A-Fa-f]{1,2}(:[0-9A-Fa-f]{1,2}){3,127}\z")]
    private static partial Regex Accepted();
}

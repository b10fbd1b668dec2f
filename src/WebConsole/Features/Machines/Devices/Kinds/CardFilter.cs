using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>The packet filter of a network card, and what it is told.</summary>
internal static class CardFilter
{
    public static readonly string[] Fields = ["filter", "filterParameters"];

    /// <summary>How many parameters it can have.</summary>
    public const int Most = 64;

    private const int Longest = 255;

    private static readonly string[] Learnings = ["any", "dhcp", "none"];

    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, InterfaceXml? stands)
    {
        yield return ("filter", settings.Filter is { Length: > 0 } filter && !filter.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') ? "The name of a filter." : null);
        if (settings.FilterParameters is not { Count: > 0 } parameters)
            yield break;
        yield return ("filterParameters", (settings.Filter ?? stands?.Filter) is not { Length: > 0 } ? "Parameters need a filter." : parameters.Count > Most ? $"At most {Most}." : null);
        foreach (var (index, parameter) in parameters.Take(Most).Index())
        {
            // libvirt takes no other letters.
            yield return ($"filterParameters[{index}].name", parameter?.Name is { Length: > 0 and <= Longest } name && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_') ? null : "Letters, digits and _.");
            yield return ($"filterParameters[{index}].value", MistakeOf(parameter));
        }
    }

    public static void Apply(DeviceSettings settings, InterfaceXml card)
    {
        if (settings.Filter is { } filter && filter != (card.Filter ?? ""))
        {
            // Its parameters are those of the filter.
            card.Element.Elements("filterref").Remove();
            card.Filter = filter.Length > 0 ? filter : null;
        }
        if (settings.FilterParameters is not { } parameters || card.Filter is null)
            return;
        card.Element.Elements("filterref").Elements("parameter").Remove();
        foreach (var parameter in parameters)
        {
            var written = card.FilterParameters.Add();
            (written.Name, written.Value) = (parameter.Name, parameter.Value);
        }
    }

    private static string? MistakeOf(FilterParameter? parameter) => parameter switch
    {
        null or { Value: null or "" or { Length: > Longest } } => "A value.",
        { Name: "IP" or "DHCPSERVER" } => Is(parameter.Value, AddressFamily.InterNetwork) ? null : "An IPv4 address.",
        { Name: "IPV6" } => Is(parameter.Value, AddressFamily.InterNetworkV6) ? null : "An IPv6 address.",
        { Name: "MAC" } => MacAddress.Mistake(parameter.Value),
        { Name: "CTRL_IP_LEARNING" } => OneOf.Mistake(parameter.Value, Learnings),
        _ => parameter.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or ':') ? null : "Letters, digits, and _ . :",
    };

    private static bool Is(string text, AddressFamily family) => IPAddress.TryParse(text, out var address) && address.AddressFamily == family && (family is not AddressFamily.InterNetwork || text.Count('.') == 3);
}

using System.Text.RegularExpressions;
using WebConsole.CloudInit.Rules;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Making;

/// <summary>The services and texts of a network's DNS: of each field, what is accepted if it is wrong. libvirt writes them into dnsmasq's configuration.</summary>
internal static partial class DnsRules
{
    private const int LongestText = 255;

    public static IEnumerable<(string Field, string? Text)> Mistakes(NewNetwork asked) => Services(asked.DnsServices ?? [], asked.Domain).Concat(Texts(asked.DnsTexts ?? []));

    private static IEnumerable<(string, string?)> Services(IReadOnlyList<NewDnsService> services, string? domain)
    {
        yield return ("dnsServices", NetworkRules.TooMany(services.Count));
        for (var at = 0; at < services.Count; at++)
        {
            var (one, field) = (services[at] ?? new NewDnsService(), $"dnsServices[{at}].");
            yield return ($"{field}service", !ServiceName().IsMatch(one.Service ?? "") ? "A service without an underscore, such as ldap." : services.Count(other => other == one) > 1 ? "Each service once." : null);
            yield return ($"{field}protocol", one.Protocol is "tcp" or "udp" ? null : "One of tcp, udp.");
            yield return ($"{field}domain", HostNameRule.Mistake(one.Domain) ?? (string.IsNullOrEmpty(one.Domain) && string.IsNullOrEmpty(domain) ? "A domain: the network has none." : null));
            yield return ($"{field}target", string.IsNullOrEmpty(one.Target) ? "The name of the machine that has it." : HostNameRule.Mistake(one.Target));
            yield return ($"{field}port", one.Port is >= 1 and <= 65535 ? null : "A number from 1 to 65535.");
            yield return ($"{field}priority", OfSixteenBits(one.Priority));
            yield return ($"{field}weight", OfSixteenBits(one.Weight));
        }
    }

    private static string? OfSixteenBits(int? number) => number is null or (>= 0 and <= 65535) ? null : "A number from 0 to 65535.";

    private static IEnumerable<(string, string?)> Texts(IReadOnlyList<NewDnsText> texts)
    {
        yield return ("dnsTexts", NetworkRules.TooMany(texts.Count));
        for (var at = 0; at < texts.Count; at++)
        {
            var one = texts[at] ?? new NewDnsText();
            yield return ($"dnsTexts[{at}].name", !TextName().IsMatch(one.Name ?? "") ? "A name in DNS, such as example.org." : texts.Count(other => other?.Name == one.Name) > 1 ? "Each name once." : null);
            yield return ($"dnsTexts[{at}].value", string.IsNullOrEmpty(one.Value) ? "A text." : one.Value.Length > LongestText ? $"At most {LongestText} letters."
                : PlainText.HiddenIn(one.Value) is not null || one.Value.Contains('"', StringComparison.Ordinal) ? "Only letters and signs that can be seen, and no quotes." : null);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,13}[A-Za-z0-9])?\z")]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"\A[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?\z")]
    private static partial Regex TextName();
}

using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Features.Networks.Editing;

/// <summary>
/// What of an edit a running network takes at once: it loses and gets what its stored definition did. libvirt 9.0 modifies neither ranges nor anything of DNS, so
/// that they are deleted and added; and where packets leave it takes, and does nothing about it, unless machines share the cards.
/// </summary>
internal static class NetworkUpdates
{
    private static readonly (NetworkSection Section, string Word, string Parent, string Name)[] Known =
    [
        (NetworkSection.IPDhcpRange, "ip-dhcp-range", "dhcp", "range"),
        (NetworkSection.IPDhcpHost, "ip-dhcp-host", "dhcp", "host"),
        (NetworkSection.DnsHost, "dns-host", "dns", "host"),
        (NetworkSection.DnsTxt, "dns-txt", "dns", "txt"),
        (NetworkSection.DnsSrv, "dns-srv", "dns", "srv"),
        (NetworkSection.ForwardInterface, "forward-interface", "forward", "interface"),
        (NetworkSection.Portgroup, "portgroup", "", "portgroup"),
    ];

    /// <summary>virsh's word for a part.</summary>
    public static string WordOf(NetworkSection section) => Known.First(known => known.Section == section).Word;

    /// <param name="before">The stored definition that stood.</param>
    /// <param name="after">The one that is stored now.</param>
    /// <param name="live">The definition in force.</param>
    public static IReadOnlyList<NetworkUpdate> Of(XElement before, XElement after, XElement live)
    {
        var (had, has, runs) = (new NetworkXml(before), new NetworkXml(after), new NetworkXml(live));
        var mode = NetworkWords.Mode(runs);
        if (NetworkWords.Mode(had) != mode || NetworkWords.Mode(has) != mode)
            return [];
        var answers = NetworkMode.Of(mode) is { HasAddresses: true } && has.DnsEnabled == runs.DnsEnabled;
        return
        [
            .. Known.Where(known => known.Parent != "dhcp" && (known.Parent != "dns" || answers) && (known.Parent != "forward" || (mode is NetworkMode.Macvtap && had.ForwardMode == runs.ForwardMode && has.ForwardMode == runs.ForwardMode)))
                .SelectMany(known => Between(known.Section, -1, In(before, known), In(after, known), In(live, known))),
            .. has.Ips.SelectMany(ip => OfAddress(ip, had, runs)),
        ];
    }

    /// <summary>Whether an update is in force.</summary>
    public static bool IsDone(NetworkUpdate update, XElement live)
    {
        var parent = update.Address < 0 ? live : live.Elements("ip").ElementAtOrDefault(update.Address);
        return Has(parent is null ? [] : In(parent, Known.First(one => one.Section == update.Section)), update.Part) == update.Command is not NetworkUpdateCommand.Delete;
    }

    /// <summary>The definition in force after the updates.</summary>
    public static XElement Applied(XElement live, IReadOnlyList<NetworkUpdate> updates)
    {
        var root = new XDocument(new XElement(live)).Root!;
        foreach (var update in updates)
        {
            var known = Known.First(one => one.Section == update.Section);
            var parent = update.Address < 0 ? root : root.Elements("ip").ElementAt(update.Address);
            if (known.Parent.Length > 0)
            {
                if (parent.Element(known.Parent) is not { } inner)
                    parent.Add(inner = new XElement(known.Parent));
                parent = inner;
            }
            var stands = parent.Elements(known.Name).FirstOrDefault(part => IsSame(part, update.Command is NetworkUpdateCommand.Modify ? update.Was! : update.Part));
            if (update.Command is NetworkUpdateCommand.AddLast)
                parent.Add(new XElement(update.Part));
            else if (update.Command is NetworkUpdateCommand.Modify)
                stands?.ReplaceWith(new XElement(update.Part));
            else
                stands?.Remove();
            if (known.Parent.Length > 0 && !parent.HasElements && !parent.HasAttributes)
                parent.Remove();
        }
        return root;
    }

    /// <summary>Only of an address that stays: ranges of another one would lie outside.</summary>
    private static IEnumerable<NetworkUpdate> OfAddress(NetworkIpXml ip, NetworkXml had, NetworkXml runs)
    {
        var at = runs.Ips.ToList().FindIndex(other => IsSameAddress(other, ip));
        if (at < 0 || had.Ips.FirstOrDefault(other => IsSameAddress(other, ip)) is not { } was)
            return [];
        return Known.Where(known => known.Parent == "dhcp").SelectMany(known => Between(known.Section, at, In(was.Element, known), In(ip.Element, known), In(runs.Ips[at].Element, known)));
    }

    private static bool IsSameAddress(NetworkIpXml one, NetworkIpXml other) => (one.Address, NetworkRanges.Prefix(one)) == (other.Address, NetworkRanges.Prefix(other));

    private static List<XElement> In(XElement parent, (NetworkSection Section, string Word, string Parent, string Name) known) =>
        [.. (known.Parent.Length == 0 ? [parent] : parent.Elements(known.Parent)).Elements(known.Name).Select(Bare)];

    private static IEnumerable<NetworkUpdate> Between(NetworkSection section, int address, List<XElement> before, List<XElement> after, List<XElement> live)
    {
        List<XElement> lost = [.. before.Where(part => !Has(after, part) && Has(live, part))];
        List<XElement> gained = [.. after.Where(part => !Has(before, part) && !Has(live, part))];
        if (section is NetworkSection.Portgroup)
        {
            foreach (var part in gained.ToList())
            {
                if (lost.Find(other => NameOf(other) == NameOf(part)) is not { } was)
                    continue;
                yield return new(NetworkUpdateCommand.Modify, section, address, part, was);
                lost.Remove(was);
                gained.Remove(part);
            }
        }
        foreach (var part in lost)
            yield return new(NetworkUpdateCommand.Delete, section, address, part);
        foreach (var part in gained)
            yield return new(NetworkUpdateCommand.AddLast, section, address, part);
    }

    private static string? NameOf(XElement part) => part.Attribute("name")?.Value;

    private static bool Has(List<XElement> parts, XElement wanted) => parts.Exists(part => IsSame(part, wanted));

    private static bool IsSame(XElement one, XElement other) => Normal(one) == Normal(other);

    /// <summary>libvirt writes attributes in an order of its own.</summary>
    private static string Normal(XElement part)
    {
        var copy = Bare(part);
        foreach (var element in copy.DescendantsAndSelf())
            element.ReplaceAttributes(element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal));
        return copy.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>Without blanks between elements, and without figures.</summary>
    private static XElement Bare(XElement part)
    {
        var copy = new XElement(part);
        copy.DescendantNodes().OfType<XText>().Where(text => string.IsNullOrWhiteSpace(text.Value)).ToList().ForEach(text => text.Remove());
        copy.Attribute("connections")?.Remove();
        return copy;
    }
}

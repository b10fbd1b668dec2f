using System.Globalization;
using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;

namespace WebConsole.Features.Networks.Making;

/// <summary>What a new network will be, as labelled facts, each with the field to which it leads.</summary>
internal static class NetworkFacts
{
    public static IEnumerable<SummaryFact> Of(NewNetwork asked, IStringLocalizer text)
    {
        if (NetworkMode.Of(asked.Forward) is not { } mode)
            yield break;
        yield return new(text["Kind"], asked.OpenVSwitch == true ? text["Open vSwitch"] : text[mode.Label], "forward");
        if (asked.Bridge is { Length: > 0 } bridge)
            yield return new(text["Bridge"], bridge, "bridge");
        if (asked.AllDevices is { Count: > 0 } devices)
            yield return new(text["Network card"], string.Join(", ", devices), "device");
        if (mode.Word is NetworkMode.Macvtap)
            yield return new(text["Mode"], asked.Mode ?? NetworkRecipe.MacvtapModes[0], "mode");
        if (asked.PciAddresses is { Count: > 0 } addresses)
            yield return new(text["PCI addresses"], string.Join(", ", addresses), "pciAddresses");
        foreach (var fact in Addresses(asked, mode, text).Concat(More(asked, text)))
            yield return fact;
        yield return new(text["Start"], asked.Start == false ? text["later"] : text["once it is made"], "start");
        if (asked.Autostart != false)
            yield return new(text["Start"], text["with the host"], "autostart");
    }

    private static IEnumerable<SummaryFact> Addresses(NewNetwork asked, NetworkMode mode, IStringLocalizer text)
    {
        if (mode.HasAddresses && asked is { Ipv4: null, Ipv6: null })
            yield return new(text["Addresses"], text["none"], "ipv4");
        foreach (var (label, field, given) in new[] { ("IPv4", "ipv4", asked.Ipv4), ("IPv6", "ipv6", asked.Ipv6) })
        {
            if (given is null)
                continue;
            yield return new(label, string.Create(CultureInfo.InvariantCulture, $"{given.Address}/{given.Prefix ?? (field is "ipv6" ? 64 : 24)}"), $"{field}.address");
            foreach (var (part, range) in given.Ranges)
                yield return new(label, text["DHCP gives out {0} to {1}", range.Start ?? "", range.End ?? ""], $"{field}.{part}.start");
            if (given.Hosts is { Count: > 0 } hosts)
                yield return new(label, text[hosts.Count == 1 ? "1 fixed address" : "{0} fixed addresses", hosts.Count], $"{field}.hosts");
            if (!given.Ranges.Any())
                yield return new(label, field is "ipv6" ? text["machines choose their own"] : text["no DHCP"], $"{field}.dhcp");
        }
    }

    private static IEnumerable<SummaryFact> More(NewNetwork asked, IStringLocalizer text)
    {
        if (asked.Domain is { Length: > 0 } domain)
            yield return new(text["DNS domain"], domain, "domain");
        if (asked.Mtu is { } mtu)
            yield return new(text["MTU"], mtu.ToString(CultureInfo.InvariantCulture), "mtu");
        if (asked.Vlans is { Count: > 0 } vlans)
            yield return new(text["VLAN"], string.Join(", ", vlans), "vlans");
        if (string.Join(", ", (asked.PortGroups ?? []).Select(group => group?.Name).Where(name => !string.IsNullOrEmpty(name))) is { Length: > 0 } groups)
            yield return new(text["Port groups"], groups, "portGroups");
        if (asked.IsolatedPorts == true)
            yield return new(text["Machines"], text["reach none of each other"], "isolatedPorts");
    }
}

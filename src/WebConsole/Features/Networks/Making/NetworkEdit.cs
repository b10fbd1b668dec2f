using System.Text.Json;
using WebConsole.Actions;

namespace WebConsole.Features.Networks.Making;

/// <summary>
/// What is changed of a network, as <see cref="NewNetwork"/> has it. What is missing stays; an empty text or list, 0, an address or a rate
/// without anything in it takes away what there is. Another way out drops what it has no use for.
/// </summary>
public sealed record NetworkEdit(
    string? Forward = null, string? Bridge = null, bool? OpenVSwitch = null, string? Device = null, IReadOnlyList<string>? Devices = null, string? Mode = null, IReadOnlyList<string>? PciAddresses = null,
    NewAddress? Ipv4 = null, NewAddress? Ipv6 = null, bool? NatIpv6 = null, string? Domain = null, bool? LocalOnly = null, bool? Dns = null, IReadOnlyList<string>? Forwarders = null, IReadOnlyList<NewDnsHost>? DnsHosts = null,
    IReadOnlyList<NewDnsService>? DnsServices = null, IReadOnlyList<NewDnsText>? DnsTexts = null,
    int? Mtu = null, bool? Stp = null, IReadOnlyList<int>? Vlans = null, bool? Trunk = null, IReadOnlyList<NewPortGroup>? PortGroups = null, NewRate? Inbound = null, NewRate? Outbound = null,
    bool? IsolatedPorts = null, IReadOnlyList<NewRoute>? Routes = null, IReadOnlyList<string>? DnsmasqOptions = null, string? Version = null) : IVersioned
{
    IVersioned IVersioned.Of(string version) => this with { Version = version };

    /// <summary>What makes one of the other.</summary>
    internal static NetworkEdit Between(NewNetwork first, NewNetwork now)
    {
        var fields = Fields(first, now);
        return new(
            Text("forward", now.Forward), Text("bridge", now.Bridge), Switch("openVSwitch", now.OpenVSwitch), Text("device", now.Device), List("devices", now.Devices), fields.Contains("mode") ? now.Mode : null, List("pciAddresses", now.PciAddresses),
            Part("ipv4", now.Ipv4, new()), Part("ipv6", now.Ipv6, new()), Switch("natIpv6", now.NatIpv6), Text("domain", now.Domain), Switch("localOnly", now.LocalOnly), Switch("dns", now.Dns ?? true), List("forwarders", now.Forwarders), List("dnsHosts", now.DnsHosts),
            List("dnsServices", now.DnsServices), List("dnsTexts", now.DnsTexts),
            fields.Contains("mtu") ? now.Mtu ?? 0 : null, Switch("stp", now.Stp ?? true), List("vlans", now.Vlans), Switch("trunk", now.Trunk), List("portGroups", now.PortGroups), Part("inbound", now.Inbound, new()), Part("outbound", now.Outbound, new()),
            Switch("isolatedPorts", now.IsolatedPorts), List("routes", now.Routes), List("dnsmasqOptions", now.DnsmasqOptions));

        string? Text(string field, string? value) => fields.Contains(field) ? value ?? "" : null;
        bool? Switch(string field, bool? value) => fields.Contains(field) ? value ?? false : null;
        IReadOnlyList<T>? List<T>(string field, IReadOnlyList<T>? value) => fields.Contains(field) ? value ?? [] : null;
        T? Part<T>(string field, T? value, T none) where T : class => fields.Contains(field) ? value ?? none : null;
    }

    /// <summary>The fields, by their names in the API, that two networks have otherwise.</summary>
    internal static HashSet<string> Fields(NewNetwork one, NewNetwork other)
    {
        var (first, second) = (JsonSerializer.SerializeToElement(one, JsonSerializerOptions.Web), JsonSerializer.SerializeToElement(other, JsonSerializerOptions.Web));
        return [.. first.EnumerateObject().Where(field => !JsonElement.DeepEquals(field.Value, second.GetProperty(field.Name))).Select(field => field.Name)];
    }

    /// <summary>The network with the changes.</summary>
    internal NewNetwork On(NewNetwork stands)
    {
        var kept = Forward is null || Forward == stands.Forward ? stands : Fitting(stands, Forward);
        return kept with
        {
            Forward = Forward ?? kept.Forward,
            Bridge = Text(Bridge, kept.Bridge),
            OpenVSwitch = On(OpenVSwitch, kept.OpenVSwitch),
            Device = Text(Device, kept.Device),
            Devices = List(Devices, kept.Devices),
            Mode = Text(Mode, kept.Mode),
            PciAddresses = List(PciAddresses, kept.PciAddresses),
            Ipv4 = Ipv4 is null ? kept.Ipv4 : IsNone(Ipv4) ? null : Ipv4,
            Ipv6 = Ipv6 is null ? kept.Ipv6 : IsNone(Ipv6) ? null : Ipv6,
            NatIpv6 = On(NatIpv6, kept.NatIpv6),
            Domain = Text(Domain, kept.Domain),
            LocalOnly = On(LocalOnly, kept.LocalOnly),
            Dns = Off(Dns, kept.Dns),
            Forwarders = List(Forwarders, kept.Forwarders),
            DnsHosts = List(DnsHosts, kept.DnsHosts),
            DnsServices = List(DnsServices, kept.DnsServices),
            DnsTexts = List(DnsTexts, kept.DnsTexts),
            Mtu = Mtu is null ? kept.Mtu : Mtu == 0 ? null : Mtu,
            Stp = Off(Stp, kept.Stp),
            Vlans = List(Vlans, kept.Vlans),
            Trunk = On(Trunk, kept.Trunk),
            PortGroups = List(PortGroups, kept.PortGroups),
            Inbound = Rate(Inbound, kept.Inbound),
            Outbound = Rate(Outbound, kept.Outbound),
            IsolatedPorts = On(IsolatedPorts, kept.IsolatedPorts),
            Routes = List(Routes, kept.Routes),
            DnsmasqOptions = List(DnsmasqOptions, kept.DnsmasqOptions),
        };
    }

    /// <summary>What another kind of network has a use for. A bridge of the host is none of libvirt's own, and a card means something else to each kind.</summary>
    private static NewNetwork Fitting(NewNetwork stands, string forward)
    {
        if (NetworkMode.Of(forward) is not { } mode)
            return stands;
        var isLike = mode.HasAddresses && NetworkMode.Of(stands.Forward) is { HasAddresses: true };
        return mode.HasAddresses ? stands with
        {
            Bridge = isLike ? stands.Bridge : null,
            OpenVSwitch = null,
            Device = isLike && mode.WhyNo("device", false) is null ? stands.Device : null,
            Devices = null,
            Mode = null,
            PciAddresses = null,
            NatIpv6 = mode.WhyNo("natIpv6", false) is null ? stands.NatIpv6 : null,
            Vlans = null,
            Trunk = null,
        } : new NewNetwork(stands.Name, forward, PortGroups: stands.PortGroups, IsolatedPorts: mode.WhyNo("isolatedPorts", false) is null ? stands.IsolatedPorts : null) { Uuid = stands.Uuid };
    }

    private static bool IsNone(NewAddress address) => address == new NewAddress();

    private static string? Text(string? asked, string? stands) => asked is null ? stands : asked.Length == 0 ? null : asked;

    private static IReadOnlyList<T>? List<T>(IReadOnlyList<T>? asked, IReadOnlyList<T>? stands) => asked is null ? stands : asked.Count == 0 ? null : asked;

    private static NewRate? Rate(NewRate? asked, NewRate? stands) => asked is null ? stands : asked == new NewRate() ? null : asked;

    /// <summary>A switch that is off by default.</summary>
    private static bool? On(bool? asked, bool? stands) => asked is null ? stands : asked.Value ? true : null;

    /// <summary>A switch that is on by default.</summary>
    private static bool? Off(bool? asked, bool? stands) => asked is null ? stands : asked.Value ? null : false;
}

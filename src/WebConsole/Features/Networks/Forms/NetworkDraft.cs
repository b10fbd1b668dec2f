using System.Globalization;
using WebConsole.Features.Networks.Making;

namespace WebConsole.Features.Networks.Forms;

/// <summary>What was entered of a network, new or edited. What its kind has no use for stays here, and does not reach the definition.</summary>
internal sealed class NetworkDraft
{
    /// <summary>The tile of Open vSwitch, which in the API is a bridge.</summary>
    public const string OpenVSwitch = "ovs";

    private Guid _uuid = Guid.NewGuid();

    /// <summary>The tile.</summary>
    public string Kind { get; set; } = NetworkMode.Nat;

    public string? Name { get; set; }

    /// <summary>The bridge of the host.</summary>
    public string? HostBridge { get; set; }

    /// <summary>The name of the new bridge.</summary>
    public string? OwnBridge { get; set; }

    public string? Device { get; set; }

    public string? Devices { get; set; }

    public string MacvtapMode { get; set; } = NetworkRecipe.MacvtapModes[0];

    public string? PciAddresses { get; set; }

    public AddressDraft Ipv4 { get; } = new() { IsOn = true };

    public AddressDraft Ipv6 { get; } = new() { Dhcp = false };

    public bool NatIpv6 { get; set; }

    public string? Domain { get; set; }

    public bool LocalOnly { get; set; }

    public bool Dns { get; set; } = true;

    public string? Forwarders { get; set; }

    public IReadOnlyList<NewDnsHost> DnsHosts { get; set; } = [];

    public IReadOnlyList<NewDnsService> DnsServices { get; set; } = [];

    public IReadOnlyList<NewDnsText> DnsTexts { get; set; } = [];

    public int? Mtu { get; set; }

    public bool Stp { get; set; } = true;

    public string? Vlans { get; set; }

    public bool Trunk { get; set; }

    public IReadOnlyList<NewPortGroup> PortGroups { get; set; } = [];

    public RateDraft Inbound { get; } = new();

    public RateDraft Outbound { get; } = new();

    public bool IsolatedPorts { get; set; }

    public IReadOnlyList<NewRoute> Routes { get; set; } = [];

    public string? DnsmasqOptions { get; set; }

    public bool Starts { get; set; } = true;

    public bool Autostart { get; set; } = true;

    public bool IsOpenVSwitch => Kind is OpenVSwitch;

    public NetworkMode Mode => NetworkMode.Of(IsOpenVSwitch ? NetworkMode.Bridge : Kind)!;

    public bool Has(string field) => Mode.WhyNo(field, IsOpenVSwitch) is null;

    public NewNetwork Asked => Common() is var asked && Mode.HasAddresses ? asked with
    {
        Ipv4 = Ipv4.Asked,
        Ipv6 = Ipv6.Asked,
        NatIpv6 = Has("natIpv6") && Ipv6.IsOn && NatIpv6 ? true : null,
        Domain = Text(Domain),
        LocalOnly = LocalOnly && Text(Domain) is not null ? true : null,
        Dns = Dns ? null : false,
        Forwarders = Dns ? List(Forwarders) : null,
        DnsHosts = Dns && DnsHosts.Count > 0 ? DnsHosts : null,
        DnsServices = Dns && DnsServices.Count > 0 ? [.. DnsServices.Select(service => service with { Domain = Text(service.Domain) })] : null,
        DnsTexts = Dns && DnsTexts.Count > 0 ? DnsTexts : null,
        Mtu = Mtu,
        Stp = Stp ? null : false,
        Inbound = Inbound.Asked,
        Outbound = Outbound.Asked,
        Routes = Routes.Count > 0 ? Routes : null,
        DnsmasqOptions = DnsmasqOptions?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } options ? options : null,
    } : asked;

    /// <summary>What is there, to be edited.</summary>
    public static NetworkDraft Of(NewNetwork stands)
    {
        var mode = NetworkMode.Of(stands.Forward)!;
        var draft = new NetworkDraft
        {
            _uuid = stands.Uuid, Kind = stands.OpenVSwitch == true ? OpenVSwitch : mode.Word, Name = stands.Name,
            HostBridge = mode.Word is NetworkMode.Bridge ? stands.Bridge : null, OwnBridge = mode.HasAddresses ? stands.Bridge : null,
            Device = stands.Device, Devices = Joined(stands.Devices), MacvtapMode = stands.Mode ?? NetworkRecipe.MacvtapModes[0], PciAddresses = Joined(stands.PciAddresses),
            NatIpv6 = stands.NatIpv6 == true, Domain = stands.Domain, LocalOnly = stands.LocalOnly == true, Dns = stands.Dns != false, Forwarders = Joined(stands.Forwarders),
            DnsHosts = stands.DnsHosts ?? [], DnsServices = stands.DnsServices ?? [], DnsTexts = stands.DnsTexts ?? [], Mtu = stands.Mtu, Stp = stands.Stp != false,
            Vlans = stands.Vlans is null ? null : string.Join(' ', stands.Vlans), Trunk = stands.Trunk == true, PortGroups = stands.PortGroups ?? [], IsolatedPorts = stands.IsolatedPorts == true, Routes = stands.Routes ?? [],
            DnsmasqOptions = stands.DnsmasqOptions is null ? null : string.Join('\n', stands.DnsmasqOptions),
        };
        draft.Ipv4.Take(stands.Ipv4);
        draft.Ipv6.Take(stands.Ipv6);
        draft.Inbound.Take(stands.Inbound);
        draft.Outbound.Take(stands.Outbound);
        return draft;
    }

    private static string? Joined(IReadOnlyList<string>? texts) => texts is null ? null : string.Join(' ', texts);

    private NewNetwork Common() => new(
        Name: Name ?? "", Forward: Mode.Word, Bridge: Text(Mode.Word is NetworkMode.Bridge ? HostBridge : Mode.HasAddresses ? OwnBridge : null), OpenVSwitch: IsOpenVSwitch ? true : null,
        Device: Has("device") ? Text(Device) : null, Devices: Has("devices") ? List(Devices) : null, Mode: Has("mode") ? MacvtapMode : null, PciAddresses: Has("pciAddresses") ? List(PciAddresses) : null,
        Vlans: Has("vlans") ? Numbers(Vlans) : null, Trunk: Has("vlans") && Trunk ? true : null, PortGroups: PortGroups.Count > 0 ? PortGroups : null, IsolatedPorts: Has("isolatedPorts") && IsolatedPorts ? true : null,
        Autostart: Autostart, Start: Starts)
    { Uuid = _uuid };

    /// <summary>Numbers with commas or blanks between; what is no number becomes one that no rule takes.</summary>
    public static IReadOnlyList<int>? Numbers(string? text) =>
        List(text) is { } parts ? [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)] : null;

    public static IReadOnlyList<string>? List(string? text) => text?.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts ? parts : null;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

namespace Libvirt.Xml;

/// <summary>What a network card is connected to. For <see cref="InterfaceXml.SetSource"/>.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#network-interfaces"/>
public sealed record InterfaceSource
{
    private InterfaceSource(string type) => Type = type;

    /// <summary>As <see cref="InterfaceXml.Type"/>.</summary>
    public string Type { get; }

    /// <summary>The network, bridge or host device.</summary>
    public string? Name { get; private init; }

    /// <summary>The network's group of ports.</summary>
    public string? PortGroup { get; private init; }

    /// <summary>How macvtap forwards.</summary>
    public string? Mode { get; private init; }

    /// <summary>A virtual network.</summary>
    public static InterfaceSource Network(string name, string? portGroup = null) => new("network") { Name = name, PortGroup = portGroup };

    /// <summary>A bridge of the host.</summary>
    public static InterfaceSource Bridge(string name) => new("bridge") { Name = name };

    /// <summary>A network device of the host, shared by macvtap.</summary>
    public static InterfaceSource Direct(string device, string mode = "bridge") => new("direct") { Name = device, Mode = mode };

    /// <summary>QEMU's own network without rights on the host.</summary>
    public static InterfaceSource User() => new("user");

    /// <summary>What a card is connected to now; null for another kind.</summary>
    internal static InterfaceSource? Of(InterfaceXml card) => (card.Type, card) switch
    {
        ("network", { SourceNetwork: { } name }) => Network(name, card.SourcePortGroup),
        ("bridge", { SourceBridge: { } name }) => Bridge(name),
        // Without a word libvirt takes vepa.
        ("direct", { SourceDevice: { } device }) => Direct(device, card.SourceMode ?? "vepa"),
        ("user", _) => User(),
        _ => null,
    };

    internal void Write(InterfaceXml card)
    {
        card.Type = Type;
        switch (Type)
        {
            case "network": (card.SourceNetwork, card.SourcePortGroup) = (Name, PortGroup); break;
            case "bridge": card.SourceBridge = Name; break;
            case "direct": (card.SourceDevice, card.SourceMode) = (Name, Mode); break;
            default: break;
        }
    }
}

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>What a network interface of a host is.</summary>
public enum InterfaceKind
{
    /// <summary>A network card.</summary>
    Card,
    Wireless,
    Bond,
    Vlan,
    Bridge,

    /// <summary>The host's end of a card of a machine.</summary>
    Tap,

    /// <summary>A card of a machine, or of the host, that shares another interface.</summary>
    Macvtap,

    /// <summary>One end of a cable within the host.</summary>
    Veth,
    OpenVSwitch,

    /// <summary>Another that is made by software: a tunnel, a dummy.</summary>
    Virtual,
    Loopback,
    Unknown,
}

public static class InterfaceKinds
{
    /// <summary>The stable word of the API.</summary>
    public static string ToToken(this InterfaceKind kind) => kind switch
    {
        InterfaceKind.OpenVSwitch => "open-vswitch",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>For people; a localizer's key.</summary>
    public static string ToWord(this InterfaceKind kind) => kind switch
    {
        InterfaceKind.Card => "network card",
        InterfaceKind.Vlan => "VLAN",
        InterfaceKind.Tap => "tap",
        InterfaceKind.Veth => "virtual cable",
        InterfaceKind.OpenVSwitch => "Open vSwitch",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

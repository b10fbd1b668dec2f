namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>What configures a network interface of a host, and sets it up again after a boot.</summary>
public enum InterfaceKeeper
{
    Unknown,
    NetworkManager,

    /// <summary>netplan, by systemd-networkd.</summary>
    Netplan,
    Networkd,
    Ifupdown,
}

public static class InterfaceKeepers
{
    /// <summary>The program's own name; <c>null</c> where it is not known.</summary>
    public static string? ToWord(this InterfaceKeeper keeper) => keeper switch
    {
        InterfaceKeeper.NetworkManager => "NetworkManager",
        InterfaceKeeper.Netplan => "netplan",
        InterfaceKeeper.Networkd => "systemd-networkd",
        InterfaceKeeper.Ifupdown => "ifupdown",
        _ => null,
    };
}

namespace WebConsole.Hypervisor.Forwards;

/// <summary>Whether a forward works, by what the firewall has.</summary>
public enum ForwardState
{
    /// <summary>The firewall has it.</summary>
    Active,

    /// <summary>The machine is off; it begins with the machine.</summary>
    Off,

    /// <summary>The machine runs without it: from its next start.</summary>
    Waiting,

    /// <summary>It is removed, and the firewall has it until the machine stops.</summary>
    Closing,

    /// <summary>The firewall has refused it.</summary>
    Failed,

    /// <summary>No hook is installed that would put it in force.</summary>
    NoHook,

    /// <summary>Its card is gone, or is on no NAT network.</summary>
    NoCard,

    /// <summary>The network keeps no address for the card.</summary>
    NoAddress,

    /// <summary>The port leads to another machine, or to another card.</summary>
    Taken,

    /// <summary>The firewall has it, and the card has another address than the one kept for it: until it renews its lease, the port leads past it.</summary>
    Elsewhere,

    /// <summary>The host is another one than WebConsole's, whose firewall nobody here sees, or has another driver than QEMU's of the system.</summary>
    Unknown,
}

internal static class ForwardStates
{
    /// <summary>The word in the API.</summary>
    public static string ToToken(this ForwardState state) => state switch
    {
        ForwardState.Active => "active",
        ForwardState.Off => "off",
        ForwardState.Waiting => "waiting",
        ForwardState.Closing => "closing",
        ForwardState.Failed => "failed",
        ForwardState.NoHook => "no-hook",
        ForwardState.NoCard => "no-card",
        ForwardState.NoAddress => "no-address",
        ForwardState.Taken => "taken",
        ForwardState.Elsewhere => "elsewhere",
        _ => "unknown",
    };
}

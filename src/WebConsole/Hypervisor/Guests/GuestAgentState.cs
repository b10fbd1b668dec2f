namespace WebConsole.Hypervisor.Guests;

/// <summary>How it stands with the agent in a guest.</summary>
public enum GuestAgentState
{
    /// <summary>The machine does not run.</summary>
    Off,

    /// <summary>What runs the machine has no agent: a container, Xen.</summary>
    Unsupported,

    /// <summary>The machine lacks the channel by which the agent speaks.</summary>
    NoChannel,

    /// <summary>Nothing in the guest has opened the channel: the agent is not installed, or does not run.</summary>
    Disconnected,

    /// <summary>It has opened the channel, and does not answer.</summary>
    Silent,

    /// <summary>It is busy with what was asked before.</summary>
    Busy,

    /// <summary>It has frozen the file systems, and answers nothing else meanwhile.</summary>
    Frozen,

    /// <summary>It answers, and refused this.</summary>
    Refused,

    Connected,
}

internal static class GuestAgentStates
{
    /// <summary>The name in the API and the markup.</summary>
    public static string ToToken(this GuestAgentState state) => state switch
    {
        GuestAgentState.Off => "off",
        GuestAgentState.Unsupported => "unsupported",
        GuestAgentState.NoChannel => "no-channel",
        GuestAgentState.Disconnected => "disconnected",
        GuestAgentState.Silent => "silent",
        GuestAgentState.Busy => "busy",
        GuestAgentState.Frozen => "frozen",
        GuestAgentState.Refused => "refused",
        _ => "connected",
    };
}

using WebConsole.Hypervisor;

namespace WebConsole.Components.Shared;

/// <summary>A machine's states in words for people; each is also a localizer's key.</summary>
public static class MachineWords
{
    public static string ToWord(this MachineState state) => state switch
    {
        MachineState.Running => "running",
        MachineState.Paused => "paused",
        MachineState.Suspended => "suspended",
        MachineState.ShuttingDown => "shutting down",
        MachineState.ShutOff => "off",
        MachineState.Crashed => "crashed",
        _ => "unknown",
    };
}

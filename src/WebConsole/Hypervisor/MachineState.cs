namespace WebConsole.Hypervisor;

/// <summary>The states a user sees; libvirt's <c>blocked</c> and <c>idle</c> are running.</summary>
public enum MachineState
{
    Unknown,
    Running,
    Paused,
    Suspended,
    ShuttingDown,
    ShutOff,
    Crashed,
}

public static class MachineStates
{
    /// <summary>The stable token of the contract: <c>data-state</c>, the API and the URL use it.</summary>
    public static string ToToken(this MachineState state) => state switch
    {
        MachineState.Running => "running",
        MachineState.Paused => "paused",
        MachineState.Suspended => "suspended",
        MachineState.ShuttingDown => "shutting-down",
        MachineState.ShutOff => "shut-off",
        MachineState.Crashed => "crashed",
        _ => "unknown",
    };

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

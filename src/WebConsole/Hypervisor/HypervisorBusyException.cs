namespace WebConsole.Hypervisor;

/// <summary>Another call to the same machine has not come back yet; this one did not begin.</summary>
public sealed class HypervisorBusyException(string message) : HypervisorException(message);

namespace WebConsole.Hypervisor;

/// <summary>Another call to the same machine has not returned yet; this call was not started.</summary>
public sealed class HypervisorBusyException(string message) : HypervisorException(message);

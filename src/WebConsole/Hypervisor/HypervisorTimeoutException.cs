namespace WebConsole.Hypervisor;

/// <summary>libvirt did not answer in time. Whether the call takes effect later is unknown.</summary>
public sealed class HypervisorTimeoutException(string message) : HypervisorException(message);

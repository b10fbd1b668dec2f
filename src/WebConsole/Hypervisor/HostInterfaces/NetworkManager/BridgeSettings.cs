namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>What is to be changed of a bridge; what is <c>null</c> stays.</summary>
/// <param name="Stp">Whether it looks for loops.</param>
/// <param name="Mtu">In bytes, of the bridge and of its ports.</param>
/// <param name="FilterVlans">Whether it tells VLANs apart.</param>
public sealed record BridgeSettings(bool? Stp, int? Mtu, bool? FilterVlans);

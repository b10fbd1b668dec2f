namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>A bridge for one VLAN of a network card or bond, whose own addresses stay where they are.</summary>
/// <param name="Bridge">The bridge's name.</param>
/// <param name="Over">The card or bond that carries the VLAN.</param>
/// <param name="Vlan">The VLAN's number.</param>
/// <param name="VlanName">The name of the VLAN's interface, which is made with the bridge.</param>
/// <param name="Dhcp">Whether the host itself gets an address in the VLAN, by DHCP.</param>
/// <param name="Mac">The bridge's MAC address.</param>
public sealed record TaggedBridge(string Bridge, string Over, int Vlan, string VlanName, bool Dhcp, string? Mac);

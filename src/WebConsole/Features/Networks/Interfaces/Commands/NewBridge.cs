namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>A bridge to make over an interface of the host, in the form of the API.</summary>
/// <param name="Name">Its name, such as <c>br0</c>.</param>
/// <param name="Over">The network card, bond or VLAN that it lies over, and whose addresses it gets.</param>
/// <param name="Vlan">The number of a VLAN: the bridge lies over that VLAN of <paramref name="Over"/>, which is made with it and keeps its addresses. <c>null</c> for untagged.</param>
/// <param name="Dhcp">With a VLAN, whether the host itself gets an address in it by DHCP; it has none otherwise.</param>
public sealed record NewBridge(string? Name = null, string? Over = null, int? Vlan = null, bool? Dhcp = null);

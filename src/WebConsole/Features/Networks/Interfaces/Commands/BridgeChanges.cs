namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>What to change of a bridge of the host, in the form of the API; what is <c>null</c> stays.</summary>
/// <param name="Name">The bridge's name, such as <c>br0</c>.</param>
/// <param name="Stp">Whether it looks for loops (spanning tree).</param>
/// <param name="Mtu">The largest packet in bytes, of the bridge and of its card, bond or VLAN.</param>
/// <param name="FilterVlans">Whether it tells VLANs apart.</param>
public sealed record BridgeChanges(string? Name = null, bool? Stp = null, int? Mtu = null, bool? FilterVlans = null);

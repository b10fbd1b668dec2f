using WebConsole.CloudInit.Rules;

namespace WebConsole.CloudInit;

/// <summary>How a network interface of a new machine is set up, in the form of the API.</summary>
/// <param name="Mac">The interface's MAC address, by which the guest finds it; <see cref="CloudInitSettings.WithMacs"/> fills in what is missing.</param>
/// <param name="Dhcp">Whether the guest asks a DHCP server for an IPv4 address; by default where there are no <paramref name="Addresses"/>.</param>
/// <param name="Addresses">Fixed addresses with the length of their prefix: <c>192.0.2.10/24</c>, <c>2001:db8::10/64</c>.</param>
/// <param name="Gateway">Where all else is sent that is of the kind of its address. Of IPv6, and beside an address of a /32, it may be any.</param>
/// <param name="Dns">Addresses of name servers; only with fixed addresses, as <paramref name="Search"/>.</param>
/// <param name="Search">Domains in which short names are looked up.</param>
/// <param name="Gateway6">Where all else of IPv6 is sent, where <paramref name="Gateway"/> is of IPv4.</param>
public sealed record CloudInitNetwork(
    string? Mac = null, bool? Dhcp = null, IReadOnlyList<string>? Addresses = null, string? Gateway = null, IReadOnlyList<string>? Dns = null, IReadOnlyList<string>? Search = null, string? Gateway6 = null)
{
    internal bool UsesDhcp => Dhcp ?? !HasAddresses;

    internal bool HasAddresses => (Addresses ?? []).OfType<string>().Any();

    /// <summary>Whether a gateway lies outside of the networks of all addresses, as with an address of a /32: it is reached all the same.</summary>
    internal bool HasGatewayOnLink => new[] { Gateway, Gateway6 }.Any(text => IpText.TryParse(text, out var gateway) && !(Addresses ?? []).OfType<string>().Any(address => IpText.IsBeside(gateway, address)));
}

namespace WebConsole.Features.Networks.Forwards;

/// <summary>Ports of the host that shall lead to a machine.</summary>
/// <param name="Protocol"><c>tcp</c>, the default, or <c>udp</c>.</param>
/// <param name="HostAddress">The host's IPv4 address; all of them by default, so that whoever reaches the host reaches the machine.</param>
/// <param name="HostPort">The host's port, or the first of several.</param>
/// <param name="LastHostPort">The last of several, which keep their numbers.</param>
/// <param name="Card">The MAC address of the machine's card; not needed where one alone is on a NAT network.</param>
/// <param name="Port">The machine's port; the same by default.</param>
/// <param name="Address">The address that the network shall keep for the card, if it keeps none yet; the one of its lease by default.</param>
public sealed record NewForward(string? Protocol = null, string? HostAddress = null, int? HostPort = null, int? LastHostPort = null, string? Card = null, int? Port = null, string? Address = null);

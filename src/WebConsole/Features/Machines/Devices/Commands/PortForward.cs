namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>Ports of the host that lead to a guest.</summary>
/// <param name="Protocol"><c>tcp</c>, the default, or <c>udp</c>.</param>
/// <param name="Address">The host's address that is listened on; empty for all.</param>
/// <param name="Port">The port, or the first of several.</param>
/// <param name="LastPort">The last of several.</param>
/// <param name="GuestPort">The guest's port for the first; the same by default.</param>
public sealed record PortForward(string? Protocol = null, string? Address = null, int? Port = null, int? LastPort = null, int? GuestPort = null);

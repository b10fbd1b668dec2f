namespace WebConsole.Features.Networks.Forwards;

/// <summary>A forward that a machine has.</summary>
/// <param name="Protocol"><c>tcp</c>, the default, or <c>udp</c>.</param>
/// <param name="HostAddress">The host's address; none for all of them.</param>
/// <param name="HostPort">The host's port, or the first of several.</param>
public sealed record OldForward(string? Protocol = null, string? HostAddress = null, int? HostPort = null);

using WebConsole.Hypervisor.HostInterfaces;

namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>What the changes of a host's network work with.</summary>
public sealed record BridgeServices(HostInterfaceStore Interfaces, NetworkChanges Changes);

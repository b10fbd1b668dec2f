using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>What changes of forwards work with.</summary>
internal sealed record ForwardServices(DefinitionEditor Editor, HostPorts Ports, ForwardReader Reader, ForwardHelper Helper, InventoryStore Inventory);

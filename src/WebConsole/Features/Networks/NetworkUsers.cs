using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks;

/// <summary>The machines that use a network.</summary>
internal static class NetworkUsers
{
    /// <summary>Those whose definitions name it, in the order of their names: without it, they do not start.</summary>
    public static IReadOnlyList<Machine> Of(InventorySnapshot inventory, Network network) => Where(inventory, network, machine => MachineLinks.Of(machine).Networks.Contains(network.Name));

    /// <summary>Those that run with a card on it, by its name or by its bridge.</summary>
    public static IReadOnlyList<Machine> Running(InventorySnapshot inventory, Network network) => Where(inventory, network, machine => machine.IsActive && IsPluggedIn(machine, network));

    /// <summary>Their names in one line; <c>null</c> for none.</summary>
    public static string? Names(IReadOnlyList<Machine> machines) => machines.Count == 0 ? null : string.Join(", ", machines.Select(machine => machine.Name));

    private static bool IsPluggedIn(Machine machine, Network network) =>
        DomainXml.TryParse(machine.Xml, out var xml) && xml.Interfaces.Any(card => card.SourceNetwork == network.Name || (card.SourceBridge is { } bridge && bridge == network.Bridge));

    private static IReadOnlyList<Machine> Where(InventorySnapshot inventory, Network network, Func<Machine, bool> uses) =>
        [.. inventory.Machines.Values.Where(machine => machine.Id.Host == network.Host && uses(machine)).OrderBy(machine => machine.Name, NaturalOrder.Instance)];
}

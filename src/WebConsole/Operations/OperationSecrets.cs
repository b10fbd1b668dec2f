using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Operations;

/// <summary>
/// Removes from an operation's messages the values that viewers may not read, by the definitions of all objects that it
/// touches: as they were at its start, and as they are now.
/// </summary>
internal sealed class OperationSecrets(Operation operation, InventoryStore inventory)
{
    private readonly ImmutableArray<string> _before = Definitions(operation, inventory.Current);

    public string HideIn(string said) => _before.Union(Definitions(operation, inventory.Current)).Aggregate(said, DefinitionMask.HideIn);

    private static ImmutableArray<string> Definitions(Operation operation, InventorySnapshot inventory) =>
        [.. operation.Claims.Prepend(operation.Subject).Select(inventory.DefinitionOf).OfType<string>().Distinct()];
}

using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Operations;

/// <summary>
/// Keeps out of what is told of an operation what the definitions of all that it touches keep from viewers: as they were
/// when it began, and as they are when something is told.
/// </summary>
internal sealed class OperationSecrets(Operation operation, InventoryStore inventory)
{
    private readonly ImmutableArray<string> _before = Definitions(operation, inventory.Current);

    public string HideIn(string said) => _before.Union(Definitions(operation, inventory.Current)).Aggregate(said, DefinitionMask.HideIn);

    private static ImmutableArray<string> Definitions(Operation operation, InventorySnapshot inventory) =>
        [.. operation.Claims.Prepend(operation.Subject).Select(inventory.DefinitionOf).OfType<string>().Distinct()];
}

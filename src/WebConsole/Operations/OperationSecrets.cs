using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Operations;

/// <summary>
/// Removes from an operation's messages the secrets that it was given, the password in iscsiadm's command line, which
/// libvirt quotes when that fails, and the values that viewers may not read, by the definitions of all objects that it
/// touches: as they were at its start, and as they are now.
/// </summary>
internal sealed partial class OperationSecrets(Operation operation, InventoryStore inventory)
{
    private readonly ImmutableArray<string> _before = Definitions(operation, inventory.Current);

    public string HideIn(string said) => _before.Union(Definitions(operation, inventory.Current)).Aggregate(HideSecrets(said), DefinitionMask.HideIn);

    /// <summary>The longest first: a part of another one must not leave the rest of that.</summary>
    private string HideSecrets(string said) => operation.Secrets.OrderByDescending(secret => secret.Length)
        .Aggregate(IscsiPassword().Replace(said, $"$1{DefinitionMask.Mark}"), SecretValue.HideIn);

    private static ImmutableArray<string> Definitions(Operation operation, InventorySnapshot inventory) =>
        [.. operation.Claims.Prepend(operation.Subject).Select(inventory.DefinitionOf).OfType<string>().Distinct()];

    [GeneratedRegex(@"(node\.session\.auth\.password(?:_in)?\s+--value\s+)\S+")]
    private static partial Regex IscsiPassword();
}

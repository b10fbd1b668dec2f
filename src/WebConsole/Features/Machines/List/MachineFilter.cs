using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.List;

/// <summary>
/// What someone typed above the table: words that must all occur in a machine's name, title, addresses, UUID or host,
/// and <c>state:</c> with the beginning of a state, of which one must fit.
/// </summary>
public sealed record MachineFilter(string Text)
{
    private const string StateKey = "state:";

    private readonly ImmutableArray<string> _tokens = [.. Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    public bool IsEmpty => _tokens.IsEmpty;

    public bool Matches(Machine machine) =>
        Words.All(word => Holds(machine, word)) && (!States.Any() || States.Any(state => IsState(machine.State, state)));

    /// <summary>Whether the filter names this state, as its chip does.</summary>
    public bool Names(MachineState state) => States.Contains(state.ToToken(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The filter with the state's token put in or taken out.</summary>
    public MachineFilter Toggle(MachineState state)
    {
        var token = StateKey + state.ToToken();
        var others = _tokens.Where(other => !other.Equals(token, StringComparison.OrdinalIgnoreCase));
        return new MachineFilter(string.Join(' ', Names(state) ? others : others.Prepend(token)));
    }

    private IEnumerable<string> Words => _tokens.Where(token => !token.StartsWith(StateKey, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> States => _tokens
        .Where(token => token.StartsWith(StateKey, StringComparison.OrdinalIgnoreCase))
        .Select(token => token[StateKey.Length..]);

    // The beginning is enough, so that the table does not go empty while someone types.
    private static bool IsState(MachineState state, string wanted) =>
        state.ToToken().StartsWith(wanted, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(Machine machine, string word) =>
        Has(machine.Name, word) || Has(machine.Title, word) || Has(machine.Id.Host, word)
        || machine.Addresses.Concat(machine.EarlierAddresses).Any(address => Has(address, word)) || Has(machine.Id.Uuid.ToString("D"), word);

    private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}

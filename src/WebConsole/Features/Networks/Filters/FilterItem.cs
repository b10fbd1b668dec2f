using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Filters;

/// <summary>A packet filter in the API.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Name">Its name, by which network cards refer to it.</param>
/// <param name="Chain">The chain in which its rules stand.</param>
/// <param name="Priority">The place of the chain, if it says one.</param>
/// <param name="Rules">How many rules it has of its own.</param>
/// <param name="Includes">Names of the filters that it includes.</param>
/// <param name="Machines">UUIDs of the machines whose cards name it.</param>
/// <param name="Actions">What the caller may do with it now.</param>
internal sealed record FilterItem(string Host, Guid Uuid, string Name, string Chain, int? Priority, int Rules, IReadOnlyList<string> Includes, IReadOnlyList<Guid> Machines, IReadOnlyList<string> Actions)
{
    public static FilterItem Of(NetworkFilter filter, InventorySnapshot snapshot, OfferedActions actions)
    {
        var rules = FilterRules.Of(filter);
        return new FilterItem(filter.Host, filter.Uuid, filter.Name, rules.Chain, rules.Priority, rules.Own, rules.Included,
            [.. FilterUsers.Of(filter, snapshot).Machines.Select(machine => machine.Id.Uuid)], [.. actions.Now.Select(action => action.Word)]);
    }
}

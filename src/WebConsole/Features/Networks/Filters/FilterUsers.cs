using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Filters;

/// <summary>What refers to a packet filter: filters that include it, and machines whose cards name it or one of those.</summary>
/// <param name="Machines">Machines whose cards name the filter itself.</param>
/// <param name="Including">Filters that include it, directly.</param>
/// <param name="Through">Machines that have it only because their filter includes it, over however many steps.</param>
internal sealed record FilterUsers(IReadOnlyList<Machine> Machines, IReadOnlyList<NetworkFilter> Including, IReadOnlyList<Machine> Through)
{
    public static FilterUsers Of(NetworkFilter filter, InventorySnapshot snapshot)
    {
        var filters = snapshot.Filters.Values.Where(other => other.Host == filter.Host).ToArray();
        var above = Above(filter.Name, filters);
        var machines = snapshot.Machines.Values.Where(machine => machine.Id.Host == filter.Host).OrderBy(machine => machine.Name, NaturalOrder.Instance).ToArray();
        return new FilterUsers(
            [.. machines.Where(machine => Names(machine, filter.Name))],
            [.. filters.Where(other => FilterRules.Of(other).Included.Contains(filter.Name)).OrderBy(other => other.Name, NaturalOrder.Instance)],
            [.. machines.Where(machine => !Names(machine, filter.Name) && MachineLinks.Of(machine).Filters.Any(above.Contains))]);
    }

    private static bool Names(Machine machine, string filter) => MachineLinks.Of(machine).Filters.Contains(filter);

    /// <summary>The names of all filters that have it in them. libvirt refuses loops; one would end here.</summary>
    private static HashSet<string> Above(string name, NetworkFilter[] filters)
    {
        var (found, next) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([name]));
        while (next.TryDequeue(out var below))
        {
            foreach (var filter in filters.Where(filter => FilterRules.Of(filter).Included.Contains(below)))
            {
                if (found.Add(filter.Name))
                    next.Enqueue(filter.Name);
            }
        }
        return found;
    }
}

using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using NetworkFilter = WebConsole.Hypervisor.Inventory.NetworkFilter;

namespace WebConsole.Features.Networks.Filters.Commands;

/// <summary>Deletes a packet filter that nothing names any more.</summary>
public sealed record DeleteFilter : ActionOperation
{
    private const int MostNamed = 10;

    public static ObjectAction<NetworkFilter> AsAction { get; } = new PlainAction<NetworkFilter>("delete")
    {
        Doing = "deleted",
        Label = "Delete",
        Effect = "Deletes the filter.",
        Icon = Icons.Material.Outlined.Delete,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "",
        Question = "Delete the packet filter {0}?",
        Confirm = "Its definition stays in the history, from where it can be brought back.",
        Applies = _ => true,
        Make = (filter, host) => new DeleteFilter { Filter = filter.Id, Target = filter.Name, Uri = host.Uri },
    };

    public required ObjectId Filter { get; init; }

    public required string Uri { get; init; }

    public override ObjectId Subject => Filter;

    public override Lane Lane => Lane.Commands;

    public override string VirshLine => VirshCommand.For(Uri, "nwfilter-undefine", Filter.Uuid!.Value, Target);

    protected override ObjectAction Of => AsAction;

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Filter) is null ? $"There is no packet filter {Filter.Key} on {Host} (any more)." : null);

    /// <summary>libvirt refuses only where a machine runs with it; the others would not start any more.</summary>
    public override string? WhyConflicts(InventorySnapshot inventory)
    {
        if (inventory.Find(Filter) is not NetworkFilter filter)
            return null;
        var users = FilterUsers.Of(filter, inventory);
        return users.Machines.Count > 0 ? $"Network cards of these machines have it: {Listed(users.Machines)}. Give them another filter, or none, first."
            : users.Including.Count > 0 ? $"Other filters include it: {Listed(users.Including)}."
            : null;
    }

    public override Task ExecuteAsync(OperationContext context) => context.RunAsync(Filter, Lane, connection =>
    {
        using var filter = connection.LookupNetworkFilter(Filter.Uuid!.Value);
        context.Undefine(Filter, filter.Undefine);
        return true;
    }, Action);

    private static string Listed(IReadOnlyList<ISubject> users) => string.Join(", ", users.Take(MostNamed).Select(user => user.Name)) + (users.Count > MostNamed ? $" and {users.Count - MostNamed} more" : "");
}

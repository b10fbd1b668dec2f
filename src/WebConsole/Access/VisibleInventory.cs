using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Access;

/// <summary>
/// The inventory without the objects that the current user may not see. Pages, hubs and the API read this one.
/// </summary>
public sealed class VisibleInventory(InventoryStore store, IAccess access, CurrentUser user)
{
    /// <summary>Raised with the store's event, also for changes of hidden objects.</summary>
    public event Action<InventoryChange> Changed
    {
        add => store.Changed += value;
        remove => store.Changed -= value;
    }

    /// <summary>The store's own snapshot if nothing is hidden, which costs one check per host.</summary>
    public InventorySnapshot Current
    {
        get
        {
            var snapshot = store.Current;
            return snapshot.Hosts.All(host => Sees(ObjectId.OfHost(host.Name))) ? snapshot : Visible(snapshot);
        }
    }

    /// <summary>Has an object read anew, as far as the user may see it; ends when it is known.</summary>
    public Task AskForAsync(ObjectId id) => Sees(id) ? store.AskFor(id) : Task.CompletedTask;

    private InventorySnapshot Visible(InventorySnapshot all)
    {
        var open = all.Hosts.Where(host => Sees(ObjectId.OfHost(host.Name))).Select(host => host.Name).ToHashSet(StringComparer.Ordinal);
        bool Shows(ObjectId id) => open.Contains(id.Host) || Sees(id);
        var seen = all with
        {
            Machines = all.Machines.RemoveRange(all.Machines.Keys.Where(id => !Shows(id))),
            Networks = all.Networks.RemoveRange(all.Networks.Keys.Where(key => !Shows(ObjectId.Network(key.Host, key.Uuid)))),
            StoragePools = all.StoragePools.RemoveRange(all.StoragePools.Keys.Where(key => !Shows(ObjectId.Pool(key.Host, key.Uuid)))),
            Filters = all.Filters.RemoveRange(all.Filters.Keys.Where(key => !Shows(ObjectId.Filter(key.Host, key.Uuid)))),
            FilterBindings = all.FilterBindings.RemoveRange(all.FilterBindings.Keys.Where(key => !open.Contains(key.Host))),
            Volumes = all.Volumes.RemoveRange(all.Volumes.Keys.Where(key => !Shows(ObjectId.Pool(key.Host, key.Pool)))),
            IsoImages = all.IsoImages.RemoveRange(all.IsoImages.Keys.Where(id => !Shows(id.Parent!.Value))),
            NodeDevices = all.NodeDevices.RemoveRange(all.NodeDevices.Keys.Where(key => !open.Contains(key.Host))),
        };
        seen = seen with { Leases = all.Leases.RemoveRange(all.Leases.Keys.Where(key => !seen.Networks.Values.Any(network => network.Host == key.Host && network.Name == key.Network))) };
        // A host is visible if any of its objects is visible.
        return seen with { Hosts = [.. all.Hosts.Where(host => open.Contains(host.Name) || Holds(seen, host.Name))] };
    }

    private static bool Holds(InventorySnapshot snapshot, string host) => snapshot.Machines.Keys.Any(id => id.Host == host)
        || snapshot.Networks.Keys.Any(key => key.Host == host) || snapshot.StoragePools.Keys.Any(key => key.Host == host);

    private bool Sees(ObjectId id) => access.May(user.Principal, Right.See, id);
}

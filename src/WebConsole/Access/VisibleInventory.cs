using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Access;

/// <summary>The inventory as the current user may see it: what is hidden is not there. Pages, hubs and the API read this one.</summary>
public sealed class VisibleInventory(InventoryStore store, IAccess access, CurrentUser user)
{
    /// <summary>Raised as the store's own; it tells that something changed, seen or not.</summary>
    public event Action<InventoryChange> Changed
    {
        add => store.Changed += value;
        remove => store.Changed -= value;
    }

    /// <summary>The store's own snapshot where nothing has to be hidden, which costs one question a host.</summary>
    public InventorySnapshot Current
    {
        get
        {
            var snapshot = store.Current;
            return snapshot.Hosts.All(host => Sees(ObjectId.OfHost(host.Name))) ? snapshot : Visible(snapshot);
        }
    }

    private InventorySnapshot Visible(InventorySnapshot all)
    {
        var open = all.Hosts.Where(host => Sees(ObjectId.OfHost(host.Name))).Select(host => host.Name).ToHashSet(StringComparer.Ordinal);
        bool Shows(ObjectId id) => open.Contains(id.Host) || Sees(id);
        var seen = all with
        {
            Machines = all.Machines.RemoveRange(all.Machines.Keys.Where(id => !Shows(id))),
            Networks = all.Networks.RemoveRange(all.Networks.Keys.Where(key => !Shows(ObjectId.Network(key.Host, key.Uuid)))),
            StoragePools = all.StoragePools.RemoveRange(all.StoragePools.Keys.Where(key => !Shows(ObjectId.Pool(key.Host, key.Uuid)))),
            Volumes = all.Volumes.RemoveRange(all.Volumes.Keys.Where(key => !Shows(ObjectId.Pool(key.Host, key.Pool)))),
            NodeDevices = all.NodeDevices.RemoveRange(all.NodeDevices.Keys.Where(key => !open.Contains(key.Host))),
        };
        // A host is named where something of it is seen.
        return seen with { Hosts = [.. all.Hosts.Where(host => open.Contains(host.Name) || Holds(seen, host.Name))] };
    }

    private static bool Holds(InventorySnapshot snapshot, string host) => snapshot.Machines.Keys.Any(id => id.Host == host)
        || snapshot.Networks.Keys.Any(key => key.Host == host) || snapshot.StoragePools.Keys.Any(key => key.Host == host);

    private bool Sees(ObjectId id) => access.May(user.Principal, Right.See, id);
}

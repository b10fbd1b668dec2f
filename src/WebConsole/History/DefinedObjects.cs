using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.History;

/// <summary>
/// What is known to be defined: from each inventory it tells what has changed since the one before. Used by one caller at a time,
/// except for <see cref="Watched"/>.
/// </summary>
internal sealed class DefinedObjects
{
    /// <summary>What does not answer at first is not in the first lists, and not deleted.</summary>
    private static readonly TimeSpan UntilWhole = TimeSpan.FromMinutes(1);

    private readonly HashSet<(string Host, ObjectKind Kind)> _listed = [];
    private readonly Dictionary<string, DateTimeOffset> _connectedAt = [];
    private InventorySnapshot _known = InventorySnapshot.Empty;
    private volatile IReadOnlyCollection<string> _watched = [];

    /// <summary>The hosts of which every change is noticed, and what was missed while WebConsole was away has been.</summary>
    public IReadOnlyCollection<string> Watched => _watched;

    /// <summary>What has changed in this inventory, and which lists of objects are whole in it for the first time.</summary>
    public (IReadOnlyList<Observation> Seen, IReadOnlyList<ObjectList> Lists) Take(InventorySnapshot now, DateTimeOffset at)
    {
        var before = _known;
        _known = now;
        var watched = now.Hosts.Where(host => host.Connection is ConnectionState.Connected or ConnectionState.Degraded).Select(host => host.Name).ToHashSet();
        _watched = [.. watched.Where(host => _listed.Contains((host, ObjectKind.Machine)))];
        var seen = new List<Observation>();
        Compare(before.Machines, now.Machines, machine => machine.Persistent ? machine.InactiveXml ?? machine.Xml : null);
        Compare(before.Networks, now.Networks, network => network.Persistent ? network.InactiveXml ?? network.Xml : null);
        Compare(before.Filters, now.Filters, filter => filter.Xml);
        // One that has not answered yet has no text.
        Compare(before.StoragePools, now.StoragePools, pool => pool.Persistent && pool.Xml.Length > 0 ? pool.InactiveXml ?? pool.Xml : null);
        return (seen, Lists(now, watched, at));

        void Compare<TKey, T>(IReadOnlyDictionary<TKey, T> old, IReadOnlyDictionary<TKey, T> current, Func<T, string?> textOf) where TKey : notnull where T : class, ISubject
        {
            if (ReferenceEquals(old, current))
                return;
            foreach (var (key, one) in current)
            {
                if (old.GetValueOrDefault(key) is var earlier && !ReferenceEquals(earlier, one))
                    Add(one, earlier is null ? null : textOf(earlier), textOf(one));
            }
            foreach (var (key, one) in old)
            {
                if (!current.ContainsKey(key))
                    Add(one, textOf(one), null);
            }
        }

        void Add(ISubject one, string? earlier, string? text)
        {
            if (text == earlier)
                return;
            var kept = Keep(one, text);
            if (kept != Keep(one, earlier))
                seen.Add(new Observation(one.Id, one.Name, kept, at) { Away = !watched.Contains(one.Id.Host) || (one.Id.Kind is ObjectKind.Pool && now.Host(one.Id.Host) is { StorageUnread: true }) });
        }
    }

    private static string? Keep(ISubject one, string? text) => text is null ? null : KeptDefinition.Of(one.Id.Kind, text);

    /// <summary>
    /// Once for each host: what the history knows beside these was deleted while WebConsole was away. A list without networks, filters or pools may
    /// be one that could not be read.
    /// </summary>
    private List<ObjectList> Lists(InventorySnapshot now, HashSet<string> watched, DateTimeOffset at)
    {
        var lists = new List<ObjectList>();
        foreach (var host in now.Hosts.Where(host => watched.Contains(host.Name)))
        {
            _connectedAt.TryAdd(host.Name, at);
            if (at - _connectedAt[host.Name] < UntilWhole)
                continue;
            if (now.ListedMachines.TryGetValue(host.Name, out var listed))
                Add(host.Name, ObjectKind.Machine, now.Machines.Values.Where(machine => machine.Persistent), listed.Where(uuid => !now.Machines.ContainsKey(new MachineId(host.Name, uuid))), mayBeEmpty: true);
            Add(host.Name, ObjectKind.Network, now.Networks.Values.Where(network => network.Persistent), []);
            Add(host.Name, ObjectKind.Filter, now.Filters.Values, []);
            if (!host.StorageUnread)
                Add(host.Name, ObjectKind.Pool, now.StoragePools.Values.Where(pool => pool.Persistent), []);
        }
        return lists;

        // One that does not answer is there all the same.
        void Add(string host, ObjectKind kind, IEnumerable<ISubject> all, IEnumerable<Guid> silent, bool mayBeEmpty = false)
        {
            if (!_listed.Add((host, kind)))
                return;
            var present = all.Where(one => one.Id.Host == host).Select(one => one.Id.Key).Concat(silent.Select(uuid => $"{uuid:D}")).ToHashSet();
            if (mayBeEmpty || present.Count > 0)
                lists.Add(new ObjectList(host, kind, present));
        }
    }
}

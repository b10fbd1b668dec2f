using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// How to read one kind of object: all of a host, or a single one. Each reading returns a function that changes the
/// snapshot.
/// </summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">In the log.</param>
/// <param name="Lane">Where its calls may wait.</param>
/// <param name="ReadAll">Reads all of a host.</param>
/// <param name="ReadOne">Reads the one that an event named.</param>
internal sealed record ResourceKind(ObjectKind Kind, string Name, Lane Lane,
    Func<LibvirtConnection, string, Func<InventorySnapshot, InventorySnapshot>> ReadAll,
    Func<LibvirtConnection, ObjectId, Func<InventorySnapshot, InventorySnapshot>> ReadOne);

/// <summary>The kinds of object that machines use: networks, packet filters, storage pools, devices of the host.</summary>
internal static class InventoryResources
{
    /// <summary>Packet filters, of which no event tells, with the cards that they guard.</summary>
    public static readonly ResourceKind Filters = new(ObjectKind.Filter, "packet filters", Lane.Inventory,
        (connection, host) =>
        {
            var read = ReadAll(connection.ListNetworkFilters(), filter => ResourceReader.Read(filter, host));
            var bindings = connection.ListNetworkFilterBindings().Select(xml => NetworkFilterBindingXml.TryParse(xml, out var binding) && binding.PortDevice is { } device ? new FilterBinding(host, device, xml) : null).OfType<FilterBinding>().ToList();
            return snapshot => snapshot with
            {
                Filters = Replace(snapshot.Filters, key => key.Host == host, read, filter => (Host: host, filter.Uuid)),
                FilterBindings = Replace(snapshot.FilterBindings, key => key.Host == host, bindings, binding => (Host: host, binding.Device)),
            };
        },
        (connection, id) =>
        {
            var read = ReadOne(() => connection.LookupNetworkFilter(id.Uuid!.Value), filter => ResourceReader.Read(filter, id.Host));
            return snapshot => snapshot with { Filters = Put(snapshot.Filters, (id.Host, id.Uuid!.Value), read) };
        });

    /// <summary>Kinds that libvirt reads from its own memory.</summary>
    public static readonly ImmutableArray<ResourceKind> Quick =
    [
        new(ObjectKind.Network, "networks", Lane.Inventory,
            (connection, host) =>
            {
                var read = ReadAll(connection.ListNetworks(), network => ResourceReader.Read(network, host));
                return snapshot => snapshot with { Networks = Replace(snapshot.Networks, key => key.Host == host, read, network => (Host: host, network.Uuid)) };
            },
            (connection, id) =>
            {
                var read = ReadOne(() => connection.LookupNetwork(id.Uuid!.Value), network => ResourceReader.Read(network, id.Host));
                return snapshot => snapshot with { Networks = Put(snapshot.Networks, (id.Host, id.Uuid!.Value), read) };
            }),
        Filters,
        new(ObjectKind.Device, "host devices", Lane.Inventory,
            (connection, host) =>
            {
                var read = ReadAll(connection.ListNodeDevices(), device => ResourceReader.Read(device, host));
                return snapshot => snapshot with { NodeDevices = Replace(snapshot.NodeDevices, key => key.Host == host, read, device => (Host: host, device.Name)) };
            },
            (connection, id) =>
            {
                var read = ReadOne(() => connection.LookupNodeDevice(id.Key), device => ResourceReader.Read(device, id.Host));
                return snapshot => snapshot with { NodeDevices = Put(snapshot.NodeDevices, (id.Host, id.Key), read) };
            }),
    ];

    /// <summary>
    /// In a lane of their own: libvirt holds a pool's lock while it looks into the pool's storage, which over a network may
    /// not answer. One at a time: to list them waits for each one's lock.
    /// </summary>
    public static Func<InventorySnapshot, InventorySnapshot> ReadPool(LibvirtConnection connection, ObjectId id)
    {
        var read = ReadOne(() => connection.LookupStoragePool(id.Uuid!.Value), pool => ResourceReader.Read(pool, id.Host));
        return snapshot => snapshot with { StoragePools = Put(snapshot.StoragePools, (id.Host, id.Uuid!.Value), read) };
    }

    /// <summary>Which pools a host has.</summary>
    public static HashSet<ObjectId> ListPools(LibvirtConnection connection, string host) =>
        [.. ReadAll(connection.ListStoragePools(), pool => ObjectId.Pool(host, pool.Uuid))];

    private static List<TRead> ReadAll<TNative, TRead>(IReadOnlyList<TNative> objects, Func<TNative, TRead> read) where TNative : IDisposable
    {
        var found = new List<TRead>(objects.Count);
        foreach (var one in objects)
        {
            try
            {
                found.Add(read(one));
            }
            catch (LibvirtException)
            {
                // It vanished between listing and reading.
            }
            finally
            {
                one.Dispose();
            }
        }
        return found;
    }

    private static TRead? ReadOne<TNative, TRead>(Func<TNative> lookup, Func<TNative, TRead> read) where TNative : IDisposable where TRead : class
    {
        try
        {
            using var found = lookup();
            return read(found);
        }
        catch (LibvirtException exception) when (exception.Code is LibvirtErrorCode.NoNetwork or LibvirtErrorCode.NoStoragePool or LibvirtErrorCode.NoNodeDevice or LibvirtErrorCode.NoNetworkFilter)
        {
            return null;
        }
    }

    private static ImmutableDictionary<TKey, T> Replace<TKey, T>(ImmutableDictionary<TKey, T> known, Func<TKey, bool> ours, List<T> read, Func<T, TKey> key)
        where TKey : notnull where T : class
    {
        // The same where nothing changed, so that nothing is drawn or compared anew.
        var held = known.Where(entry => ours(entry.Key)).ToArray();
        var now = read.Select(one => KeyValuePair.Create(key(one), one)).DistinctBy(pair => pair.Key).ToArray();
        return held.Length == now.Length && now.All(pair => pair.Value.Equals(known.GetValueOrDefault(pair.Key))) ? known
            : known.RemoveRange(held.Select(entry => entry.Key)).SetItems(now);
    }

    private static ImmutableDictionary<TKey, T> Put<TKey, T>(ImmutableDictionary<TKey, T> known, TKey key, T? read) where TKey : notnull where T : class =>
        read is null ? known.Remove(key) : known.SetItem(key, read);
}

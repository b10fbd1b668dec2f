using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// Holds the newest <see cref="InventorySnapshot"/> and tells subscribers when there is a newer one. Collectors write
/// it; pages, hubs and the API read it.
/// </summary>
public sealed class InventoryStore(ILogger<InventoryStore>? log = null)
{
    private readonly ILogger _log = log ?? NullLogger<InventoryStore>.Instance;
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<ObjectId, bool> _due = new();
    private volatile InventorySnapshot _current = InventorySnapshot.Empty;

    /// <summary>Raised after each change, on the writer's thread and under no lock. Handlers return at once.</summary>
    public event Action<InventoryChange>? Changed;

    public InventorySnapshot Current => _current;

    /// <summary>
    /// Replaces the snapshot by the result of <paramref name="change"/>; raises no event if the result is the same
    /// object.
    /// </summary>
    public void Update(Func<InventorySnapshot, InventorySnapshot> change)
    {
        InventoryChange made;
        lock (_writing)
        {
            made = new(_current, change(_current));
            if (ReferenceEquals(made.Before, made.After))
                return;
            _current = made.After;
        }
        Subscribers.Tell(_log, Changed, tell => tell(made));
    }

    /// <summary>
    /// Requests that an object, and its parent if it has one, be read again soon, after a change for which libvirt
    /// raises no event.
    /// </summary>
    public void AskFor(ObjectId target) => _due[target.Parent ?? target] = true;

    /// <summary>Takes the requested objects of a host; each is returned once.</summary>
    internal IReadOnlyList<ObjectId> TakeAskedFor(string host) => [.. _due.Keys.Where(id => id.Host == host && _due.TryRemove(id, out _))];
}

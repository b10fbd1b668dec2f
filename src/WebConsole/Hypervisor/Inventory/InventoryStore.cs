using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// Holds the newest <see cref="InventorySnapshot"/> and tells subscribers that there is a newer one.
/// Collectors write; everything that is shown reads.
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

    /// <summary>Replaces the snapshot by what <paramref name="change"/> makes of it; says nothing where it makes the same.</summary>
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

    /// <summary>Asks that an object be read again soon, with its parent where it has one: something happened to it of which libvirt raises no event.</summary>
    public void AskFor(ObjectId target) => _due[target.Parent ?? target] = true;

    /// <summary>The objects of a host that were asked for, each told once.</summary>
    internal IReadOnlyList<ObjectId> TakeAskedFor(string host) => [.. _due.Keys.Where(id => id.Host == host && _due.TryRemove(id, out _))];
}

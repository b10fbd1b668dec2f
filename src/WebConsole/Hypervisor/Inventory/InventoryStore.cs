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
    private readonly ConcurrentDictionary<string, Func<ObjectId, Task>> _readers = new();
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
    /// Has an object read again now, or its parent if it has one: what changed before this call is here when the task
    /// ends. It ends at once for a host that is not connected, which is listed when it is, and for storage that is known
    /// not to answer. It may last, so callers limit how long they wait.
    /// </summary>
    public Task AskFor(ObjectId target) => _readers.TryGetValue(target.Host, out var read) ? read(target.Parent ?? target) : Task.CompletedTask;

    /// <summary>Sets what reads a host's objects for <see cref="AskFor"/>, until <see cref="EndReading"/>.</summary>
    internal void BeginReading(string host, Func<ObjectId, Task> read) => _readers[host] = read;

    internal void EndReading(string host) => _readers.TryRemove(host, out _);
}

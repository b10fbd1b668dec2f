using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components.Shared;

/// <summary>
/// Base of every component that shows what a store holds. It is told of changes, waits out its pace, comes to its own
/// circuit, reads with <see cref="Refresh"/> and draws. Nothing is missed: it listens before it reads.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly List<Action> _stop = [];
    private Throttle? _throttle;
    private bool _disposed;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>The shortest time between two drawings.</summary>
    protected virtual TimeSpan Pace => TimeSpan.FromMilliseconds(100);

    /// <summary>Begins to listen: <c>Listen(h => Store.Changed += h, h => Store.Changed -= h)</c>, in <c>OnInitialized</c>.</summary>
    protected void Listen(Action<Action> add, Action<Action> remove)
    {
        _throttle ??= new Throttle(Clock, Pace, Enter);
        Action handler = _throttle.Signal;
        add(handler);
        _stop.Add(() => remove(handler));
    }

    /// <summary>Begins to listen to those changes of the inventory that concern what is shown.</summary>
    /// <param name="inventory">As the user sees it.</param>
    /// <param name="concerns">Asked on the writer's thread, at once: it must be quick and must not touch the component's drawing.</param>
    protected void Listen(VisibleInventory inventory, Func<InventoryChange, bool> concerns)
    {
        _throttle ??= new Throttle(Clock, Pace, Enter);
        var throttle = _throttle;
        void Handler(InventoryChange change)
        {
            if (concerns(change))
                throttle.Signal();
        }
        inventory.Changed += Handler;
        _stop.Add(() => inventory.Changed -= Handler);
    }

    /// <summary>Has <see cref="Refresh"/> called every <paramref name="period"/>, for what changes with time alone.</summary>
    protected void Tick(TimeSpan period)
    {
        _throttle ??= new Throttle(Clock, Pace, Enter);
        var timer = Clock.CreateTimer(static state => ((Throttle)state!).Signal(), _throttle, period, period);
        _stop.Add(timer.Dispose);
    }

    /// <summary>Reads the stores, on the circuit; <c>false</c> when what is shown stays the same.</summary>
    protected virtual bool Refresh() => true;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var stop in _stop)
            stop();
        _throttle?.Dispose();
    }

    private void Enter() => _ = InvokeAsync(() =>
    {
        if (_disposed)
            return Task.CompletedTask;
        try
        {
            _throttle!.Begin();
            if (Refresh())
                StateHasChanged();
            return Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return DispatchExceptionAsync(exception);
        }
    });
}

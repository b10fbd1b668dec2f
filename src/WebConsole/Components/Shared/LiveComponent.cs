using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components.Shared;

/// <summary>
/// Base of every component that shows data of a store. It subscribes to changes, limits their rate, switches to its
/// circuit, reads with <see cref="Refresh"/> and renders. It subscribes before it reads, so that no change is missed.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly List<Action> _stop = [];
    private Throttle? _throttle;
    private bool _disposed;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>The shortest time between two renderings.</summary>
    protected virtual TimeSpan Pace => TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Subscribes to a store: <c>Listen(h => Store.Changed += h, h => Store.Changed -= h)</c>, in <c>OnInitialized</c>.
    /// </summary>
    /// <param name="add">Adds the handler.</param>
    /// <param name="remove">Removes it.</param>
    /// <param name="concerns">Whether a change concerns the component; all do without it. Called on the writer's thread: it
    /// must be quick and must not touch the component's rendering.</param>
    protected void Listen(Action<Action> add, Action<Action> remove, Func<bool>? concerns = null)
    {
        _throttle ??= new Throttle(Clock, Pace, Enter);
        var throttle = _throttle;
        Action handler = concerns is null ? throttle.Signal : () =>
        {
            if (concerns())
                throttle.Signal();
        };
        add(handler);
        _stop.Add(() => remove(handler));
    }

    /// <summary>Subscribes to the changes of the inventory that concern the component.</summary>
    /// <param name="inventory">The visible inventory of the user.</param>
    /// <param name="concerns">Called on the writer's thread: it must be quick and must not touch the component's
    /// rendering.</param>
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

    /// <summary>
    /// Calls <see cref="Refresh"/> every <paramref name="period"/>, for values that change with time only.
    /// </summary>
    protected void Tick(TimeSpan period)
    {
        _throttle ??= new Throttle(Clock, Pace, Enter);
        var timer = Clock.CreateTimer(static state => ((Throttle)state!).Signal(), _throttle, period, period);
        _stop.Add(timer.Dispose);
    }

    /// <summary>Reads the stores, on the circuit; <c>false</c> if nothing visible has changed.</summary>
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

using MudBlazor;
using WebConsole.Access;
using WebConsole.Operations;

namespace WebConsole.Components.Shared.Actions;

/// <summary>Starts what a click begins, and knows for a while what takes it back: the task strip offers that.</summary>
public sealed class UndoOffers(OperationRunner operations, VisibleInventory inventory, CurrentUser user, ISnackbar snackbar)
{
    private const int Most = 10;

    private readonly List<(long Task, Operation Undo)> _offers = [];

    /// <summary>Raised on the page's circuit.</summary>
    public event Action? Changed;

    /// <summary>Whether a task can be taken back.</summary>
    public bool Has(long task) => _offers.Exists(offer => offer.Task == task);

    /// <summary>Starts an operation; a refusal is said.</summary>
    public async Task StartAsync(Operation operation)
    {
        // Of what stands before it.
        var undo = operation.Undo(inventory.Current);
        var result = await operations.StartAsync(operation, user.Principal, CancellationToken.None).ConfigureAwait(true);
        if (result.Refusal is { } refusal)
            snackbar.Add(refusal, Severity.Error);
        if (undo is null || result.TaskId is not { } task)
            return;
        _offers.Add((task, undo));
        if (_offers.Count > Most)
            _offers.RemoveAt(0);
        Changed?.Invoke();
    }

    /// <summary>Takes a task back, once.</summary>
    public async Task UndoAsync(long task)
    {
        if (_offers.FindIndex(offer => offer.Task == task) is not (>= 0 and var at))
            return;
        var undo = _offers[at].Undo;
        _offers.RemoveAt(at);
        Changed?.Invoke();
        await StartAsync(undo).ConfigureAwait(true);
    }
}

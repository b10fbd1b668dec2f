using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Operations;

/// <summary>What an operation runs with: libvirt, its cancellation, and its task, which it tells how far it has come.</summary>
public sealed class OperationContext
{
    private readonly HypervisorGateway _gateway;
    private readonly RunningOperation _running;
    private readonly TaskJournal _journal;
    private readonly Stack<(int Step, Func<Task> Undo)> _undo = new();

    /// <param name="time">The clock by which long calls are looked at.</param>
    internal OperationContext(HypervisorGateway gateway, RunningOperation running, TimeProvider time) =>
        (_gateway, _running, _journal, Time, Caller, Cancellation) = (gateway, running, running.Journal, time, running.Caller, running.Cancellation);

    /// <summary>Who asked for it.</summary>
    public Caller Caller { get; }

    /// <summary>The clock of whatever it waits for.</summary>
    public TimeProvider Time { get; }

    /// <summary>Cancelled when someone wants the task stopped, or WebConsole stops. Undos run without it: they are what a cancel asks for.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <inheritdoc cref="HypervisorGateway.RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?)"/>
    public Task RunAsync(MachineId machine, Lane lane, Action<Domain> call, string doing) =>
        _gateway.RunAsync(machine, lane, domain => { call(domain); return true; }, Cancellation, doing, _journal.Begin);

    /// <inheritdoc cref="HypervisorGateway.RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?)"/>
    public Task<T> RunAsync<T>(MachineId machine, Lane lane, Func<Domain, T> call, string doing) =>
        _gateway.RunAsync(machine, lane, call, Cancellation, doing, _journal.Begin);

    /// <inheritdoc cref="HypervisorGateway.RunAsync{T}(ObjectId, Lane, Func{LibvirtConnection, T}, CancellationToken, string, Action?)"/>
    public Task<T> RunAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call, string doing) =>
        _gateway.RunAsync(target, lane, call, Cancellation, doing, _journal.Begin);

    /// <inheritdoc cref="HypervisorGateway.RunDetachedAsync{T}(string, Lane, Func{LibvirtConnection, T}, CancellationToken)"/>
    public Task<T> OpenAsync<T>(string host, Lane lane, Func<LibvirtConnection, T> open) => _gateway.RunDetachedAsync(host, lane, open, Cancellation);

    /// <summary>
    /// Makes a call that may take minutes and that libvirt knows as the machine's job (a save, a dump, a migration): the task
    /// shows how far it is, and cancelling the task has libvirt end it.
    /// </summary>
    public Task RunJobAsync(MachineId machine, Action<Domain> call, string doing) => new MachineJob(_gateway, _running, machine, doing, Time).RunAsync(call);

    /// <summary>Names the steps to come, so that who looks sees them before they begin.</summary>
    public void Plan(params IReadOnlyList<string> steps) => _journal.Plan(steps);

    /// <summary>
    /// Does one step. Where it or a later one fails or the task is cancelled, the undos of the steps that were begun run, the
    /// last one first.
    /// </summary>
    /// <param name="name">What is done, as a command: "Copy debian-12.qcow2".</param>
    /// <param name="act">Does it.</param>
    /// <param name="leaves">What there is once it was done: "the volume web-01.qcow2"; named where it could not be taken back.</param>
    /// <param name="undo">
    /// Takes it back, however far it came: all of it, a part, or nothing. <c>null</c> where there is nothing to take back, or
    /// no way to.
    /// </param>
    public async Task StepAsync(string name, Func<Task> act, string? leaves = null, Func<Task>? undo = null)
    {
        Cancellation.ThrowIfCancellationRequested();
        var step = _journal.BeginStep(name, leaves);
        // Before it begins: one that fails on its way may have done a part.
        if (undo is not null)
            _undo.Push((step, undo));
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_running.IsCancelled)
        {
            // WebConsole stops: what becomes of the step nobody here will know.
            throw;
        }
        catch (Exception error)
        {
            _journal.SetStep(step, _running.IsStoppedBy(error) ? TaskStepState.Stopped : TaskStepState.Failed);
            throw;
        }
        _journal.SetStep(step, TaskStepState.Done);
    }

    /// <summary>Says how far it has come, as often as one likes: who looks is told a few times a second, the database never.</summary>
    /// <param name="progress">From 0 to 1; <c>null</c> where nobody can say.</param>
    /// <param name="phase">What is being done: "172 of 420 MiB".</param>
    public void Report(double? progress, string? phase = null) => _journal.Report(progress, phase);

    /// <summary>Adds a line to the task's log.</summary>
    public void Note(string line) => _journal.Note(line);

    /// <summary>Names what the task made, for a link to it.</summary>
    public void Made(ObjectId made, string name) => _journal.Change(task => task with { Result = new TaskResult(made, name) });

    /// <summary>Takes back what was done. What can't be taken back stays named by its step; why is in the task's log.</summary>
    internal async Task UndoAsync()
    {
        Cancellation = CancellationToken.None;
        while (_undo.TryPop(out var done))
        {
            try
            {
                await done.Undo().ConfigureAwait(false);
                _journal.SetStep(done.Step, TaskStepState.Undone);
            }
            catch (Exception error)
            {
                _journal.Note(OperationErrors.Describe(error, _running.Operation, InventorySnapshot.Empty).Said);
            }
        }
    }
}

using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Operations;

// Its steps, with what undoes them, and what the task says of them.
public sealed partial class OperationContext
{
    /// <summary>Of a libvirt that somebody or systemd starts again.</summary>
    private static readonly TimeSpan UndoPatience = TimeSpan.FromSeconds(60), BetweenUndos = TimeSpan.FromMilliseconds(500);

    /// <summary>When an undo function first met a broken connection.</summary>
    private long? _brokenSince;

    /// <summary>Announces the steps, so that users see them before they begin.</summary>
    public void Plan(params IReadOnlyList<string> steps) => _journal.Plan(steps);

    /// <summary>
    /// Runs one step. If this or a later step fails, or the task is cancelled, the undo functions of all begun steps
    /// run, the last one first. A step whose first call waits for its turn in a lane has not begun.
    /// </summary>
    /// <param name="name">What is done, as a command: "Copy debian-12.qcow2".</param>
    /// <param name="act">Does it.</param>
    /// <param name="leaves">What the step creates: "the volume web-01.qcow2". The task names it if the undo fails.</param>
    /// <param name="undo">
    /// Undoes the step, whether it was done completely, partly or not at all. <c>null</c> if there is nothing to undo,
    /// or it is impossible.
    /// </param>
    public async Task StepAsync(string name, Func<Task> act, string? leaves = null, Func<Task>? undo = null)
    {
        Cancellation.ThrowIfCancellationRequested();
        (_waits, _began) = (false, false);
        var step = _journal.AddStep(name, leaves);
        // Registered before the step begins, because a step that fails may be partly done.
        if (undo is not null)
            _undo.Push((step, undo));
        try
        {
            var acting = act();
            if (!_waits)
                Begin();
            await acting.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_running.IsCancelled)
        {
            // WebConsole stops, so the result of the step is unknown.
            throw;
        }
        catch (Exception error)
        {
            var stopped = _running.IsStoppedBy(error);
            if (stopped && !_began)
            {
                _journal.SetStep(step, TaskStepState.Waiting);
                if (undo is not null)
                    _undo.Pop();
            }
            else
            {
                _journal.SetStep(step, stopped ? TaskStepState.Stopped : TaskStepState.Failed);
            }
            throw;
        }
        _journal.SetStep(step, TaskStepState.Done);
    }

    /// <summary>
    /// The point of no return: what was done so far is not undone any more, whatever happens to the rest, and nobody can cancel.
    /// For a last step that may be done without libvirt saying so, after which an undo would destroy what is left.
    /// </summary>
    public void Settle()
    {
        Cancellation.ThrowIfCancellationRequested();
        _undo.Clear();
        ForbidCancelling();
    }

    /// <summary>What a step left is there no more, and the task names it no more.</summary>
    /// <param name="leaves">As the step has it.</param>
    public void Removed(string leaves) => _journal.Change(task => task with { Steps = [.. task.Steps.Select(step => step.Leaves == leaves ? step with { Leaves = null } : step)] });

    /// <summary>What was done so far is kept where a later step fails, and the task names it. Who cancels wants nothing left: then it is undone.</summary>
    public void Keep() => _kept = _undo.Count;

    /// <summary>From now on nobody can cancel, because nothing would end earlier.</summary>
    public void ForbidCancelling() => _journal.Change(task => task.CanCancel ? task with { CanCancel = false } : task);

    /// <summary>
    /// Reports progress. It may be called at any rate: pages are updated a few times a second, and the database never.
    /// </summary>
    /// <param name="progress">From 0 to 1; <c>null</c> if unknown.</param>
    /// <param name="phase">What is being done: "172 of 420 MiB".</param>
    /// <param name="waits">Whether it waits for whoever started it.</param>
    public void Report(double? progress, string? phase = null, bool waits = false)
    {
        _began = true;
        _journal.Report(progress, phase, waits);
    }

    /// <summary>Reports how many bytes have been moved; the task says how fast, and how long the rest takes. It may be called at any rate.</summary>
    /// <param name="done">How many bytes have been moved, of this step.</param>
    /// <param name="total">How many there are; <c>null</c> if unknown.</param>
    /// <param name="more">What else is to be said of them, with what stands between: ", 3 GiB unpacked".</param>
    /// <param name="waits">Whether it waits for whoever started it.</param>
    public void ReportBytes(long done, long? total, string? more = null, bool waits = false)
    {
        _began = true;
        _journal.ReportBytes(done, total, more, waits);
    }

    /// <summary>Reports how much is done where nobody tells how many bytes that is; the task says how long the rest takes. It may be called at any rate.</summary>
    /// <param name="share">From 0 to 1, of this step.</param>
    public void ReportShare(double share)
    {
        _began = true;
        _journal.ReportShare(share);
    }

    /// <summary>What went wrong, without what viewers may not read: for whoever waits for it elsewhere than in the task.</summary>
    public string Describe(Exception error) => _journal.Hide(OperationErrors.Describe(error, _running.Operation, InventorySnapshot.Empty).Said);

    /// <summary>Adds a line to the task's log.</summary>
    public void Note(string line) => _journal.Note(line);

    /// <summary>Says in the log what may not be meant: whoever asked by a program has not seen the form.</summary>
    public void Note(IEnumerable<FieldNote> warnings)
    {
        foreach (var warning in warnings)
            Note(warning.Text);
    }

    /// <summary>Signs a definition that is about to be written or deleted, so that the history says whose the version is.</summary>
    /// <param name="id">Whose definition; dispose of the result when it is written, and say what libvirt made of it.</param>
    internal DefinitionSignatures.Signature Sign(ObjectId id) => _signatures.Begin(id, new DefinitionAuthor(Caller.User, _journal.Current.Id, _running.Operation.Verb));

    /// <summary>Deletes a definition, and signs that.</summary>
    internal void Undefine(ObjectId id, Action call)
    {
        using var signature = Sign(id);
        call();
        signature.Deleted();
    }

    /// <summary>Sets the object that the task created, for a link to it.</summary>
    public void Made(ObjectId made, string name) => _journal.Change(task => task with { Result = new TaskResult(made, name) });

    /// <summary>Called for each call in a lane; the result is called when a worker has begun it.</summary>
    private Action Wait()
    {
        _waits = true;
        return Begin;
    }

    private void Begin()
    {
        (_waits, _began) = (false, true);
        _journal.Begin();
    }

    /// <summary>
    /// Undoes the steps. The step of a failed undo keeps the name of what it left; the error is in the task's log.
    /// </summary>
    /// <param name="hasFailed">Whether the operation failed, instead of being cancelled.</param>
    internal async Task UndoAsync(bool hasFailed)
    {
        Cancellation = CancellationToken.None;
        // A link would lead to nothing.
        if (_undo.Count > 0)
            _journal.Change(task => task with { Result = null });
        while (_undo.Count > (hasFailed ? _kept : 0) && _undo.TryPop(out var begun))
        {
            try
            {
                await UndoAsync(begun.Undo).ConfigureAwait(false);
                _journal.SetStep(begun.Step, TaskStepState.Undone);
            }
            catch (Exception error)
            {
                _journal.Note(OperationErrors.Describe(error, _running.Operation, InventorySnapshot.Empty).Said);
            }
        }
    }

    /// <summary>A connection to libvirt that broke is waited for: what was made would stay otherwise.</summary>
    private async Task UndoAsync(Func<Task> undo)
    {
        for (var hasBroken = false; ; hasBroken = true)
        {
            try
            {
                await undo().ConfigureAwait(false);
                return;
            }
            catch (LibvirtException gone) when (hasBroken && gone.Code is LibvirtErrorCode.NoDomain or LibvirtErrorCode.NoStorageVolume or LibvirtErrorCode.NoStoragePool or LibvirtErrorCode.NoNetwork)
            {
                // libvirt did it before its connection broke.
                return;
            }
            catch (Exception error) when (HasBroken(error) && MayWait())
            {
                await Task.Delay(BetweenUndos, Time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private bool HasBroken(Exception error) => error is LibvirtException libvirt ? OperationErrors.IsBroken(libvirt)
        : error is HypervisorException && Inventory.Host(_running.Operation.Host) is { Connection: ConnectionState.Connecting or ConnectionState.Disconnected };

    /// <summary>All undo functions together wait so long.</summary>
    private bool MayWait()
    {
        if (_brokenSince is null)
            _journal.Note($"The connection to libvirt broke: what was made is taken back once it is there again, if that is within {UndoPatience.TotalSeconds} s.");
        _brokenSince ??= Time.GetTimestamp();
        return Time.GetElapsedTime(_brokenSince.Value) < UndoPatience;
    }
}

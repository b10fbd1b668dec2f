using WebConsole.Hypervisor;

namespace WebConsole.Features.Consoles;

/// <summary>
/// Runs changes of one machine's consoles one after the other. It remembers a machine only while a change waits or
/// runs.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="longest">How long one turn may take before waiting callers are refused; <c>null</c> for no limit.</param>
internal sealed class LineTurns(TimeProvider time, TimeSpan? longest = null)
{
    private readonly Dictionary<MachineId, Turn> _turns = [];

    /// <summary>Runs <paramref name="change"/> after all earlier ones have ended.</summary>
    /// <param name="machine">Whose console.</param>
    /// <param name="change">The change. It can't be cancelled once it has begun, and the next one waits for it.</param>
    /// <param name="cancellationToken">Ends the caller's waiting, before and during its turn.</param>
    /// <param name="discard">Receives the result of <paramref name="change"/> if the caller has gone; called within the
    /// turn.</param>
    /// <exception cref="HypervisorBusyException">The running change does not return.</exception>
    public async Task<T> RunAsync<T>(MachineId machine, Func<Task<T>> change, CancellationToken cancellationToken, Func<T, Task>? discard = null)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var going = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        _ = InTurnAsync(machine, change, discard, answer, cancellationToken);
        return await answer.Task.ConfigureAwait(false);
    }

    private async Task InTurnAsync<T>(MachineId machine, Func<Task<T>> change, Func<T, Task>? discard, TaskCompletionSource<T> answer, CancellationToken cancellationToken)
    {
        var turn = Enter(machine);
        var hasTurn = false;
        try
        {
            await WaitAsync(turn, cancellationToken).ConfigureAwait(false);
            hasTurn = true;
            // The turn may begin at the moment when the caller leaves.
            cancellationToken.ThrowIfCancellationRequested();
            var made = await change().ConfigureAwait(false);
            if (!answer.TrySetResult(made) && discard is not null)
                await discard(made).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            answer.TrySetException(error);
        }
        finally
        {
            if (hasTurn)
                turn.Gate.Release();
            Leave(machine);
        }
    }

    /// <summary>The number of remembered machines.</summary>
    internal int Count { get { lock (_turns) return _turns.Count; } }

    private async Task WaitAsync(Turn turn, CancellationToken cancellationToken)
    {
        while (!await turn.Gate.WaitAsync(longest ?? Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(turn.Began) >= longest)
                throw new HypervisorBusyException("The machine is busy: waiting for another opening of its console to come back from libvirt");
        }
        turn.Began = time.GetTimestamp();
    }

    private Turn Enter(MachineId machine)
    {
        lock (_turns)
        {
            if (!_turns.TryGetValue(machine, out var turn))
                _turns[machine] = turn = new Turn();
            turn.Users++;
            return turn;
        }
    }

    private void Leave(MachineId machine)
    {
        lock (_turns)
        {
            if (--_turns[machine].Users == 0)
                _turns.Remove(machine);
        }
    }

    private sealed class Turn
    {
        private long _began;

        public SemaphoreSlim Gate { get; } = new(1);

        public int Users { get; set; }

        /// <summary>When the last turn began.</summary>
        public long Began { get => Interlocked.Read(ref _began); set => Interlocked.Exchange(ref _began, value); }
    }
}

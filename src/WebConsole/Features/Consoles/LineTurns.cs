using WebConsole.Hypervisor;

namespace WebConsole.Features.Consoles;

/// <summary>Has what is done to one machine's text console done one after the other. Remembers machines only while someone waits or works.</summary>
internal sealed class LineTurns
{
    private readonly Dictionary<MachineId, (SemaphoreSlim Turn, int Users)> _turns = [];

    public async Task<T> RunAsync<T>(MachineId machine, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        var turn = Enter(machine);
        try
        {
            await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await change().ConfigureAwait(false);
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            Leave(machine);
        }
    }

    /// <summary>Machines that it remembers.</summary>
    internal int Count { get { lock (_turns) return _turns.Count; } }

    private SemaphoreSlim Enter(MachineId machine)
    {
        lock (_turns)
        {
            var (turn, users) = _turns.TryGetValue(machine, out var known) ? known : (new SemaphoreSlim(1), 0);
            _turns[machine] = (turn, users + 1);
            return turn;
        }
    }

    private void Leave(MachineId machine)
    {
        lock (_turns)
        {
            var (turn, users) = _turns[machine];
            if (users == 1)
                _turns.Remove(machine);
            else
                _turns[machine] = (turn, users - 1);
        }
    }
}

using System.Threading.Channels;

namespace WebConsole.Hypervisor.Connections;

/// <summary>
/// The objects that are due to be read. Each is read by one reading at a time: what is asked for meanwhile is one more reading
/// after it, however often it was asked for. One that got no answer is tried again, after pauses that grow.
/// </summary>
/// <param name="read">Reads an object; false where it got no answer.</param>
/// <param name="time">The clock of the pauses.</param>
internal sealed class DueReadings(Func<ObjectId, CancellationToken, Task<bool>> read, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Channel<ObjectId> _due = Channel.CreateUnbounded<ObjectId>();
    private readonly Dictionary<ObjectId, Reading> _readings = [];

    /// <returns>Ends when it has been read, or is settled otherwise.</returns>
    public Task Ask(ObjectId target)
    {
        lock (_readings)
        {
            if (_readings.TryGetValue(target, out var known))
            {
                known.Again = true;
                return known.Settled.Task;
            }
            var reading = _readings[target] = new Reading();
            _due.Writer.TryWrite(target);
            return reading.Settled.Task;
        }
    }

    /// <summary>Lets those who wait for an object go on: it is known that it does not answer.</summary>
    public void Settle(ObjectId target)
    {
        lock (_readings)
            _readings[target].Settled.TrySetResult();
    }

    /// <summary>Reads what is due until the connection ends, or until a reading fails as none should.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        await foreach (var target in _due.Reader.ReadAllAsync(ended).ConfigureAwait(false))
            _ = KeepAsync(target, ended);
    }

    private async Task KeepAsync(ObjectId target, CancellationToken ended)
    {
        try
        {
            do
            {
                for (var pause = TimeSpan.FromSeconds(1); !await read(target, ended).ConfigureAwait(false); pause = Longer(pause))
                    await Task.Delay(pause, time, ended).ConfigureAwait(false);
            }
            while (IsDueAgain(target));
        }
        catch (Exception error)
        {
            _due.Writer.TryComplete(error);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private bool IsDueAgain(ObjectId target)
    {
        lock (_readings)
        {
            var reading = _readings[target];
            reading.Settled.TrySetResult();
            if (!reading.Again)
                return !_readings.Remove(target);
            reading.BeginAgain();
            return true;
        }
    }

    private sealed class Reading
    {
        /// <summary>Whether it was asked for while it was under way: it may have seen what was before.</summary>
        public bool Again { get; set; }

        public TaskCompletionSource Settled { get; private set; } = New();

        public void BeginAgain() => (Again, Settled) = (false, New());

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

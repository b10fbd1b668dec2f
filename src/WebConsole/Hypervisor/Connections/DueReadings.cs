using System.Threading.Channels;

namespace WebConsole.Hypervisor.Connections;

/// <summary>
/// The objects that are due to be read. Each is read by one reading at a time: what is asked for meanwhile is one more reading
/// after it, however often it was asked for. One that got no answer is tried again, after pauses that grow.
/// </summary>
/// <param name="read">Reads an object; false where it got no answer.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="atOnce">How many are read at once.</param>
internal sealed class DueReadings(Func<ObjectId, CancellationToken, Task<bool>> read, TimeProvider time, int atOnce = int.MaxValue)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Channel<ObjectId> _due = Channel.CreateUnbounded<ObjectId>();
    private readonly Dictionary<ObjectId, Reading> _readings = [];

    private SemaphoreSlim Places { get; } = new(atOnce);

    /// <returns>Ends when a reading that begins after this call has ended; at once where it is settled that it does not answer.</returns>
    public Task Ask(ObjectId target)
    {
        lock (_readings)
        {
            if (_readings.TryGetValue(target, out var known))
                return known.Ask();
            var reading = _readings[target] = new Reading();
            _due.Writer.TryWrite(target);
            return reading.Ask();
        }
    }

    /// <summary>Lets those who wait for an object go on: it is known that it does not answer.</summary>
    public void Settle(ObjectId target)
    {
        lock (_readings)
            _readings[target].Settle();
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
                for (var pause = TimeSpan.FromSeconds(1); !await ReadAsync(target, ended).ConfigureAwait(false); pause = Longer(pause))
                    await Task.Delay(pause, time, ended).ConfigureAwait(false);
            }
            while (IsDueAgain(target));
        }
        catch (Exception error)
        {
            _due.Writer.TryComplete(error);
        }
    }

    private async Task<bool> ReadAsync(ObjectId target, CancellationToken ended)
    {
        await Places.WaitAsync(ended).ConfigureAwait(false);
        try
        {
            SetUnderWay(target, true);
            var answered = await read(target, ended).ConfigureAwait(false);
            // One that answered stays under way until IsDueAgain: who asks now may ask about something newer.
            if (!answered)
                SetUnderWay(target, false);
            return answered;
        }
        finally
        {
            Places.Release();
        }
    }

    private void SetUnderWay(ObjectId target, bool isUnderWay)
    {
        lock (_readings)
            _readings[target].IsUnderWay = isUnderWay;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private bool IsDueAgain(ObjectId target) { lock (_readings) return _readings[target].IsDueAgain() || !_readings.Remove(target); }

    private sealed class Reading
    {
        private TaskCompletionSource _settled = New();

        /// <summary>Asked for while it was under way, which may have seen what was before.</summary>
        private TaskCompletionSource? _again;

        public bool IsUnderWay { get; set; }

        public Task Ask()
        {
            if (!IsUnderWay)
                return _settled.Task;
            _again ??= New();
            return _settled.Task.IsCompleted ? _settled.Task : _again.Task;
        }

        public void Settle()
        {
            _settled.TrySetResult();
            if (_again is null)
                return;
            _again.TrySetResult();
            _again = New();
        }

        /// <summary>Called when it was read.</summary>
        public bool IsDueAgain()
        {
            _settled.TrySetResult();
            IsUnderWay = false;
            if (_again is null)
                return false;
            (_settled, _again) = (_again, null);
            return true;
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

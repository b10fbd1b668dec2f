namespace WebConsole.Hypervisor.Connections;

/// <summary>Tells when libvirt does not answer a reading for a while.</summary>
internal static class SilenceWatch
{
    /// <summary>How long libvirt may take for one call before its object counts as silent.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>Waits for a reading, however long.</summary>
    /// <param name="read">Begins it; calls its argument when libvirt is asked, and whenever libvirt has answered.</param>
    /// <param name="silent">Called while there is no answer, once for each two seconds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ended">Ends the watch, not the reading.</param>
    public static async Task<T> WatchAsync<T>(Func<Action, Task<T>> read, Action silent, TimeProvider time, CancellationToken ended)
    {
        // 0 until a worker takes the call: waiting for one is no silence of libvirt's.
        var answered = 0L;
        var reading = read(() => Volatile.Write(ref answered, time.GetTimestamp()));
        while (await Task.WhenAny(reading, Task.Delay(Silence, time, ended)).ConfigureAwait(false) != reading && !ended.IsCancellationRequested)
        {
            if (Volatile.Read(ref answered) is not 0 and var since && time.GetElapsedTime(since) >= Silence)
                silent();
        }
        return await reading.ConfigureAwait(false);
    }
}

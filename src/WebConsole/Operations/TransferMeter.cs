namespace WebConsole.Operations;

/// <summary>Measures how fast the bytes of one step of a task move. Not safe for several threads at once.</summary>
internal sealed class TransferMeter(TimeProvider time)
{
    /// <summary>The shortest time over which a rate is measured, and the time in which an old rate loses most of its weight.</summary>
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(1), Memory = TimeSpan.FromSeconds(5);

    private (long Time, long Done)? _sampled;
    private long _done;
    private double? _rate;
    private DateTimeOffset _movedAt;

    /// <summary>What is known of the transfer now. Where fewer bytes are done than before, something else is moved, and it is measured anew.</summary>
    public Transfer Of(long done, long? total)
    {
        if (_sampled is null || done < _done)
            (_sampled, _rate, _movedAt) = ((time.GetTimestamp(), done), null, time.GetUtcNow());
        else if (done > _done)
            _movedAt = time.GetUtcNow();
        _done = done;
        Measure(_sampled.Value);
        return new Transfer(done, total, _rate, _movedAt);
    }

    private void Measure((long Time, long Done) from)
    {
        var passed = time.GetElapsedTime(from.Time);
        if (passed < Sample)
            return;
        var latest = (_done - from.Done) / passed.TotalSeconds;
        _rate = _rate is { } before ? before + ((latest - before) * (1 - Math.Exp(-passed / Memory))) : latest;
        _sampled = (time.GetTimestamp(), _done);
    }
}

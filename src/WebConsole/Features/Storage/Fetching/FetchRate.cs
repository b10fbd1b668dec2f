namespace WebConsole.Features.Storage.Fetching;

/// <summary>The rate of what arrives, over the last seconds.</summary>
internal sealed class FetchRate(TimeProvider time)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);

    private readonly long _began = time.GetTimestamp();
    private (long Time, long Bytes) _from = (time.GetTimestamp(), 0);
    private double? _rate;

    /// <summary>Bytes in a second; <c>null</c> in the first one.</summary>
    public double? Of(long bytes)
    {
        var passed = time.GetElapsedTime(_from.Time);
        if (passed >= Span || (_rate is null && time.GetElapsedTime(_began).TotalSeconds >= 1))
            (_rate, _from) = ((bytes - _from.Bytes) / passed.TotalSeconds, (time.GetTimestamp(), bytes));
        return _rate;
    }
}

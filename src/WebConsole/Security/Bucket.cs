namespace WebConsole.Security;

/// <summary>The rest of one allowance; full at first. The owner must lock.</summary>
internal sealed class Bucket(Allowance allowance, long now)
{
    private double _left = allowance.Most;

    public long Used { get; private set; } = now;

    public double Left(long now, TimeProvider time)
    {
        _left = Math.Min(allowance.Most, _left + (time.GetElapsedTime(Used, now) / allowance.Return));
        Used = now;
        return _left;
    }

    public void Take(int attempts) => _left = Math.Min(allowance.Most, _left - attempts);

    public bool IsFull(long now, TimeProvider time) => _left + (time.GetElapsedTime(Used, now) / allowance.Return) >= allowance.Most;
}

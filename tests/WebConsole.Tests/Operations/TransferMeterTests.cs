using Microsoft.Extensions.Time.Testing;
using WebConsole.Components.Shared.Tasks;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>How fast bytes move, how long the rest takes, and that they stand still.</summary>
public sealed class TransferMeterTests
{
    private const long MiB = 1 << 20;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TransferMeter _meter;

    public TransferMeterTests() => _meter = new TransferMeter(_time);

    [Fact]
    public void SteadyTransfer_HasItsRateAndTimeLeft()
    {
        Assert.Equal((null, null), (_meter.Of(0, 1000 * MiB).Rate, _meter.Of(0, 1000 * MiB).Left));

        var last = Move(from: 0, perSecond: 10 * MiB, seconds: 40, total: 1000 * MiB);

        Assert.Equal(10.0 * MiB, last.Rate);
        Assert.Equal(TimeSpan.FromSeconds(60), last.Left);
        Assert.Equal(0.4, last.Share);
    }

    /// <summary>What is there already when the measuring begins, as of a resumed transfer, was not moved now.</summary>
    [Fact]
    public void ResumedTransfer_IsMeasuredFromWhereItGoesOn()
    {
        _meter.Of(500 * MiB, 1000 * MiB);

        Assert.Equal(10.0 * MiB, Move(500 * MiB, 10 * MiB, 1, 1000 * MiB).Rate);
    }

    [Fact]
    public void OtherRate_IsApproachedSmoothly()
    {
        _meter.Of(0, null);
        Move(0, 10 * MiB, 10, null);

        var first = Move(100 * MiB, 20 * MiB, 1, null);
        Assert.InRange(first.Rate!.Value, 11 * MiB, 13 * MiB);
        Assert.Null(first.Left);
        Assert.InRange(Move(120 * MiB, 20 * MiB, 30, null).Rate!.Value, 19.9 * MiB, 20 * MiB);
    }

    [Fact]
    public void FewerBytesThanBefore_AreAnotherTransfer()
    {
        _meter.Of(0, 100 * MiB);
        Move(0, 10 * MiB, 5, 100 * MiB);

        Assert.Null(_meter.Of(0, 30 * MiB).Rate);
        Assert.Equal(2.0 * MiB, Move(0, 2 * MiB, 3, 30 * MiB).Rate);
    }

    [Fact]
    public void TransferThatStandsStill_SaysForHowLong_AndGoesOn()
    {
        _meter.Of(0, 1000 * MiB);
        var task = Record(Move(0, 10 * MiB, 40, 1000 * MiB));
        Assert.Equal("400 MiB of 1000 MiB · 10.5 MB/s · 1 min left", task.Doing(_time.GetUtcNow()));
        Assert.Equal("40 %, 1 min left", task.HowFar(_time.GetUtcNow()));

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(task.StandsStill(_time.GetUtcNow()));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("400 MiB of 1000 MiB · no progress for 40 s", Record(_meter.Of(400 * MiB, 1000 * MiB)).Doing(_time.GetUtcNow()));
        Assert.Equal("40 %, no progress for 40 s", task.HowFar(_time.GetUtcNow()));

        Assert.Null(Record(_meter.Of(401 * MiB, 1000 * MiB)).StandsStill(_time.GetUtcNow()));
    }

    /// <summary>What has been moved as a whole may still be closed, or checked.</summary>
    [Fact]
    public void FinishedTransfer_DoesNotStandStill()
    {
        var task = Record(_meter.Of(10, 10));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(task.StandsStill(_time.GetUtcNow()));
    }

    [Theory]
    [InlineData(0.2, "1 s left")]
    [InlineData(12, "12 s left")]
    [InlineData(59.5, "60 s left")]
    [InlineData(61, "2 min left")]
    [InlineData(3_601, "1 h 1 min left")]
    public void TimeLeft_IsRoundedUp(double seconds, string words) =>
        Assert.EndsWith($" · {words}", Record(new Transfer(0, (long)(seconds * 1_000), 1_000, _time.GetUtcNow())).Doing(_time.GetUtcNow()), StringComparison.Ordinal);

    /// <summary>What qemu-img tells of a conversion is no number of bytes: a sparse image would move tens of GiB a second.</summary>
    [Fact]
    public void Share_HasATimeLeft_AndNoRate()
    {
        _meter.Of(0, 1_000_000);
        var task = Record(Move(from: 0, perSecond: 10_000, seconds: 40, total: 1_000_000) with { IsShare = true }) with { Phase = null };

        Assert.Equal(("1 min left", "40 %, 1 min left"), (task.Doing(_time.GetUtcNow()), task.HowFar(_time.GetUtcNow())));
        var told = TaskItem.Of(task).Transfer!;
        Assert.Equal((null, null, null, 60.0), (told.Done, told.Total, told.Rate, told.SecondsLeft));
    }

    /// <summary>Reports as a task does, four times a second.</summary>
    private Transfer Move(long from, long perSecond, int seconds, long? total)
    {
        Transfer? last = null;
        for (var quarter = 1; quarter <= seconds * 4; quarter++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            last = _meter.Of(from + (perSecond / 4 * quarter), total);
        }
        return last!;
    }

    private TaskRecord Record(Transfer transfer) => new()
    {
        Id = 1, Action = "copy", Verb = "copy", Target = "a.qcow2", Subject = ObjectId.OfHost("local"), User = "ada", From = "::1", State = TaskState.Running, StartedAt = _time.GetUtcNow(), VirshLine = "",
        Phase = $"{Format.Bytes(transfer.Done)} of {Format.Bytes(transfer.Total)}", Progress = transfer.Share, Transfer = transfer,
    };
}

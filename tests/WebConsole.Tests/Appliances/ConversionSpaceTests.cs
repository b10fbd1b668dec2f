using WebConsole.Appliances.Images;
using Xunit;

namespace WebConsole.Tests.Appliances;

[Trait("Attack", "F6")]
public sealed class ConversionSpaceTests
{
    private readonly ConversionSpace _space = new(() => 100);

    /// <summary>Each would fit alone.</summary>
    [Fact]
    public void OfTwoReservations_TheSecondSeesWhatTheFirstLeaves()
    {
        using var first = _space.TryReserve(60, 10);

        Assert.NotNull(first);
        Assert.Equal(40, _space.FreeBytes);
        Assert.Null(_space.TryReserve(40, 10));
        Assert.NotNull(_space.TryReserve(30, 10));
    }

    [Fact]
    public void Reservation_IsReturnedOnce()
    {
        var first = _space.TryReserve(60, 0)!;
        using var second = _space.TryReserve(20, 0);

        first.Dispose();
        first.Dispose();

        Assert.Equal(80, _space.FreeBytes);
    }
}

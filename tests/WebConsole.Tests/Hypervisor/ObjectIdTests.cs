using WebConsole.Hypervisor;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class ObjectIdTests
{
    private static readonly Guid Uuid = Guid.Parse("0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55");

    public static TheoryData<ObjectId, string> Written => new()
    {
        { new MachineId("local", Uuid), $"machine/local/{Uuid}" },
        { ObjectId.Pool("a.b-c", Uuid), $"pool/a.b-c/{Uuid}" },
        { ObjectId.Volume("local", Uuid, "a/b c?&.img"), $"volume/local/{Uuid}/a/b c?&.img" },
        { ObjectId.OfHost("local"), "host/local/" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void WhatIsWritten_IsRead(ObjectId id, string text)
    {
        Assert.Equal(text, id.ToString());
        Assert.True(ObjectId.TryParse(text, out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("machine")]
    [InlineData("machine/")]
    [InlineData("machine//x")]
    [InlineData("thing/local/x")]
    [InlineData("/local/x")]
    [InlineData("volume/local/abc")]
    [InlineData("volume/local//abc")]
    [InlineData("snapshot/local/")]
    public void OtherText_IsNone(string? text) => Assert.False(ObjectId.TryParse(text, out _));

    [Fact]
    public void Parents_CoverTheirChildrenAlone()
    {
        var pool = ObjectId.Pool("local", Uuid);
        Assert.True(pool.Covers(pool));
        Assert.True(pool.Covers(ObjectId.Volume("local", Uuid, "x")));
        Assert.False(ObjectId.Volume("local", Uuid, "x").Covers(pool));
        Assert.False(pool.Covers(ObjectId.Volume("other", Uuid, "x")));
        Assert.False(pool.Covers(ObjectId.Snapshot(new MachineId("local", Uuid), "x")));
        Assert.False(ObjectId.Volume("local", Uuid, "x").Covers(ObjectId.Volume("local", Uuid, "x/y")));
        Assert.False(ObjectId.OfHost("local").Covers(pool));
    }
}

using Xunit;

namespace Libvirt.Tests;

public sealed class LibvirtConnectionTests
{
    private const string Default = "test:///default";

    [Fact]
    public void TestDriver_TellsWhatItIs()
    {
        using var connection = LibvirtConnection.Open(Default);

        Assert.Equal("TEST", connection.Driver);
        Assert.Equal(Default, connection.CanonicalUri);
        Assert.True(connection.IsAlive);
        Assert.False(connection.SetKeepAlive(5, 3));
        Assert.True(connection.LibraryVersion >= new Version(9, 0));
        Assert.NotEqual(0ul, connection.GetNodeInfo().MemoryKiB);
    }

    [Fact]
    public void UnknownDomain_IsNoDomain()
    {
        using var connection = LibvirtConnection.Open(Default);

        var failure = Assert.Throws<LibvirtException>(() => connection.LookupDomain(Guid.NewGuid()));

        Assert.Equal(LibvirtErrorCode.NoDomain, failure.Code);
        Assert.Equal(LibvirtErrorDomain.Test, failure.Domain);
        Assert.Contains("Domain not found", failure.Message, StringComparison.Ordinal);
    }
}

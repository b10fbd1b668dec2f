using Xunit;

namespace Libvirt.Tests;

public sealed class LibvirtConnectionTests(LeakCheck leaks) : IClassFixture<LeakCheck>
{
    private const string Default = "test:///default";

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void TestDriver_TellsWhatItIs()
    {
        using var connection = LibvirtConnection.Open(Default);

        Assert.Equal(Default, connection.Uri);
        Assert.Equal(Default, connection.CanonicalUri);
        Assert.Equal("TEST", connection.Driver);
        Assert.Equal(Environment.MachineName, connection.HostName.Split('.')[0]);
        Assert.Equal(LibvirtLibrary.Version, connection.LibraryVersion);
        Assert.Equal(new Version(0, 0, 2), connection.HypervisorVersion);
        Assert.True(connection.IsAlive);
        Assert.True(connection.IsSecure);
        Assert.False(connection.IsEncrypted);
    }

    [Fact]
    public void DriverInOurProcess_HasNoKeepAliveAndNeverCloses()
    {
        using var connection = LibvirtConnection.Open(Default);

        Assert.False(connection.SetKeepAlive(5, 3));
        using var notice = connection.OnClose(_ => { });
    }

    [Fact]
    public void Host_TellsItsProcessorsMemoryAndCapabilities()
    {
        using var connection = LibvirtConnection.Open(Default);

        var info = connection.GetNodeInfo();
        Assert.Equal(("i686", 16, 1400), (info.Model, info.Cpus, info.Mhz));
        Assert.Equal((2, 2, 2, 2), (info.Nodes, info.Sockets, info.Cores, info.Threads));
        Assert.Equal(3145728ul, info.MemoryKiB);
        Assert.StartsWith("<capabilities>", connection.GetCapabilities(), StringComparison.Ordinal);
        Assert.StartsWith("<sysinfo", connection.GetSysinfo(), StringComparison.Ordinal);
        Assert.Equal(new NodeSecurityModel("testSecurity", ""), connection.GetSecurityModel());
        Assert.All([connection.GetNodeCpuStats(), connection.GetNodeCpuStats(cpu: 0)], stats => Assert.True(stats.User > 0));
    }

    [Theory]
    [InlineData("nonsense:///system")]
    [InlineData("test:///nowhere.xml")]
    [InlineData("test:///default\0")]
    [InlineData("qemu:///system?socket=/nowhere")]
    public void WrongUri_FailsWithACodeAndAText(string uri)
    {
        var failure = Assert.Throws<LibvirtException>(() => LibvirtConnection.Open(uri));

        Assert.NotEqual(LibvirtErrorCode.Ok, failure.Code);
        Assert.NotEmpty(failure.Message);
    }

    [Fact]
    public void FileThatDoesNotParse_FailsWithLibvirtsText()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "<node><domain></node>");
        try
        {
            var failure = Assert.Throws<LibvirtException>(() => LibvirtConnection.Open("test://" + file));
            Assert.Contains("domain", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void ObjectsOutliveTheirConnection()
    {
        var connection = LibvirtConnection.Open(Default);
        using var domain = connection.LookupDomain("test");

        connection.Dispose();

        Assert.True(domain.IsActive);
        Assert.Throws<ObjectDisposedException>(() => connection.HostName);
    }

    [Fact]
    public void CallThatTheDriverLacks_IsNoSupport()
    {
        using var connection = LibvirtConnection.Open(Default);

        var failure = Assert.Throws<LibvirtException>(() => connection.GetNodeMemoryStats());

        Assert.Equal(LibvirtErrorCode.NoSupport, failure.Code);
    }
}

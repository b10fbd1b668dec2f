using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Integration;

/// <summary>Secrets that a real libvirt keeps, and what it says of its kinds of pools.</summary>
[Trait("Category", "Integration")]
public sealed class SecretTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly LibvirtConnection _connection = LibvirtConnection.Open("qemu:///system");

    public LeakCheck Leaks { get; } = leaks;

    [Theory]
    [InlineData("iscsi")]
    [InlineData("ceph")]
    [InlineData("volume")]
    public void Secret_IsKept_AndForgotten(string usage)
    {
        var uuid = Guid.NewGuid();
        var name = usage == "volume" ? $"/srv/{uuid:D}" : $"test-{uuid:D}";
        using (var secret = _connection.DefineSecret(SecretXml.New(uuid, usage, name).ToXml()))
            secret.SetValue("hunter2"u8);

        using var found = _connection.LookupSecret(uuid);
        var xml = SecretXml.Parse(found.GetXml());
        Assert.Equal((uuid, usage, name, true), (xml.Uuid, xml.UsageType, xml.UsageName, xml.IsPrivate));
        Assert.DoesNotContain("hunter2", found.GetXml(), StringComparison.Ordinal);
        Assert.Contains(List(), one => one == uuid);

        found.Undefine();
        Assert.Equal(LibvirtErrorCode.NoSecret, Assert.Throws<LibvirtException>(() => _connection.LookupSecret(uuid)).Code);
    }

    [Fact]
    public void Pools_ThatLibvirtCanRun_AreSaid()
    {
        Assert.True(StoragePoolCapabilitiesXml.TryParse(_connection.GetStoragePoolCapabilities(), out var capabilities));

        var directory = Assert.Single(capabilities.Pools, pool => pool.Type == "dir");
        Assert.True(directory.IsSupported);
        Assert.Contains("qcow2", directory.VolumeFormats);
        Assert.Contains("ext4", Assert.Single(capabilities.Pools, pool => pool.Type == "fs").SourceFormats);
    }

    public void Dispose() => _connection.Dispose();

    private Guid[] List()
    {
        var secrets = _connection.ListSecrets();
        Guid[] all = [.. secrets.Select(secret => secret.Uuid)];
        foreach (var secret in secrets)
            secret.Dispose();
        return all;
    }
}

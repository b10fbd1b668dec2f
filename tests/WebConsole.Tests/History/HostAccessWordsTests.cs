using System.Xml.Linq;
using WebConsole.Components.Shared.History;
using Xunit;

namespace WebConsole.Tests.History;

/// <summary>What of a version reaches the host, as its restoration says it.</summary>
public sealed class HostAccessWordsTests
{
    [Theory]
    [InlineData("<disk device='cdrom'><source file='/iso/debian.iso'/><target dev='sda'/></disk>", "domain/devices/disk/source@file", "the medium of sda (debian.iso)")]
    [InlineData("<disk device='disk'><source dev='/dev/sdb'/><target dev='vdb'/></disk>", "domain/devices/disk/source@dev", "disk vdb (sdb)")]
    [InlineData("<disk device='disk'><source pool='images' volume='a.qcow2'/><target dev='vdb'/></disk>", "domain/devices/disk/source@volume", "disk vdb (a.qcow2)")]
    [InlineData("<disk device='disk'><source file='/images/vda.img'/><target dev='vda'/></disk>", "domain/cputune", "domain/cputune")]
    public void Disks_AreNamed_AndTheRestByItsPlace(string device, string path, string said)
    {
        var before = XElement.Parse("<domain><devices><disk device='disk'><source file='/images/vda.img'/><target dev='vda'/></disk></devices></domain>");
        var after = XElement.Parse($"<domain><devices><disk device='disk'><source file='/images/vda.img'/><target dev='vda'/></disk>{device}</devices></domain>");

        Assert.Equal([said], HostAccessWords.Of(before, after, [path]));
    }
}

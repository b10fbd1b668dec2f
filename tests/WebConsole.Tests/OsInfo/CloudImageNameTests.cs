using WebConsole.OsInfo;
using Xunit;

namespace WebConsole.Tests.OsInfo;

public sealed class CloudImageNameTests
{
    [Theory]
    [InlineData("debian-12-generic-amd64.qcow2", true)]
    [InlineData("debian-13-nocloud-amd64.qcow2", true)]
    [InlineData("noble-server-cloudimg-amd64.img", true)]
    [InlineData("CentOS-Stream-GenericCloud-9-latest.x86_64.qcow2", true)]
    [InlineData("Fedora-Cloud-Base-Generic-41-1.4.x86_64.qcow2", true)]
    [InlineData("nocloud_alpine-3.20.3-x86_64-bios-cloudinit-r0.qcow2", true)]
    [InlineData("fedora-coreos-40.20240906.3.0-qemu.x86_64.qcow2", true)]
    [InlineData("nextcloud.qcow2", false)]
    [InlineData("cloudy.qcow2", false)]
    [InlineData("web-01.qcow2", false)]
    public void Name_TellsACloudImage(string name, bool tells) => Assert.Equal(tells, CloudImageName.Is(name, null));

    [Fact]
    public void WhatOsinfoDbKnowsToHaveCloudInit_IsOne() =>
        Assert.True(CloudImageName.Is("river.qcow2", new OsImageMatch(new Os("http://river.org/2") { Name = "River 2" }, null) { HasCloudInit = true }));
}

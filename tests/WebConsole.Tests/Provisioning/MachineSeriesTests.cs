using WebConsole.CloudInit;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Storage.Volumes;
using WebConsole.Unattended;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class MachineSeriesTests
{
    [Theory]
    [InlineData("web-03", 3, "web-03 web-04 web-05")]
    [InlineData("web-08", 3, "web-08 web-09 web-10")]
    [InlineData("web9", 2, "web9 web10")]
    [InlineData("web", 2, "web-1 web-2")]
    [InlineData("web-", 2, "web-1 web-2")]
    [InlineData("app-24.04", 2, "app-24.04 app-24.05")]
    [InlineData("x00000000000000000001", 2, "x00000000000000000001-1 x00000000000000000001-2")]
    public void Names_AreCountedUp(string name, int count, string names) => Assert.Equal(names.Split(' '), MachineSeries.Names(name, count));

    [Theory]
    [InlineData("192.168.122.9/24", 1, "192.168.122.10/24")]
    [InlineData("10.0.0.255/16", 1, "10.0.1.0/16")]
    [InlineData("192.168.122.255/24", 1, null)]
    [InlineData("2001:db8::ffff/64", 1, "2001:db8::1:0/64")]
    [InlineData("2001:db8::1/127", 2, null)]
    [InlineData("nonsense", 1, null)]
    public void Address_StaysInItsNetwork(string address, int place, string? next) => Assert.Equal(next, MachineSeries.Address(address, place));

    [Fact]
    public void WhatMustBeUnique_IsCountedUp()
    {
        var pool = Guid.NewGuid();
        var asked = new NewMachine("web-03", Count: 3, Disks: [new NewDisk(pool), new NewDisk(pool, "data.qcow2", 1 << 30), new NewDisk(Backing: new BackingVolume(pool, "base.qcow2"))],
            Networks: [new NewInterface("default", Mac: "52:54:00:00:00:ff"), new NewInterface("default")],
            Unattended: new UnattendedSettings(Hostname: "web-03"),
            CloudInit: new CloudInitSettings("web-03.example.org", Networks: [new CloudInitNetwork("52:54:00:00:00:ff", Addresses: ["192.168.122.10/24"], Gateway: "192.168.122.1")]));

        var last = MachineSeries.Of(asked).Last();

        Assert.Equal(("web-05", (int?)null, "data-3.qcow2", "52:54:00:00:01:01", (string?)null), (last.Name, last.Count, last.Disks![1].Volume, last.Networks![0].Mac, last.Networks[1].Mac));
        Assert.Equal(("web-05.example.org", "52:54:00:00:01:01", "192.168.122.12/24", "192.168.122.1"), (last.CloudInit!.Hostname, last.CloudInit.Networks![0].Mac, last.CloudInit.Networks[0].Addresses![0], last.CloudInit.Networks[0].Gateway));
        Assert.Equal("web-05", last.Unattended!.Hostname);
        Assert.Equal(3, MachineSeries.Of(asked).Select(machine => machine.Uuid).Distinct().Count());
        Assert.Equal(asked.Uuid, MachineSeries.Of(asked).First().Uuid);
        Assert.Equal(MachineSeries.Of(asked).Select(machine => machine.Uuid), MachineSeries.Uuids(asked.Uuid, 3));
    }

    [Fact, Trait("Attack", "D4")]
    public void Count_IsBounded() => Assert.Equal(MachineSeries.Most, MachineSeries.Of(new NewMachine("web", Count: int.MaxValue)).Count());
}

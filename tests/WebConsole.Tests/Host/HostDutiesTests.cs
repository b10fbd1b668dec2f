using System.Collections.Immutable;
using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Host;

/// <summary>What the host does for itself by its devices, as its kernel tells.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostDutiesTests : IDisposable
{
    private const string Controller = "sys/devices/pci0000:00/0000:00:1f.2";
    private const string Disk = $"{Controller}/ata1/host0/target0:0:0/0:0:0:0/block/sda";
    private const string Card = "sys/devices/pci0000:00/0000:00:03.0/0000:3b:00.0/net/eth0";

    private readonly FakeHost _host = new();
    private readonly FakeTimeProvider _time = new();

    public HostDutiesTests()
    {
        _host.Write($"{Disk}/size", "1");
        _host.Write($"{Disk}/sda1/size", "1");
        _host.Write($"{Disk}/sda2/size", "1");
        _host.Write("sys/devices/virtual/block/dm-0/size", "1");
        _host.Link("sys/devices/virtual/block/dm-0/slaves/sda2", $"{Disk}/sda2");
        _host.Link("sys/dev/block/8:1", $"{Disk}/sda1");
        _host.Link("sys/dev/block/253:0", "sys/devices/virtual/block/dm-0");
        _host.Link("sys/class/block/dm-0", "sys/devices/virtual/block/dm-0");
        _host.Link("sys/class/block/sda2", $"{Disk}/sda2");
        _host.Write("dev/dm-0", "");
        _host.Link("dev/mapper/vg-root", "dev/dm-0");
        _host.Write($"{Card}/address", "52:54:00:00:00:01");
        _host.Link("sys/class/net/eth0", Card);
        _host.Write("sys/devices/virtual/net/br0/address", "52:54:00:00:00:01");
        _host.Link("sys/devices/virtual/net/br0/lower_eth0", Card);
        _host.Link("sys/class/net/br0", "sys/devices/virtual/net/br0");
    }

    private HostDuties Duties => new(_host.Files, _time);

    private ImmutableArray<HostDuty> Read() => Duties.Of(TestMachines.Host("local") with { Facts = _host.Facts });

    [Theory]
    // Its own number, a volume of LVM, a file system over several devices that has a number of its own.
    [InlineData("8:1", "/dev/sda1")]
    [InlineData("253:0", "/dev/mapper/vg-root")]
    [InlineData("0:31", "/dev/mapper/vg-root")]
    [InlineData("0:31", "/dev/sda2")]
    public void DiskOfTheRoot_IsVital_AndSoIsItsController(string number, string source)
    {
        _host.Write("proc/self/mountinfo", $"22 1 {number} / / rw,relatime shared:1 - ext4 {source} rw\n30 22 0:20 / /proc rw - proc proc rw\n");

        var duties = Read().Where(duty => duty.What == "file system at /").ToArray();

        Assert.Contains(duties, duty => duty.IsVital && duty.IsBehind("/" + Disk));
        Assert.Contains(duties, duty => duty.IsBehind("/" + Controller));
        Assert.DoesNotContain(duties, duty => duty.IsBehind("/" + Controller[..^1]));
        Assert.DoesNotContain(duties, duty => duty.IsBehind("/" + Card));
    }

    [Fact]
    public void OtherFileSystems_AreSaid_ButTheHostGoesOnWithoutThem()
    {
        _host.Write("proc/self/mountinfo", "40 22 8:1 / /srv/my\\040images rw - ext4 /dev/sda1 rw\n41 22 8:1 /lib /var/lib rw - ext4 /dev/sda1 rw\n");

        Assert.Equal([("file system at /srv/my images", false), ("file system at /var/lib", true)], Read().Select(duty => (duty.What, duty.IsVital)));
    }

    [Fact]
    public void SwapSpace_IsVital()
    {
        _host.Write("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n/dev/dm-0 partition 1 0 -2\n/swapfile file 1 0 -3\n");

        Assert.Contains(Read(), duty => duty is { What: "swap space", IsVital: true } && duty.IsBehind("/" + Disk));
    }

    /// <summary>The route goes over a bridge whose card it is.</summary>
    [Theory]
    [InlineData("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\nbr0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n", true)]
    [InlineData("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\nbr0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n", false)]
    [InlineData("proc/net/ipv6_route", "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003 br0\n", true)]
    [InlineData("proc/net/ipv6_route", "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200 br0\n", false)]
    public void CardOfTheDefaultRoute_IsVital(string file, string text, bool isDefault)
    {
        _host.Write(file, text);

        Assert.Equal(isDefault, Read().Any(duty => duty is { What: "default route", IsVital: true } && duty.IsBehind("/" + Card)));
    }

    /// <summary>A disk of NVMe with several ways to it lies beside its controllers, which are PCI devices.</summary>
    [Fact]
    public void DiskWithSeveralWays_IsOfAllItsControllers()
    {
        const string Nvme = "sys/devices/pci0000:00/0000:04:00.0/nvme/nvme0", Disk = "sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1";
        _host.Write($"{Nvme}/model", "x");
        _host.Write($"{Disk}/size", "1");
        _host.Link("sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0", Nvme);
        _host.Link("sys/dev/block/259:0", Disk);
        _host.Write("proc/self/mountinfo", "22 1 259:0 / / rw - ext4 /dev/nvme0n1 rw\n");

        Assert.Contains(Read(), duty => duty.IsBehind("/sys/devices/pci0000:00/0000:04:00.0"));
    }

    /// <summary>Our own files say nothing of another host.</summary>
    [Fact]
    public void RemoteHost_IsNotJudgedByOurFiles()
    {
        _host.Write("proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n");

        Assert.Empty(Duties.Of(TestMachines.Host("far") with { Facts = _host.Facts with { IsLocal = false } }));
        Assert.Empty(Duties.Of(TestMachines.Host("silent")));
    }

    public void Dispose() => _host.Dispose();
}

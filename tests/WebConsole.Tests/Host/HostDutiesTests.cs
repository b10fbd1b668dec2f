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

    /// <summary>The mount names one of its disks; the kernel lists all.</summary>
    [Fact]
    public void FileSystemOverSeveralDisks_IsOfAllOfThem()
    {
        const string Second = "sys/devices/pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0/block/sdb";
        _host.Write($"{Second}/size", "1");
        _host.Link("sys/fs/btrfs/0b5e/devices/sda2", $"{Disk}/sda2");
        _host.Link("sys/fs/btrfs/0b5e/devices/sdb", Second);
        _host.Write("proc/self/mountinfo", "22 1 0:31 / / rw - btrfs /dev/sda2 rw\n");

        var duties = Read();

        Assert.All([Disk, Second], disk => Assert.Contains(duties, duty => duty is { IsVital: true, IsSupposed: false } && duty.IsBehind("/" + disk)));
    }

    /// <summary>bcachefs names all of its disks, and none is known where one is not found.</summary>
    [Theory]
    [InlineData("/dev/sda2:/dev/sdb", false)]
    [InlineData("/dev/sdc:/dev/sdb", true)]
    public void FileSystemThatNamesSeveralDisks_IsOfAllOfThem(string source, bool isSupposed)
    {
        const string Second = "sys/devices/pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0/block/sdb";
        _host.Write($"{Second}/size", "1");
        _host.Link("sys/class/block/sdb", Second);
        _host.Write("proc/self/mountinfo", $"22 1 0:31 / / rw - bcachefs {source} rw\n");

        var duties = Read();

        Assert.All([Disk, Second], disk => Assert.Contains(duties, duty => duty.IsVital && duty.IsBehind("/" + disk)));
        Assert.All(duties, duty => Assert.Equal(isSupposed, duty.IsSupposed));
    }

    /// <summary>A service may not see /home, and the root of a container is none of the host's.</summary>
    [Fact]
    public void MountsOfTheFirstProcess_CountBeforeOurOwn()
    {
        _host.Write("proc/self/mountinfo", "22 1 0:27 / / rw - overlay overlay rw\n");
        _host.Write("proc/1/mountinfo", "40 22 8:1 / /home rw - ext4 /dev/sda1 rw\n");

        Assert.Equal([("file system at /home", false, false)], Read().Select(duty => (duty.What, duty.IsVital, duty.IsSupposed)));
    }

    /// <summary>A container has no links to volumes of LVM.</summary>
    [Theory]
    [InlineData("/dev/mapper/my--vg-data", true)]
    [InlineData("/dev/my-vg/data", true)]
    [InlineData("/dev/my/vg-data", false)]
    [InlineData("/dev/x/sda2", false)]
    public void VolumeWithoutALink_IsFoundByItsName(string path, bool isFound)
    {
        _host.Write("sys/devices/virtual/block/dm-0/dm/name", "my--vg-data");

        Assert.Equal(isFound ? "/sys/devices/virtual/block/dm-0" : null, Duties.Find(path));
    }

    /// <summary>ZFS has a number of its own and names a pool: any disk may be its.</summary>
    [Theory]
    [InlineData("22 1 0:27 / / rw - zfs rpool/ROOT/debian rw\n", true, true)]
    [InlineData("22 1 0:27 / /var/lib/x rw - zfs rpool/x rw\n", true, true)]
    [InlineData("22 1 0:27 / /tank rw - zfs tank rw\n", true, false)]
    [InlineData("22 1 0:27 / / rw - overlay overlay rw\n", true, true)]
    [InlineData("22 1 0:27 / /var/lib/x rw - overlay overlay rw\n", false, false)]
    [InlineData("22 1 0:27 / / rw - nfs4 server:/root rw\n", false, false)]
    public void FileSystemOfUnknownDisks_MayBeOnAny(string mounts, bool isSupposed, bool isVital)
    {
        _host.Write("proc/self/mountinfo", mounts);

        var duties = Read();

        Assert.Equal(isSupposed, duties.Any(duty => duty.IsSupposed && duty.IsVital == isVital && duty.IsBehind("/" + Controller)));
        Assert.DoesNotContain(duties, duty => duty.IsBehind("/" + Card) || duty.IsVital != isVital);
        if (isVital)
            Assert.StartsWith("The host may need it itself, for its file system at ", Taking.WhyNot(duties.Select(duty => duty.Use)), StringComparison.Ordinal);
    }

    /// <summary>Links are followed; a partition beside the root's, or a volume beside it, may be given.</summary>
    [Theory]
    [InlineData("/dev/sda", true)]
    [InlineData("/dev//sda", true)]
    [InlineData("/dev/disk/by-id/ata-x", true)]
    [InlineData("/dev/sda2", true)]
    [InlineData("/dev/mapper/vg-root", true)]
    [InlineData("/dev/mapper/mpath", true)]
    [InlineData("/dev/sda1", false)]
    [InlineData("/dev/mapper/vg-data", false)]
    [InlineData("/dev/nothing", false)]
    public void DiskByItsFile_IsTheRootsInBothDirections(string path, bool isRoot)
    {
        _host.Write("proc/self/mountinfo", "22 1 253:0 / / rw - ext4 /dev/mapper/vg-root rw\n");
        _host.Link("sys/class/block/sda", Disk);
        _host.Link("sys/class/block/sda1", $"{Disk}/sda1");
        _host.Write("dev/sda", "");
        _host.Link("dev/disk/by-id/ata-x", "dev/sda");
        foreach (var (number, name, below) in new[] { (1, "vg-data", $"{Disk}/sda2"), (2, "mpath", Disk) })
        {
            _host.Link($"sys/devices/virtual/block/dm-{number}/slaves/{Path.GetFileName(below)}", below);
            _host.Link($"sys/class/block/dm-{number}", $"sys/devices/virtual/block/dm-{number}");
            _host.Write($"dev/dm-{number}", "");
            _host.Link($"dev/mapper/{name}", $"dev/dm-{number}");
        }

        Assert.Equal(isRoot, Duties.OfDisk(TestMachines.Host("local") with { Facts = _host.Facts }, Duties.Find(path)).Any(duty => duty is { IsVital: true, What: "file system at /" }));
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

    /// <summary>Machines work over a bridge, a bond joins cards, and storage may be behind a route of its own.</summary>
    [Theory]
    [InlineData("sys/devices/virtual/net/br0/bridge/bridge_id", "8000", "bridge br0")]
    [InlineData("sys/devices/virtual/net/br0/bonding/mode", "802.3ad 4", "bond br0")]
    [InlineData("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\nbr0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n", "route over br0")]
    [InlineData("proc/net/ipv6_route", "20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 eth0\n", "route over eth0")]
    [InlineData("proc/net/ipv6_route", "fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 eth0\n", null)]
    public void CardThatCarriesOtherNetworks_IsInUse(string file, string text, string? what)
    {
        _host.Write(file, text);

        Assert.Equal(what is null ? [] : new[] { (what, false) }, Read().Where(duty => duty.IsBehind("/" + Card)).Select(duty => (duty.What, duty.IsVital)));
    }

    [Fact]
    public void CardOfTheDefaultRoute_NeedsNoFurtherWords()
    {
        _host.Write("sys/devices/virtual/net/br0/bridge/bridge_id", "8000");
        _host.Write("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\nbr0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\nbr0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n");

        Assert.Equal(["default route"], Read().Where(duty => duty.IsBehind("/" + Card)).Select(duty => duty.What));
    }

    /// <summary>Bridge and card hang side by side on one device of Open vSwitch, where the kernel links them; else any card that works may be meant.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RouteOverOpenVSwitch_IsOfItsCards(bool isLinked)
    {
        _host.Write($"{Card}/carrier", "1");
        _host.Write("sys/devices/pci0000:00/0000:00:05.0/net/eth1/carrier", "0");
        _host.Link("sys/class/net/eth1", "sys/devices/pci0000:00/0000:00:05.0/net/eth1");
        _host.Write("sys/devices/virtual/net/br-ex/address", "52:54:00:00:00:01");
        _host.Write("sys/devices/virtual/net/vnet0/address", "fe:54:00:00:00:01");
        _host.Link("sys/class/net/br-ex", "sys/devices/virtual/net/br-ex");
        if (isLinked)
        {
            _host.Link("sys/devices/virtual/net/ovs-system/lower_eth0", Card);
            _host.Link("sys/devices/virtual/net/ovs-system/lower_vnet0", "sys/devices/virtual/net/vnet0");
            _host.Link("sys/devices/virtual/net/br-ex/upper_ovs-system", "sys/devices/virtual/net/ovs-system");
        }
        _host.Write("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\nbr-ex\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");

        var duties = Read();

        Assert.Contains(duties, duty => duty.IsVital && duty.IsSupposed != isLinked && duty.IsBehind("/" + Card));
        Assert.DoesNotContain(duties, duty => duty.IsBehind("/sys/devices/pci0000:00/0000:00:05.0") || duty.IsBehind("/sys/devices/virtual/net/vnet0"));
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

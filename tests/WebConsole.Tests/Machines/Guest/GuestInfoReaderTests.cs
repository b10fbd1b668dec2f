using Libvirt;
using WebConsole.Hypervisor.Guests;
using Xunit;

namespace WebConsole.Tests.Machines.Guest;

/// <summary>What a guest's agent says, as libvirt passes it on.</summary>
public sealed class GuestInfoReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Answer_IsReadAsAWhole()
    {
        var facts = Read(
            ("os.id", "debian"), ("os.name", "Debian GNU/Linux"), ("os.pretty-name", "Debian GNU/Linux 12 (bookworm)"), ("os.version-id", "12"), ("os.kernel-release", "6.1.0-18-amd64"), ("os.machine", "x86_64"),
            ("hostname", "web-01"), ("timezone.name", "CET"), ("timezone.offset", 3600), ("load.1m", 0.5), ("load.5m", 0.25), ("load.15m", 0.0),
            ("user.count", 1U), ("user.0.name", "ann"), ("user.0.domain", "CORP"), ("user.0.login-time", (ulong)Now.ToUnixTimeMilliseconds()),
            ("fs.count", 1U), ("fs.0.mountpoint", "/"), ("fs.0.name", "vda1"), ("fs.0.fstype", "ext4"), ("fs.0.used-bytes", 5UL << 30), ("fs.0.total-bytes", 20UL << 30), ("fs.0.disk.count", 1U), ("fs.0.disk.0.alias", "vda"), ("fs.0.disk.0.device", "/dev/vda1"),
            ("if.count", 1U), ("if.0.name", "eth0"), ("if.0.hwaddr", "52:54:00:00:00:01"), ("if.0.addr.count", 2U), ("if.0.addr.0.type", "ipv4"), ("if.0.addr.0.addr", "192.0.2.7"), ("if.0.addr.0.prefix", 24U), ("if.0.addr.1.addr", "fe80::1"), ("if.0.addr.1.prefix", 64U),
            ("disk.count", 1U), ("disk.0.name", "/dev/vda"), ("disk.0.partition", false), ("disk.0.alias", "vda"));

        Assert.Equal(("web-01", "Debian GNU/Linux 12 (bookworm)", "debian", "6.1.0-18-amd64 x86_64", "CET", 3600), (facts.HostName, facts.System, facts.SystemId, facts.Kernel, facts.TimeZone, facts.TimeZoneOffset));
        Assert.Equal([0.5, 0.25, 0], facts.Load);
        Assert.Equal(new GuestUser(@"CORP\ann", Now), Assert.Single(facts.Users));
        var root = Assert.Single(facts.FileSystems);
        Assert.Equal(("/", "vda1", "ext4", 5L << 30, 20L << 30, "vda"), (root.MountPoint, root.Device, root.Type, root.UsedBytes, root.TotalBytes, Assert.Single(root.Disks)));
        var card = Assert.Single(facts.Interfaces);
        Assert.Equal(("eth0", "52:54:00:00:00:01", "192.0.2.7/24 fe80::1/64"), (card.Name, card.Mac, string.Join(' ', card.Addresses)));
        Assert.Equal(new GuestDisk("/dev/vda", false, "vda", null), Assert.Single(facts.Disks));
        Assert.False(facts.IsCut);
    }

    [Fact]
    public void Nothing_IsUnknown()
    {
        var facts = Read();

        Assert.Equal((null, null, null, null), (facts.HostName, facts.System, facts.TimeZoneOffset, facts.Kernel));
        Assert.Empty(facts.Users);
        Assert.Empty(facts.Load);
    }

    /// <summary>Numbers of entries, lengths and values are the guest's choice.</summary>
    [Fact]
    [Trait("Attack", "V5")]
    public void HostileAnswer_IsBounded()
    {
        var facts = Read([
            ("hostname", new string('h', 100_000)), ("os.pretty-name", "one\nline\ttwo"), ("timezone.offset", int.MaxValue), ("load.1m", double.NaN),
            ("user.count", uint.MaxValue), ("user.0.name", "ann"), ("user.0.login-time", ulong.MaxValue),
            ("fs.count", ulong.MaxValue), .. Enumerable.Range(0, 300).SelectMany(index => new (string, object)[] { ($"fs.{index}.mountpoint", $"/{index}"), ($"fs.{index}.used-bytes", ulong.MaxValue), ($"fs.{index}.disk.count", uint.MaxValue) }),
            ("if.count", 3U), ("if.0.name", 7), ("if.2.name", "eth2"), ("if.2.addr.count", uint.MaxValue), ("if.2.addr.0.addr", "192.0.2.7"), ("if.2.addr.0.prefix", 4_000_000_000U),
            ("disk.count", -5)]);

        Assert.Equal((200, "one line two", null), (facts.HostName!.Length, facts.System, facts.TimeZoneOffset));
        Assert.Equal(new GuestUser("ann", null), Assert.Single(facts.Users));
        Assert.Equal(GuestInfoReader.MostFileSystems, facts.FileSystems.Length);
        Assert.All(facts.FileSystems, each => Assert.Null(each.UsedBytes));
        Assert.Equal("192.0.2.7", Assert.Single(Assert.Single(facts.Interfaces).Addresses));
        Assert.Empty(facts.Disks);
        Assert.True(facts.IsCut);
    }

    /// <summary>A page adds the guest's time zone, or its reader's, and there is no date after the year 9999.</summary>
    [Fact]
    [Trait("Attack", "V5")]
    public void MomentsOfTheEndOfTime_AreUnknown()
    {
        Assert.Null(Assert.Single(Read(("user.count", 1U), ("user.0.name", "ann"), ("user.0.login-time", (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - 1)).Users).Since);
        Assert.Null(GuestInfoReader.Known(DateTimeOffset.MaxValue.AddSeconds(-1)));
        Assert.Null(GuestInfoReader.Known(null));
        Assert.Equal(Now, GuestInfoReader.Known(Now));
    }

    private static GuestFacts Read(params (string Name, object Value)[] values) => new GuestInfoReader(TypedParameterSet.Of(values), new GuestDisks("<domain><devices><disk><target dev='vda' bus='virtio'/></disk></devices></domain>")).Read(Now);
}

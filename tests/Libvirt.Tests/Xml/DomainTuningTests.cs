using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>Each limit and share of a domain, changed alone. That nothing changes what stands is <see cref="XmlViewTests"/>' to prove.</summary>
public sealed class DomainTuningTests
{
    /// <summary>How the line begins, what in it becomes what, and by which property; quotation marks are left out.</summary>
    private static readonly (string Line, string Was, string Is, Action<DomainXml> Edit)[] Edits =
    [
        ("", "<shares>2048<", "<shares>9<", d => d.CpuShares = 9),
        ("", "<period>100001<", "<period>9<", d => d.CpuPeriodMicroseconds = 9),
        ("", "<quota>-1<", "<quota>9<", d => d.CpuQuotaMicroseconds = 9),
        ("", "<global_period>100002<", "<global_period>9<", d => d.GlobalPeriodMicroseconds = 9),
        ("", "<global_quota>4000002<", "<global_quota>9<", d => d.GlobalQuotaMicroseconds = 9),
        ("", "<emulator_period>100003<", "<emulator_period>9<", d => d.EmulatorPeriodMicroseconds = 9),
        ("", "<emulator_quota>4000003<", "<emulator_quota>9<", d => d.EmulatorQuotaMicroseconds = 9),
        ("", "<iothread_period>100004<", "<iothread_period>9<", d => d.IoThreadPeriodMicroseconds = 9),
        ("", "<iothread_quota>4000004<", "<iothread_quota>9<", d => d.IoThreadQuotaMicroseconds = 9),
        ("<vcpupin vcpu=1", "vcpu=1", "vcpu=2", d => d.VcpuPins[1].Vcpu = 2),
        ("<vcpupin vcpu=1", "cpuset=6", "cpuset=5", d => d.VcpuPins[1].CpuSet = "5"),
        ("<emulatorpin", "cpuset=1-3", "cpuset=0", d => d.EmulatorPin = "0"),
        ("<iothreadpin", "iothread=1", "iothread=2", d => d.IoThreadPins[0].IoThread = 2),
        ("<iothreadpin", "cpuset=7", "cpuset=5", d => d.IoThreadPins[0].CpuSet = "5"),
        ("<vcpusched", "vcpus=0-1", "vcpus=3", d => d.VcpuSchedulers[0].Vcpus = "3"),
        ("<vcpusched", "scheduler=fifo", "scheduler=idle", d => d.VcpuSchedulers[0].Scheduler = "idle"),
        ("<vcpusched", "priority=11", "priority=99", d => d.VcpuSchedulers[0].Priority = 99),
        ("<iothreadsched", "iothreads=2", "iothreads=3", d => d.IoThreadSchedulers[0].IoThreads = "3"),
        ("<iothreadsched", "scheduler=rr", "scheduler=idle", d => d.IoThreadSchedulers[0].Scheduler = "idle"),
        ("<iothreadsched", "priority=12", "priority=99", d => d.IoThreadSchedulers[0].Priority = 99),
        ("<emulatorsched", "scheduler=fifo", "scheduler=rr", d => d.EmulatorScheduler = "rr"),
        ("<emulatorsched", "priority=13", "priority=99", d => d.EmulatorPriority = 99),
        ("<cachetune", "vcpus=0-3", "vcpus=0-2", d => d.CacheTunes[0].Vcpus = "0-2"),
        ("<cache id=1", "id=1", "id=2", d => d.CacheTunes[0].Caches[1].Id = 2),
        ("<cache id=1", "level=3", "level=2", d => d.CacheTunes[0].Caches[1].Level = 2),
        ("<cache id=1", "type=code", "type=data", d => d.CacheTunes[0].Caches[1].Type = "data"),
        ("<cache id=1", "size=768", "size=1536", d => d.CacheTunes[0].Caches[1].SizeBytes = 1536 << 10),
        ("<monitor level", "level=3", "level=2", d => d.CacheTunes[0].Monitors[0].Level = 2),
        ("<monitor level", "vcpus=1", "vcpus=0", d => d.CacheTunes[0].Monitors[0].Vcpus = "0"),
        ("<memorytune", "vcpus=0-3", "vcpus=0-1", d => d.MemoryTunes[0].Vcpus = "0-1"),
        ("<node", "id=0", "id=1", d => d.MemoryTunes[0].Nodes[0].Node = 1),
        ("<node", "bandwidth=60", "bandwidth=70", d => d.MemoryTunes[0].Nodes[0].Percent = 70),
        ("<monitor vcpus", "vcpus=2", "vcpus=1", d => d.MemoryTunes[0].Monitors[0].Vcpus = "1"),
        ("", "<hard_limit unit=GiB>12", "<hard_limit unit=GiB>13", d => d.MemoryHardLimitBytes = 13L << 30),
        ("", "<soft_limit>8388608", "<soft_limit>1024", d => d.MemorySoftLimitBytes = 1 << 20),
        ("", "<min_guarantee unit=MiB>512", "<min_guarantee unit=b>1000", d => d.MemoryMinGuaranteeBytes = 1000),
        ("", "<swap_hard_limit unit=GiB>16", "<swap_hard_limit unit=GiB>20", d => d.SwapHardLimitBytes = 20L << 30),
        ("<memory mode", "mode=strict", "mode=interleave", d => d.NumaMemoryMode = "interleave"),
        ("<memory mode", "placement=static", "placement=auto", d => d.NumaMemoryPlacement = "auto"),
        ("<memory mode", "nodeset=1-4,^3", "nodeset=0", d => d.NumaMemoryNodeSet = "0"),
        ("<memnode", "cellid=0", "cellid=1", d => d.MemoryNodes[0].Cell = 1),
        ("<memnode", "mode=preferred", "mode=strict", d => d.MemoryNodes[0].Mode = "strict"),
        ("<memnode", "nodeset=2", "nodeset=3", d => d.MemoryNodes[0].NodeSet = "3"),
        ("", "<weight>800<", "<weight>700<", d => d.BlockWeight = 700),
        ("", "<path>/dev/sda<", "<path>/dev/sdb<", d => d.BlockDeviceTunes[0].Path = "/dev/sdb"),
        ("", "<weight>500<", "<weight>600<", d => d.BlockDeviceTunes[0].Weight = 600),
        ("", "<read_bytes_sec>10485760<", "<read_bytes_sec>9<", d => d.BlockDeviceTunes[0].ReadBytesPerSecond = 9),
        ("", "<write_bytes_sec>10485761<", "<write_bytes_sec>9<", d => d.BlockDeviceTunes[0].WriteBytesPerSecond = 9),
        ("", "<read_iops_sec>20000<", "<read_iops_sec>9<", d => d.BlockDeviceTunes[0].ReadIops = 9),
        ("", "<write_iops_sec>20001<", "<write_iops_sec>9<", d => d.BlockDeviceTunes[0].WriteIops = 9),
        ("<iothread id=1", "id=1", "id=3", d => d.IoThreadIds[0].Id = 3),
        ("<iothread id=1", "thread_pool_min=3", "thread_pool_min=2", d => d.IoThreadIds[0].ThreadPoolMin = 2),
        ("<iothread id=1", "thread_pool_max=30", "thread_pool_max=31", d => d.IoThreadIds[0].ThreadPoolMax = 31),
        ("<defaultiothread", "thread_pool_min=4", "thread_pool_min=2", d => d.DefaultThreadPoolMin = 2),
        ("<defaultiothread", "thread_pool_max=40", "thread_pool_max=41", d => d.DefaultThreadPoolMax = 41),
        ("", "<total_bytes_sec>1001<", "<total_bytes_sec>9<", d => d.Disks[0].TotalBytesPerSecond = 9),
        ("", "<total_bytes_sec_max>2001<", "<total_bytes_sec_max>9<", d => d.Disks[0].TotalBytesPerSecondMax = 9),
        ("", "<total_bytes_sec_max_length>31<", "<total_bytes_sec_max_length>9<", d => d.Disks[0].TotalBytesPerSecondMaxSeconds = 9),
        ("", "<read_bytes_sec>1002<", "<read_bytes_sec>9<", d => d.Disks[1].ReadBytesPerSecond = 9),
        ("", "<read_bytes_sec_max>2002<", "<read_bytes_sec_max>9<", d => d.Disks[1].ReadBytesPerSecondMax = 9),
        ("", "<read_bytes_sec_max_length>32<", "<read_bytes_sec_max_length>9<", d => d.Disks[1].ReadBytesPerSecondMaxSeconds = 9),
        ("", "<write_bytes_sec>1003<", "<write_bytes_sec>9<", d => d.Disks[1].WriteBytesPerSecond = 9),
        ("", "<write_bytes_sec_max>2003<", "<write_bytes_sec_max>9<", d => d.Disks[1].WriteBytesPerSecondMax = 9),
        ("", "<write_bytes_sec_max_length>33<", "<write_bytes_sec_max_length>9<", d => d.Disks[1].WriteBytesPerSecondMaxSeconds = 9),
        ("", "<total_iops_sec>1004<", "<total_iops_sec>9<", d => d.Disks[0].TotalIops = 9),
        ("", "<total_iops_sec_max>2004<", "<total_iops_sec_max>9<", d => d.Disks[0].TotalIopsMax = 9),
        ("", "<total_iops_sec_max_length>34<", "<total_iops_sec_max_length>9<", d => d.Disks[0].TotalIopsMaxSeconds = 9),
        ("", "<read_iops_sec>1005<", "<read_iops_sec>9<", d => d.Disks[1].ReadIops = 9),
        ("", "<read_iops_sec_max>2005<", "<read_iops_sec_max>9<", d => d.Disks[1].ReadIopsMax = 9),
        ("", "<read_iops_sec_max_length>35<", "<read_iops_sec_max_length>9<", d => d.Disks[1].ReadIopsMaxSeconds = 9),
        ("", "<write_iops_sec>1006<", "<write_iops_sec>9<", d => d.Disks[1].WriteIops = 9),
        ("", "<write_iops_sec_max>2006<", "<write_iops_sec_max>9<", d => d.Disks[1].WriteIopsMax = 9),
        ("", "<write_iops_sec_max_length>36<", "<write_iops_sec_max_length>9<", d => d.Disks[1].WriteIopsMaxSeconds = 9),
        ("", "<size_iops_sec>4096<", "<size_iops_sec>9<", d => d.Disks[0].IopsSizeBytes = 9),
        ("", "<group_name>tenant<", "<group_name>own<", d => d.Disks[0].IoTuneGroup = "own"),
        ("<inbound", "average=1000", "average=9", d => d.Interfaces[0].InboundKilobytesPerSecond = 9),
        ("<inbound", "peak=5000", "peak=9", d => d.Interfaces[0].InboundPeakKilobytesPerSecond = 9),
        ("<inbound", "burst=1024", "burst=9", d => d.Interfaces[0].InboundBurstKibibytes = 9),
        ("<inbound", "floor=200", "floor=9", d => d.Interfaces[0].InboundFloorKilobytesPerSecond = 9),
        ("<outbound", "average=128", "average=9", d => d.Interfaces[0].OutboundKilobytesPerSecond = 9),
        ("<outbound", "peak=256", "peak=9", d => d.Interfaces[0].OutboundPeakKilobytesPerSecond = 9),
        ("<outbound", "burst=512", "burst=9", d => d.Interfaces[0].OutboundBurstKibibytes = 9),
    ];

    [Fact]
    public void EachProperty_Written_ChangesItsTextAlone() => DomainXmlTests.AssertEachChangesItsTextAlone("domain-tuned", Edits);

    [Fact]
    public void EachProperty_OfADomainWithoutIt_IsWrittenBelowItsElement()
    {
        var (removed, added) = DomainXmlTests.Edit("domain-linux", d =>
        {
            d.CpuQuotaMicroseconds = -1;
            d.VcpuPins.Add().Vcpu = 0;
            d.Disks[0].TotalIops = 500;
            d.Interfaces[0].OutboundPeakKilobytesPerSecond = 100;
        });

        Assert.Empty(removed);
        Assert.Equal(
        [
            "      <iotune>",
            "        <total_iops_sec>500</total_iops_sec>",
            "      </iotune>",
            "      <bandwidth>",
            """        <outbound peak="100" />""",
            "      </bandwidth>",
            "  <cputune>",
            "    <quota>-1</quota>",
            """    <vcpupin vcpu="0" />""",
            "  </cputune>",
        ], added);
    }
}

using Libvirt.Tests.Xml;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Integration;

/// <summary>What the views write, defined on a real libvirt, which checks it against its schema and writes it in its own form.</summary>
[Trait("Category", "Integration")]
public sealed class QemuDefinitionTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private const DomainXmlFlags AllOfIt = DomainXmlFlags.Inactive | DomainXmlFlags.Secure;
    private readonly LibvirtConnection _connection = LibvirtConnection.Open(QemuMachine.Uri);

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void ValuesWritten_AreValid_AndReadTheSameFromWhatLibvirtWrites()
    {
        using var machine = new QemuMachine(_connection);
        var written = Written(machine);

        using var same = _connection.DefineDomain(written.ToXml(), DomainDefineFlags.Validate);

        var kept = DomainXml.Parse(machine.Domain.GetXml(AllOfIt));
        Assert.Equal(ViewReader.Describe(written.Disks[0]), ViewReader.Describe(kept.Disks[0]));
        Assert.All(Values, value => Assert.Equal(value(written), value(kept)));
    }

    [Fact]
    public void DefinitionSentBackAsItCame_IsTheSame()
    {
        using var machine = new QemuMachine(_connection);
        using var same = _connection.DefineDomain(Written(machine).ToXml());
        var before = machine.Domain.GetXml(AllOfIt);

        var view = DomainXml.Parse(before);
        ViewReader.Describe(view);
        Assert.Equal(UntouchedDefinitionTests.Tokens(before), UntouchedDefinitionTests.Tokens(view.ToXml()));
        using var again = _connection.DefineDomain(view.ToXml(), DomainDefineFlags.Validate);

        Assert.Equal(before, machine.Domain.GetXml(AllOfIt));
    }

    public void Dispose() => _connection.Dispose();

    private static readonly Func<DomainXml, object?>[] Values =
    [
        domain => domain.Disks[1].Source.Cookies[0].Value, domain => domain.Disks[1].Source.VerifyCertificate,
        domain => domain.Disks[1].Source.TimeoutSeconds, domain => domain.Disks[1].Source.ReadAheadBytes,
        domain => domain.Disks[2].Source.Auth.SecretUsage, domain => domain.Disks[2].Source.InitiatorIqn,
        domain => domain.Interfaces[0].HostOffloads.Segmentation, domain => domain.Interfaces[0].GuestOffloads.Checksums,
        domain => domain.Interfaces[0].FilterParameters[0].Value, domain => domain.Interfaces[0].ReceiveQueueSize,
        domain => domain.Interfaces[0].VirtioOptions.Packed, domain => domain.Interfaces[0].Rom.Visible, domain => domain.Interfaces[0].Isolated,
        domain => domain.Serials[0].Source.Reconnect.TimeoutSeconds, domain => domain.Serials[0].Protocol, domain => domain.Serials[0].LogAppend,
        domain => domain.Serials[1].Sources[1].Service,
        domain => domain.MemoryNotMerged, domain => domain.MemoryAllocation, domain => domain.MemoryInCoreDumps, domain => domain.GenerationId,
        domain => domain.VirtualCpuStates[1].Enabled, domain => domain.NumaCells[0].Distances[1].Value, domain => domain.CpuAddressBits,
        domain => domain.Timers[0].CatchUpSlew, domain => domain.PerfEvents[0].Enabled, domain => domain.SmBiosMode, domain => domain.ResourcePartition,
        domain => domain.QemuArguments[1], domain => domain.QemuEnvironment[0].Value, domain => domain.QemuDeprecation,
        domain => domain.QemuDeviceOverrides[0].Properties[0].Value,
    ];

    private static DomainXml Written(QemuMachine machine)
    {
        var domain = DomainXml.Parse(machine.Domain.GetXml(AllOfIt));
        WriteDisks(domain);
        WriteCards(domain);
        WritePorts(domain);
        WriteMachine(domain);
        WriteQemu(domain);
        return domain;
    }

    private static void WriteDisks(DomainXml domain)
    {
        var disk = (DiskXml)domain.Devices.Add(DiskXml.New(DiskSource.File("/srv/none.qcow2"), "vda", "virtio", "qcow2"));
        (disk.CopyOnRead, disk.QueueSize, disk.MetadataCacheBytes, disk.VirtioOptions.Packed) = (true, 256, 1 << 20, true);
        (disk.LogicalBlockSize, disk.PhysicalBlockSize, disk.Source.StartupPolicy) = (512, 4096, "optional");
        (disk.Source.Encryption.Format, disk.Source.Encryption.Engine, disk.Source.Encryption.Secrets.Add().Type) = ("luks", "qemu", "passphrase");
        disk.Source.Encryption.Secrets[0].Uuid = Guid.Parse("f52a81b2-424e-490c-823d-6bd4235bc572");
        var slice = disk.Source.Slices.Add();
        (slice.Type, slice.OffsetBytes, slice.SizeBytes) = ("storage", 0, 1 << 30);
        (disk.Source.SecurityLabels.Add().Model, disk.Source.SecurityLabels[0].Relabel) = ("dac", false);
        disk.SetAddress(DeviceAddress.Pci(0, 0, 10, 0, multiFunction: true));

        var web = (DiskXml)domain.Devices.Add(DiskXml.New(DiskSource.Network("https", "/a.iso", ("example.org", 443)), "vdb", "virtio"));
        (web.Source.Cookies.Add().Name, web.Source.Cookies[0].Value) = ("session", "0123");
        (web.Source.VerifyCertificate, web.Source.TimeoutSeconds, web.Source.ReadAheadBytes) = (false, 6, 65536);

        var target = (DiskXml)domain.Devices.Add(DiskXml.New(DiskSource.Network("iscsi", "iqn.2013-07.com.example:a/1", ("example.org", 3260)), "vdc", "virtio"));
        (target.Source.Auth.UserName, target.Source.Auth.SecretType, target.Source.Auth.SecretUsage) = ("jane", "iscsi", "hush");
        target.Source.InitiatorIqn = "iqn.2013-07.com.example:client";
    }

    private static void WriteCards(DomainXml domain)
    {
        var card = domain.Interfaces[0];
        (card.HostOffloads.Segmentation, card.GuestOffloads.Checksums, card.ReceiveQueueSize) = (false, false, 512);
        (card.VirtioOptions.Packed, card.Rom.Visible, card.Isolated, card.Filter) = (true, false, true, "clean-traffic");
        (card.FilterParameters.Add().Name, card.FilterParameters[0].Value) = ("IP", "10.0.0.1");
    }

    private static void WritePorts(DomainXml domain)
    {
        var port = domain.Serials[0];
        (port.Type, port.Source.Mode, port.Source.Host, port.Source.Service, port.Protocol) = ("tcp", "connect", "127.0.0.1", "4555", "telnet");
        (port.Source.Reconnect.Enabled, port.Source.Reconnect.TimeoutSeconds, port.LogFile, port.LogAppend) = (true, 10, "/srv/serial.log", true);

        var second = domain.Serials.Add();
        second.Type = "udp";
        var (receive, send) = (second.Sources.Add(), second.Sources.Add());
        (receive.Mode, receive.Host, receive.Service) = ("bind", "127.0.0.1", "4556");
        (send.Mode, send.Host, send.Service) = ("connect", "127.0.0.1", "4557");
    }

    private static void WriteMachine(DomainXml domain)
    {
        (domain.VirtualCpus, domain.MemoryNotMerged, domain.MemoryAllocation, domain.MemoryInCoreDumps) = (2, true, "immediate", false);
        // In another order than the schema's.
        domain.FibreChannelAppId = "app";
        (domain.GenerationId, domain.SmBiosMode, domain.ResourcePartition) = (Guid.Parse("43dc0cf8-809b-4adb-9bea-a9abb5f3d90e"), "host", "/machine");
        (domain.VirtualCpuStates.Add().Id, domain.VirtualCpuStates.Add().Id) = (0, 1);
        (domain.VirtualCpuStates[0].Enabled, domain.VirtualCpuStates[0].HotPluggable, domain.VirtualCpuStates[0].Order) = (true, false, 1);
        (domain.VirtualCpuStates[1].Enabled, domain.VirtualCpuStates[1].HotPluggable) = (false, true);
        (domain.CpuMode, domain.CpuModel, domain.CpuAddressMode, domain.CpuAddressBits) = ("custom", "qemu64", "emulate", 42);
        foreach (var node in (int[])[0, 1])
        {
            var cell = domain.NumaCells.Add();
            (cell.Id, cell.Cpus, cell.MemoryBytes) = (node, $"{node}", 32 << 20);
            (cell.Distances.Add().Id, cell.Distances.Add().Id) = (0, 1);
            (cell.Distances[node].Value, cell.Distances[1 - node].Value) = (10, 21);
        }
        var timer = domain.Timers.Add();
        (timer.Name, timer.TickPolicy, timer.Track) = ("rtc", "catchup", "guest");
        (timer.CatchUpThreshold, timer.CatchUpSlew, timer.CatchUpLimit) = (123, 120, 10000);
        (domain.PerfEvents.Add().Name, domain.PerfEvents[0].Enabled) = ("instructions", false);
    }

    private static void WriteQemu(DomainXml domain)
    {
        domain.QemuArguments.Replace("-name", "guest=other");
        (domain.QemuEnvironment.Add().Name, domain.QemuEnvironment[0].Value) = ("QEMU_AUDIO_DRV", "none");
        domain.QemuDeprecation = "omit";
        var device = domain.QemuDeviceOverrides.Add();
        device.Alias = "ua-disk";
        var property = device.Properties.Add();
        (property.Name, property.Type, property.Value) = ("iommu_platform", "bool", "true");
    }
}

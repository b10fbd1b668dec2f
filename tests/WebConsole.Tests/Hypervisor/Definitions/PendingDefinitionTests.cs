using System.Xml.Linq;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>What counts as a change that waits for a restart.</summary>
public sealed class PendingDefinitionTests
{
    /// <summary>libvirt leaves the format out where there is no medium.</summary>
    [Theory]
    [InlineData("", "", false)]
    [InlineData("<source index='2'/>", "<source startupPolicy='optional'/>", false)]
    [InlineData("<source file='/a.iso'/>", "<source file='/a.iso'/>", true)]
    [InlineData("", "<source file='/a.iso'/>", true)]
    [InlineData("<source file='/a.iso'/>", "", true)]
    public void FormatOfAnImage_CountsWhereThereIsOne(string now, string next, bool counts) =>
        Assert.Equal(counts, PendingDefinition.Of(Drive("", now), Drive("type='raw'", next)).Any(change => change.Path == "devices/disk[sda]/driver@type"));

    /// <summary>A guest's balloon takes its time, and some guests have none.</summary>
    [Theory]
    [InlineData(256, 120, 120L, "")]
    [InlineData(101, 200, 200L, "")]
    [InlineData(256, 120, null, "262144 → 122880")]
    [InlineData(101, 200, 100L, "102400 → 204800")]
    [InlineData(200, 200, 100L, "")]
    public void MemoryThatABalloonHasNotMovedYet_IsNoChange(int has, int next, long? asked, string said)
    {
        var machine = TestMachines.Named("web-01") with { Xml = Memory(has), InactiveXml = Memory(next), AskedMemoryBytes = asked << 20 };

        Assert.Equal(said, string.Join(';', PendingDefinition.Of(machine, operates: true).Select(change => $"{change.Old} → {change.New}")));

        static string Memory(int mebibytes) => $"<domain><memory unit='KiB'>262144</memory><currentMemory unit='KiB'>{mebibytes << 10}</currentMemory></domain>";
    }

    /// <summary>A device that is plugged in for both definitions gets an address, and maybe a port, in each.</summary>
    [Fact]
    public void AddressAndPortThatLibvirtChooses_AreNoChange()
    {
        const string Live = "<disk type='file'><source file='/a.img'/><target dev='vdd' bus='virtio'/><address type='pci' domain='0x0000' bus='0x0a' slot='0x00' function='0x0'/></disk>";
        const string Port = "<controller type='pci' index='13' model='pcie-root-port'><target chassis='13' port='0x1c'/></controller>";

        Assert.Empty(PendingDefinition.Of(Devices(Live), Devices(Live.Replace("0x0a", "0x0d", StringComparison.Ordinal), Port)));
        Assert.Equal(["devices/controller[scsi-1]", "devices/disk[vdd]/source@file"],
            PendingDefinition.Of(Devices(Live), Devices(Live.Replace("/a", "/b", StringComparison.Ordinal), Port, "<controller type='scsi' index='1' model='virtio-scsi'/>")).Select(change => change.Path).Order());
    }

    /// <summary>Of some devices the address is all that tells them from others.</summary>
    [Theory]
    [InlineData("urandom", "")]
    [InlineData("hwrng", "devices/rng[0000:0a:00.0] devices/rng[0000:0d:00.0]")]
    public void DeviceWithoutAName_IsTheSameAtAnotherAddress(string source, string changed)
    {
        const string Live = "<rng model='virtio'><backend model='random'>/dev/urandom</backend><alias name='rng1'/><address type='pci' domain='0x0000' bus='0x0a' slot='0x00' function='0x0'/></rng>";

        Assert.Equal(changed, string.Join(' ', PendingDefinition.Of(Devices(Live), Devices(Live.Replace("0x0a", "0x0d", StringComparison.Ordinal).Replace("urandom", source, StringComparison.Ordinal))).Select(change => change.Path).Order()));
    }

    private static XElement Devices(params string[] devices) => XElement.Parse($"<domain><devices>{string.Concat(devices)}</devices></domain>");

    private static XElement Drive(string format, string source) => XElement.Parse($"<domain><devices><disk type='file' device='cdrom'><driver name='qemu' {format}/>{source}<target dev='sda' bus='sata'/></disk></devices></domain>");
}

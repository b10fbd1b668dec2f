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

    private static XElement Drive(string format, string source) => XElement.Parse($"<domain><devices><disk type='file' device='cdrom'><driver name='qemu' {format}/>{source}<target dev='sda' bus='sata'/></disk></devices></domain>");
}

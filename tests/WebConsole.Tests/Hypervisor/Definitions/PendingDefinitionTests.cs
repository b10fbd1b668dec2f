using System.Xml.Linq;
using WebConsole.Hypervisor.Definitions;
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

    private static XElement Drive(string format, string source) => XElement.Parse($"<domain><devices><disk type='file' device='cdrom'><driver name='qemu' {format}/>{source}<target dev='sda' bus='sata'/></disk></devices></domain>");
}

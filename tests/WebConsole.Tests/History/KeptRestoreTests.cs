using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.History;

public sealed class KeptRestoreTests
{
    private const string Now = """
        <domain><name>web</name><memory>2</memory><devices>
        <disk><source protocol='https' name='/a.img'><host name='images'/><cookies><cookie name='c'>sesame-3</cookie></cookies></source><target dev='vda'/></disk>
        <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
        <graphics type='vnc' passwd='sesame-1'><listen type='address' address='0.0.0.0'/></graphics>
        </devices></domain>
        """;

    private const string Then = """
        <domain><name>old</name><memory>1</memory><title>Old</title><devices>
        <disk><source protocol='https' name='/a.img'><host name='images'/></source><target dev='vda'/></disk>
        <disk><source file='/srv/b.img'/><target dev='vdb'/></disk>
        <graphics type='vnc'><listen type='address' address='0.0.0.0'/></graphics>
        </devices></domain>
        """;

    [Fact]
    [Trait("Attack", "V2")]
    public void Whole_TakesTheSecretsThatStand()
    {
        var after = KeptRestore.Whole(Read(Now), Read(Then));

        Assert.Equal(("old", "1", "Old"), (after.Element("name")!.Value, after.Element("memory")!.Value, after.Element("title")!.Value));
        Assert.Equal("sesame-1", after.Descendants("graphics").Single().Attribute("passwd")?.Value);
        Assert.Equal("sesame-3", after.Descendants("cookie").Single().Value);
        Assert.Equal(["vda", "vdb"], after.Descendants("disk").Select(disk => disk.Element("target")!.Attribute("dev")!.Value));
    }

    /// <summary>Whoever wrote the old version would be sent the cookie.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public void Cookie_IsNotSentToAnotherServer()
    {
        var after = KeptRestore.Whole(Read(Now), Read(Then.Replace("name='images'", "name='elsewhere'", StringComparison.Ordinal)));

        Assert.Empty(after.Descendants("cookie"));
    }

    [Theory]
    [InlineData("<listen type='address' address='0.0.0.0'/>", true)]
    [InlineData("<listen type='address'/>", true)]
    [InlineData("<listen type='network' network='lan'/>", true)]
    [InlineData("<listen type='address' address='127.0.0.1'/>", false)]
    [InlineData("<listen type='socket' socket='/run/x'/>", false)]
    [InlineData("<listen type='none'/>", false)]
    public void DisplayThatOthersReach_IsNotOpenedWithoutAPassword(string listen, bool closed)
    {
        var kept = Read($"<domain><devices><graphics type='vnc'>{listen}</graphics></devices></domain>");

        Assert.Equal(closed, KeptRestore.Whole(null, kept).Descendants("graphics").Single().Attribute("passwd") is { Value.Length: 8 });
        Assert.Null(KeptRestore.Whole(kept, kept).Descendants("graphics").Single().Attribute("passwd"));
    }

    [Theory]
    [InlineData("memory", "<memory>1</memory>", 1)]
    [InlineData("title", "<title>Old</title>", 1)]
    [InlineData("devices/disk[vdb]", "<source file='/srv/b.img'/>", 2)]
    [InlineData("devices/interface[52:54:00:00:00:01]", null, 1)]
    public void Part_BecomesAsItWas_AndNothingElse(string part, string? brings, int disks)
    {
        var after = KeptRestore.Part(Read(Now), Read(Then), part);
        var text = SafeXml.Format(after).Replace('"', '\'').Replace(" />", "/>", StringComparison.Ordinal);

        Assert.Contains(brings ?? "<name>web</name>", text, StringComparison.Ordinal);
        Assert.Equal((part.Contains("interface", StringComparison.Ordinal) ? 0 : 1, disks), (after.Descendants("interface").Count(), after.Descendants("disk").Count()));
        Assert.Equal(("web", part == "memory" ? "1" : "2"), (after.Element("name")!.Value, after.Element("memory")!.Value));
        Assert.Equal("sesame-1", after.Descendants("graphics").Single().Attribute("passwd")?.Value);
    }

    [Fact]
    public void PartThatNeitherHas_IsRefused() => Assert.Throws<DefinitionException>(() => KeptRestore.Part(Read(Now), Read(Then), "devices/disk[vdc]"));

    [Fact]
    public void Parts_AreDevicesAndElementsOfTheRoot() =>
        Assert.Equal(["name", "memory", "devices/interface[52:54:00:00:00:01]", "title", "devices/disk[vdb]"],
            KeptRestore.Parts(KeptDefinition.Changes(ObjectKind.Machine, KeptDefinition.Of(ObjectKind.Machine, Now.Replace("<cookies><cookie name='c'>sesame-3</cookie></cookies>", "", StringComparison.Ordinal).Replace(" passwd='sesame-1'", "", StringComparison.Ordinal)), Then)!));

    [Fact]
    public void Mark_WithoutASecretThatStands_IsLeftOut()
    {
        var after = KeptRestore.Whole(null, Read("<domain><devices><graphics type='vnc' passwd='••••'><listen type='none'/></graphics></devices></domain>"));

        Assert.Null(after.Descendants("graphics").Single().Attribute("passwd"));
    }

    private static XElement Read(string text) => SafeXml.ParseRoot(text, "domain");
}

using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

public sealed class DefinitionPartTests
{
    private const string Machine = """
        <domain type='kvm'>
          <!-- <devices><disk/></devices> -->
          <name>web-01</name>
          <devices>
            <disk type='file'>
              <source file='/a>b.img'/>
              <target dev='vda'/>
            </disk  >
            <interface type='user'><mac address='52:54:00:00:00:01'/></interface><!-- beside --><input type='tablet' bus='usb'/>
            <emulator>/usr/bin/qemu</emulator>
          </devices>
        </domain>
        """;

    [Fact]
    public void Devices_AreFoundInTheText()
    {
        var parts = DefinitionPart.Of(Machine);

        Assert.Equal("<disk type='file'>\n  <source file='/a>b.img'/>\n  <target dev='vda'/>\n</disk  >", parts.Single(part => part.Name == "disk:vda").In(Machine));
        Assert.Equal("<interface type='user'><mac address='52:54:00:00:00:01'/></interface>", parts.Single(part => part.Name == "interface:52:54:00:00:00:01").In(Machine));
        Assert.Equal("<input type='tablet' bus='usb'/>", parts.Single(part => part.Name.StartsWith("input", StringComparison.Ordinal)).In(Machine));
    }

    [Fact]
    public void EditedDevice_ChangesNothingElse()
    {
        var disk = DefinitionPart.Of(Machine).Single(part => part.Name == "disk:vda");

        var (once, moved) = disk.Put(Machine, "<disk type='file'>\n  <target dev='vdb'/>\n</disk>");
        var (back, _) = moved.Put(once, disk.In(Machine));

        Assert.Contains("    <disk type='file'>\n      <target dev='vdb'/>\n    </disk>\n    <interface", once, StringComparison.Ordinal);
        Assert.Equal(Machine, back);
        Assert.Equal(5, disk.FirstLine);
    }

    [Fact]
    [Trait("Attack", "J3")]
    public void BrokenText_HasNoDevices() => Assert.Empty(DefinitionPart.Of("<domain><devices><disk></devices></domain>"));
}

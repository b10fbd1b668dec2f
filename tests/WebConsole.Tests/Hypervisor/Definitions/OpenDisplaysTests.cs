using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>Displays for everybody are refused however they are written.</summary>
[Trait("Attack", "V1")]
public sealed class OpenDisplaysTests : DefinitionEditing
{
    [Theory]
    [InlineData("<graphics type='vnc' listen='0.0.0.0'/>", true)]
    [InlineData("<graphics type='vnc'><listen type='address' address='::'/></graphics>", true)]
    [InlineData("<graphics type='vnc'><listen type='address' address='127.0.0.1'/><listen type='address' address='::ffff:0.0.0.0'/></graphics>", true)]
    [InlineData("<graphics type='spice' listen='0.0.0.0' passwd=''/>", true)]
    [InlineData("<graphics type='vnc' listen='0.0.0.0' passwd='sesame'/>", false)]
    [InlineData("<graphics type='vnc' listen='127.0.0.1'/>", false)]
    [InlineData("<graphics type='vnc'/>", false)]
    [InlineData("<graphics type='egl-headless'/>", false)]
    public void Display_IsOpen_WhereAllAddressesNeedNoPassword(string display, bool isOpen)
    {
        Assert.Equal(isOpen, OpenDisplays.Opened(Machine(""), Machine(display)));
        // What stands like this can be changed otherwise.
        Assert.False(OpenDisplays.Opened(Machine(display), Machine(display)));
    }

    [Fact]
    public async Task TextOfADefinition_IsRefusedForIt()
    {
        var stands = await Editor.ReadAsync(Id, operates: true, Cancel);
        var view = DomainXml.Parse(stands.Xml);
        view.Graphics[0].SetPassword(null);
        view.Graphics[0].ListenAddress = "0.0.0.0";

        var task = await ApplyAsync(DefinitionEdit.OfText(Id, view.ToXml()));

        Assert.Equal((TaskState.Failed, true), (task.State, task.Error?.Contains(OpenDisplays.NeedsPassword, StringComparison.Ordinal)));
        Assert.DoesNotContain("0.0.0.0", await ReadAsync(), StringComparison.Ordinal);
    }

    private static DomainXml Machine(string display) => DomainXml.Parse($"<domain><devices>{display}</devices></domain>");
}

using Bunit;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class XmlViewTests : PageContext
{
    [Theory, Trait("Attack", "J1")]
    [InlineData("\u202etxt.exe")]
    [InlineData("שרת")]
    public void TextThatTurnsTheDirection_KeepsToItself(string name)
    {
        var xml = $"<domain><name>{name}</name><uuid>web</uuid></domain>";
        var view = Render<XmlView>(parameters => parameters.Add(component => component.Xml, xml).Add(component => component.Of, TestInventory.Id(1)));

        Assert.Equal(name, Assert.Single(view.FindAll("code span:not([class])")).TextContent);
        Assert.Equal(xml, view.Find("code").TextContent);
    }
}

using System.Xml.Linq;
using Libvirt;
using WebConsole.Features.Networks.Editing;
using Xunit;

namespace WebConsole.Tests.Networks;

/// <summary>A card is plugged in again by two updates, of which each can fail.</summary>
public sealed class PlugInAgainTests
{
    private const string Card = "<interface type='network'><mac address='52:54:00:00:00:01'/><source network='made' portgroup='slow' bridge='virbr7'/><target dev='vnet0'/></interface>";

    private XElement? _card = XElement.Parse(Card);

    [Theory]
    [InlineData("", null, "network")]
    [InlineData("2", null, "network")]
    [InlineData("1", "refused", "network")]
    [InlineData("2 3", "until its machine is restarted it is a card on the bridge virbr7, and no longer on the network made. refused", "bridge")]
    public void UpdateThatFails_IsTriedAgain_OrItsHalfIsNamed(string fails, string? why, string left)
    {
        var calls = 0;

        Assert.Equal(why, Plug(update =>
        {
            if (fails.Split(' ').Contains($"{++calls}"))
                throw new LibvirtException(LibvirtErrorCode.OperationTimeout, LibvirtErrorDomain.Qemu, "refused");
            _card = update;
        }));

        Assert.Equal(left, _card!.Attribute("type")!.Value);
        Assert.Equal(left == "network" ? "slow" : null, _card.Element("source")!.Attribute("portgroup")?.Value);
    }

    /// <summary>libvirt did it, and said that it took too long.</summary>
    [Fact]
    public void UpdateThatWasMadeAndFailed_GoesBack()
    {
        var calls = 0;

        Assert.Null(Plug(update =>
        {
            _card = update;
            if (++calls == 1)
                throw new LibvirtException(LibvirtErrorCode.OperationTimeout, LibvirtErrorDomain.Qemu, "too late");
        }));

        Assert.Equal("network", _card!.Attribute("type")!.Value);
    }

    [Fact]
    public void UpdateThatDoesNothing_IsNoSuccess()
    {
        var calls = 0;

        Assert.Contains("libvirt reported success", Plug(update => _card = ++calls == 1 ? update : _card), StringComparison.Ordinal);
    }

    [Fact]
    public void CardThatIsGone_NeedsNothing()
    {
        Assert.Null(Plug(_ =>
        {
            _card = null;
            throw new LibvirtException(LibvirtErrorCode.DeviceMissing, LibvirtErrorDomain.Qemu, "gone");
        }));
        Assert.Null(Plug(_ => Assert.Fail("There is no card.")));
    }

    private string? Plug(Action<XElement> update) => new PlugInAgain(null!, "made", null).PlugIn(() => _card, update, "virbr7");
}

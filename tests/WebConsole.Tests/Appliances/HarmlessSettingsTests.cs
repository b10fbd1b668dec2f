using System.Xml.Linq;
using WebConsole.Appliances.Definitions;
using Xunit;

namespace WebConsole.Tests.Appliances;

public sealed class HarmlessSettingsTests
{
    /// <summary>The whole part was written once for each thing in it, so that 15,000 took more than a minute.</summary>
    [Fact]
    [Trait("Attack", "D4")]
    public void PartWithThousandsOfUnknownSettings_IsComparedOnce()
    {
        static XElement With(int count) => new("domain", new XElement("devices", new XElement("input", Enumerable.Range(0, count).Select(_ => new XElement("a")))));

        Assert.False(HarmlessSettings.DifferInOthers(With(30_000), With(30_000)));
        Assert.True(HarmlessSettings.DifferInOthers(With(30_000), With(30_001)));
    }

    [Fact]
    public void DifferenceOfTheDomainItself_IsSeen() =>
        Assert.True(HarmlessSettings.DifferInOthers(XElement.Parse("<domain type='kvm'/>"), XElement.Parse("<domain type='kvm' unknown='1'/>")));
}

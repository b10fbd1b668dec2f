using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Machines.Boots;

/// <summary>The order of the start in a machine's metadata, which anybody who edits its XML may have written.</summary>
public sealed class StartOrderTests
{
    [Theory]
    [InlineData("order='0'", 0, 0)]
    [InlineData("order='999' delay='3600'", 999, 3600)]
    [InlineData("order='010' delay='5'", 10, 5)]
    public void Order_IsRead(string attributes, int number, int delay) =>
        Assert.Equal((new StartOrder(number, delay), false), StartOrder.Of(Domain(attributes)));

    [Theory]
    [Trait("Attack", "F4")]
    [InlineData("order='1000'")]
    [InlineData("order='-1'")]
    [InlineData("order=''")]
    [InlineData("order='1' delay='3601'")]
    [InlineData("order='1' delay='99999999999999999999'")]
    [InlineData("order='0x10'")]
    [InlineData("order='１'")]
    [InlineData("delay='30'")]
    public void WhatIsNone_IsIgnored_AndSaidToBeWrong(string attributes) => Assert.Equal((null, true), StartOrder.Of(Domain(attributes)));

    [Fact]
    public void Nothing_IsNothing()
    {
        Assert.Equal((null, false), StartOrder.Of(null));
        Assert.Equal((null, false), StartOrder.Of(DomainXml.Parse("<domain/>")));
    }

    [Fact]
    public void Order_IsWrittenAndRemoved()
    {
        var domain = DomainXml.Parse("<domain/>");
        StartOrder.Write(domain, new StartOrder(10, 30));
        Assert.Equal((new StartOrder(10, 30), false), StartOrder.Of(DomainXml.Parse(domain.ToXml())));
        StartOrder.Write(domain, null);
        Assert.Null(domain.Metadata);
    }

    private static DomainXml Domain(string attributes) =>
        DomainXml.Parse($"<domain><metadata><wc:machine xmlns:wc='urn:webconsole:machine:1'><wc:autostart {attributes}/></wc:machine></metadata></domain>");
}

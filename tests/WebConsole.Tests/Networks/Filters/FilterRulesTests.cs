using System.Collections.Immutable;
using WebConsole.Features.Networks.Filters;
using WebConsole.Features.Networks.Filters.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Networks.Filters;

public sealed class FilterRulesTests
{
    [Fact]
    public void Parts_StandInTheirOrder_WithWhatTheyMatch()
    {
        var rules = FilterRules.Of(Filter("web", """
            <filter name='web' chain='ipv4' priority='-700'>
              <filterref filter='no-spoofing'><parameter name='IP' value='10.0.0.1'/></filterref>
              <rule action='accept' direction='in'><tcp dstportstart='80' dstportend='81'/></rule>
              <rule action='drop' direction='out' priority='10'><mac match='no' srcmacaddr='$MAC'/></rule>
              <rule action='drop' direction='inout' priority='1000'/>
            </filter>
            """));

        Assert.Equal(("ipv4", -700, 3), (rules.Chain, rules.Priority, rules.Own));
        Assert.Equal(
        [
            new FilterPart("no-spoofing", "", "", null, "IP=10.0.0.1"),
            new FilterPart(null, "accept", "in", 500, "TCP to ports 80–81"),
            new FilterPart(null, "drop", "out", 10, "all but Ethernet from $MAC"),
            new FilterPart(null, "drop", "inout", 1000, ""),
        ], rules.Parts);
        Assert.Equal(["no-spoofing"], rules.Included);
    }

    [Theory]
    [InlineData("<mac protocolid='ipv4'/>", "IPv4")]
    [InlineData("<mac protocolid='0x88cc' dstmacaddr='$MAC'/>", "Ethernet of type 0x88cc to $MAC")]
    [InlineData("<ip protocol='udp' srcipaddr='0.0.0.0' srcportstart='68'/>", "IPv4 with UDP from 0.0.0.0 from port 68")]
    [InlineData("<tcp-ipv6 state='NEW' dstportstart='22' dstportend='22'/>", "TCP over IPv6 of connections that are NEW to port 22")]
    [InlineData("<all/>", "IPv4")]
    [InlineData("<other odd='&lt;b&gt;'/>", "other odd <b>")]
    public void Packets_AreSaidInWords(string match, string words) => Assert.Equal(words, PacketWords.Of(System.Xml.Linq.XElement.Parse(match)));

    [Fact]
    public void NoFilter_HasNoRules() => Assert.Empty(FilterRules.Of(Filter("web", "<network/>")).Parts);

    [Fact]
    public void Users_AreThoseThatNameIt_ThoseThatIncludeIt_AndThoseThatHaveItByThem()
    {
        var (low, middle, high) = (Filter("low", "<filter name='low'/>"), Filter("middle", "<filter name='middle'><filterref filter='low'/></filter>"), Filter("high", "<filter name='high'><filterref filter='middle'/></filter>"));
        var snapshot = Of([low, middle, high], Machine("direct", "low"), Machine("through", "high"), Machine("without", null));

        var users = FilterUsers.Of(low, snapshot);

        Assert.Equal(["direct"], users.Machines.Select(machine => machine.Name));
        Assert.Equal(["middle"], users.Including.Select(filter => filter.Name));
        Assert.Equal(["through"], users.Through.Select(machine => machine.Name));
    }

    /// <summary>libvirt refuses loops, but what it says is not trusted to hold none.</summary>
    [Fact]
    public void Loop_Ends()
    {
        var one = Filter("one", "<filter name='one'><filterref filter='two'/></filter>");
        var users = FilterUsers.Of(one, Of([one, Filter("two", "<filter name='two'><filterref filter='one'/></filter>")], Machine("web", "two")));
        Assert.Equal(["web"], users.Through.Select(machine => machine.Name));
    }

    [Fact]
    public void FilterInUse_IsNotDeleted_WithItsUsers()
    {
        var (low, high) = (Filter("low", "<filter name='low'/>"), Filter("high", "<filter name='high'><filterref filter='low'/></filter>"));
        var snapshot = Of([low, high], Machine("web", "high"));

        Assert.Equal("Other filters include it: high.", Delete(low).WhyConflicts(snapshot));
        Assert.StartsWith("Network cards of these machines have it: web.", Delete(high).WhyConflicts(snapshot), StringComparison.Ordinal);
        Assert.Null(Delete(low).WhyConflicts(Of([low])));

        static DeleteFilter Delete(NetworkFilter filter) => new() { Filter = filter.Id, Target = filter.Name, Uri = "qemu:///system" };
    }

    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("office", "<filter/>", null)]
    [InlineData("", "<filter/>", "name")]
    [InlineData("-office", "<filter/>", "name")]
    [InlineData("off ice", "<filter/>", "name")]
    [InlineData("off'ice", "<filter/>", "name")]
    [InlineData("<script>", "<filter/>", "name")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123456", "<filter/>", "name")]
    [InlineData("low", "<filter/>", "name")]
    [InlineData("office", "", "xml")]
    [InlineData("office", "<filter>", "xml")]
    [InlineData("office", "<network/>", "xml")]
    [InlineData("office", "<!DOCTYPE filter [<!ENTITY a 'b'>]><filter>&a;</filter>", "xml")]
    public void NewFilter_NamesTheWrongField(string name, string xml, string? field)
    {
        var made = (CreateFilter)CreateFilter.AsAction.Create(new HostStatus { Name = "local", Uri = "qemu:///system", Connection = ConnectionState.Connected }, new HostStatus { Name = "local", Uri = "qemu:///system", Connection = ConnectionState.Connected }, new NewFilter(name, xml));
        Assert.Equal(field is null ? [] : [field], made.Mistakes(Of([Filter("low", "<filter name='low'/>")])).Keys);
    }

    private static NetworkFilter Filter(string name, string xml) => new("local", Guid.NewGuid(), name, xml);

    private static Machine Machine(string name, string? filter) => new()
    {
        Id = new MachineId("local", Guid.NewGuid()),
        Name = name,
        State = MachineState.ShutOff,
        Xml = $"<domain><name>{name}</name><devices><interface type='network'><source network='default'/>{(filter is null ? "" : $"<filterref filter='{filter}'/>")}</interface></devices></domain>",
    };

    private static InventorySnapshot Of(NetworkFilter[] filters, params Machine[] machines) => InventorySnapshot.Empty with
    {
        Filters = filters.ToImmutableDictionary(filter => (filter.Host, filter.Uuid)),
        Machines = machines.ToImmutableDictionary(machine => machine.Id),
    };
}

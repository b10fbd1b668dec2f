using Libvirt.Xml;
using WebConsole.Hypervisor.Forwards;
using Xunit;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>What of a machine's metadata is a forward, and the rules that come of it.</summary>
public sealed class ForwardTests
{
    private const string Mac = "52:54:00:00:00:01";

    private static readonly NetworkXml Default = Network("nat", "<host mac='52:54:00:00:00:01' ip='192.168.122.50'/>");

    [Fact]
    public void Forward_IsReadAsItIsWritten()
    {
        var domain = Domain("");
        Forward[] written = [new("tcp", null, 8443, 8443, Mac, 443), new("udp", "192.0.2.5", 5000, 5010, Mac, 5000)];

        foreach (var forward in written)
            forward.Write(domain.HostForwards.Add());

        Assert.Equal(written, Forward.AllOf(DomainXml.Parse(domain.ToXml())));
    }

    /// <summary>Anybody who may write definitions may have written it.</summary>
    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'", true)]
    [InlineData("protocol='tcp' port='8443' card='52:54:00:00:00:01'", true)]
    [InlineData("protocol='tcp' address='192.0.2.5' port='8443' card='52:54:00:00:00:01'", true)]
    [InlineData("protocol='tcp' port='8443' card='53:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='8443'", false)]
    [InlineData("port='8443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='TCP' port='8443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='22' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='20' last='30' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='0' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='65536' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='+8443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port=' 8443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='84&#10;43' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='8443' last='8442' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='1000' last='2000' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' port='8443' last='8444' to='443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' address='0.0.0.0' port='8443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' address='127.0.0.1' port='8443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' address='192.0.2.5;' port='8443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' address='3221225989' port='8443' card='52:54:00:00:00:01'", false)]
    [InlineData("protocol='tcp' address='2001:db8::1' port='8443' card='52:54:00:00:00:01'", false)]
    public void Metadata_IsReadStrictly(string attributes, bool isOne) => Assert.Equal(isOne ? 1 : 0, Forward.AllOf(Domain($"<wc:forward {attributes}/>")).Count);

    [Fact]
    public void ForwardOfAnotherNamespace_IsNone() => Assert.Empty(Forward.AllOf(Domain($"<forward xmlns='urn:other' protocol='tcp' port='8443' card='{Mac}'/><!-- <wc:forward protocol='tcp' port='8443' card='{Mac}'/> -->")));

    [Theory]
    [InlineData("nat", "<host mac='52:54:00:00:00:01' ip='192.168.122.50'/>", "192.168.122.50")]
    [InlineData("nat", "<host mac='52:54:00:00:00:02' ip='192.168.122.50'/>", null)]
    [InlineData("route", "<host mac='52:54:00:00:00:01' ip='192.168.122.50'/>", null)]
    [InlineData("nat", "<host mac='52:54:00:00:00:01' ip='192.168.122.1'/>", null)]
    [InlineData("nat", "<host mac='52:54:00:00:00:01' ip='10.0.0.1'/>", null)]
    [InlineData("nat", "<host mac='52:54:00:00:00:01' ip='192.168.122.50; accept'/>", null)]
    public void Address_IsTheOneThatTheNatNetworkKeeps(string mode, string hosts, string? address)
    {
        var domain = Domain($"<wc:forward protocol='tcp' port='8443' card='{Mac}' to='443'/>");

        Assert.Equal(address, ActiveForward.AllOf(domain, name => name is "default" ? Network(mode, hosts) : null).SingleOrDefault()?.Machine);
    }

    [Fact]
    public void Line_IsReadAsItIsWritten_AndNoOther()
    {
        var active = new ActiveForward(new Forward("tcp", null, 8443, 8443, Mac, 443), "192.168.122.50", "192.168.122.0/24");

        Assert.Equal("tcp * 8443 8443 52:54:00:00:00:01 443 192.168.122.50 192.168.122.0/24", active.Write());
        Assert.Equal(active, ActiveForward.Read(active.Write()));
        Assert.All(["", "tcp * 8443", active.Write() + " ;", active.Write().Replace("192.168.122.50", "10.0.0.1", StringComparison.Ordinal), active.Write().Replace("* ", "all ", StringComparison.Ordinal)], line => Assert.Null(ActiveForward.Read(line)));
    }

    [Fact]
    public void Rules_ReplaceOursAlone()
    {
        ActiveForward[] forwards = [.. ActiveForward.AllOf(Domain($"<wc:forward protocol='tcp' port='8443' card='{Mac}' to='443'/><wc:forward protocol='udp' address='192.0.2.5' port='5000' last='5002' card='{Mac}'/>"), _ => Default)];

        var rules = FirewallRules.Translation(forwards);

        Assert.StartsWith("table ip webconsole_forwards\ndelete table ip webconsole_forwards\ntable ip webconsole_forwards {", rules, StringComparison.Ordinal);
        Assert.Contains("\t\tfib daddr type local tcp dport 8443 dnat to 192.168.122.50:443\n", rules, StringComparison.Ordinal);
        Assert.Contains("\t\tip daddr != 127.0.0.0/8 fib daddr type local ip daddr 192.0.2.5 udp dport 5000-5002 dnat to 192.168.122.50\n", rules, StringComparison.Ordinal);
        Assert.Equal("table ip webconsole_forwards\ndelete table ip webconsole_forwards\n", FirewallRules.Translation([]));
        Assert.Contains("{ 192.168.122.50 . tcp . 443, 192.168.122.50 . udp . 5000, 192.168.122.50 . udp . 5001, 192.168.122.50 . udp . 5002 }", FirewallRules.PassingLibvirt(forwards, hasRule: true), StringComparison.Ordinal);
        Assert.DoesNotContain("insert rule", FirewallRules.PassingLibvirt(forwards, hasRule: true), StringComparison.Ordinal);
    }

    /// <summary>libvirt's own rules refuse what comes first, so ours stand before them, once.</summary>
    [Theory]
    [InlineData("-P FORWARD ACCEPT\n-N LIBVIRT_FWI\n-A FORWARD -j LIBVIRT_FWI", "-I FORWARD 1 -j WEBCONSOLE_FORWARDS\nCOMMIT\n")]
    [InlineData("-P FORWARD ACCEPT\n-N WEBCONSOLE_FORWARDS\n-A FORWARD -j WEBCONSOLE_FORWARDS\n-A FORWARD -j LIBVIRT_FWI", "ACCEPT\nCOMMIT\n")]
    [InlineData("-N WEBCONSOLE_FORWARDS\n-A FORWARD -j LIBVIRT_FWI\n-A FORWARD -j WEBCONSOLE_FORWARDS", "-D FORWARD -j WEBCONSOLE_FORWARDS\n-I FORWARD 1 -j WEBCONSOLE_FORWARDS\nCOMMIT\n")]
    public void ChainOfIptables_StandsFirst(string chains, string end)
    {
        ActiveForward[] forwards = [.. ActiveForward.AllOf(Domain($"<wc:forward protocol='tcp' port='8443' card='{Mac}' to='443'/>"), _ => Default)];

        Assert.EndsWith(end, FirewallRules.Passing(forwards, chains), StringComparison.Ordinal);
        Assert.Contains("-A WEBCONSOLE_FORWARDS -d 192.168.122.50/32 -p tcp -m tcp --dport 443:443 -m conntrack --ctstate DNAT -j ACCEPT\n", FirewallRules.Passing(forwards, chains), StringComparison.Ordinal);
        Assert.Equal(chains.Contains("-N WEBCONSOLE", StringComparison.Ordinal) ? "*filter\n-D FORWARD -j WEBCONSOLE_FORWARDS\n-F WEBCONSOLE_FORWARDS\n-X WEBCONSOLE_FORWARDS\nCOMMIT\n" : "", FirewallRules.Passing([], chains));
    }

    private static DomainXml Domain(string own) => DomainXml.Parse($"""
        <domain><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'>{own}</wc:machine></metadata>
        <devices><interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface></devices></domain>
        """);

    private static NetworkXml Network(string mode, string hosts) =>
        NetworkXml.Parse($"<network><name>default</name><forward mode='{mode}'/><ip address='192.168.122.1' netmask='255.255.255.0'><dhcp>{hosts}</dhcp></ip></network>");
}

using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Networks;

/// <summary>Networks of each kind on a real libvirt, made and deleted through the API and looked at by virsh.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealNetworksTests : RealStorage
{
    private static readonly object Nat = new { name = "made", forward = "nat", ipv4 = new { address = "192.168.150.1", prefix = 24, dhcp = new { start = "192.168.150.2", end = "192.168.150.254" } } };

    public override async ValueTask InitializeAsync()
    {
        await ShellAsync("""
            ip link add lab0 type veth peer name lab1; ip link set lab0 up; ip link set lab1 up
            ip link add br-lab type bridge; ip link set br-lab up; true
            """);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("""
            virsh destroy netguest; virsh undefine netguest
            for network in $(virsh -q net-list --all --name | grep -vx default); do virsh net-destroy $network; virsh net-undefine $network; done
            ip link del lab0; ip link del br-lab; ip addr del 192.168.160.1/24 dev lo; true
            """);
        await base.DisposeAsync();
    }

    public static TheoryData<string, string, string> Kinds => new()
    {
        { "nat", """{ "name": "made", "forward": "nat", "device": "lab0", "bridge": "virbr77", "ipv4": { "address": "192.168.150.1", "prefix": 24, "dhcp": { "start": "192.168.150.2", "end": "192.168.150.254" } } }""", "forward dev='lab0' mode='nat'" },
        { "route", """{ "name": "made", "forward": "route", "ipv4": { "address": "192.168.150.1", "prefix": 24 } }""", "forward mode='route'" },
        { "open", """{ "name": "made", "forward": "open", "ipv4": { "address": "192.168.150.1", "prefix": 24 } }""", "forward mode='open'" },
        { "isolated", """{ "name": "made", "forward": "isolated" }""", "bridge name='virbr1'" },
        { "bridge", """{ "name": "made", "forward": "bridge", "bridge": "br-lab" }""", "bridge name='br-lab'" },
        { "ovs", """{ "name": "made", "forward": "bridge", "bridge": "br-lab", "openVSwitch": true, "vlans": [42, 47], "portGroups": [{ "name": "web", "vlans": [50] }] }""", "virtualport type='openvswitch'" },
        { "macvtap", """{ "name": "made", "forward": "macvtap", "device": "lab0" }""", "forward dev='lab0' mode='bridge'" },
        { "macvtap", """{ "name": "made", "forward": "macvtap", "device": "lab0", "mode": "private" }""", "forward dev='lab0' mode='private'" },
        { "macvtap", """{ "name": "made", "forward": "macvtap", "device": "lab0", "mode": "vepa" }""", "forward dev='lab0' mode='vepa'" },
        { "macvtap", """{ "name": "made", "forward": "macvtap", "device": "lab0", "devices": ["lab1"], "mode": "passthrough" }""", "interface dev='lab1'" },
        { "everything", """
            { "name": "made", "forward": "nat", "bridge": "virbr77", "mtu": 1400, "domain": "lab.test", "localOnly": true, "isolatedPorts": true, "natIpv6": true, "dnsmasqOptions": ["dhcp-option=option:ntp-server,192.168.150.1"],
              "ipv4": { "address": "192.168.150.1", "prefix": 24, "dhcp": { "start": "192.168.150.2", "end": "192.168.150.99" }, "moreDhcp": [{ "start": "192.168.150.120", "end": "192.168.150.130" }], "hosts": [{ "mac": "52:54:00:00:00:01", "name": "web-01", "ip": "192.168.150.5" }] },
              "ipv6": { "address": "fd00:0:0:7::1", "prefix": 64, "dhcp": { "start": "fd00:0:0:7::100", "end": "fd00:0:0:7::1ff" }, "hosts": [{ "id": "00:01:00:01:2c:3d:4e:5f:52:54:00:12:34:56", "name": "web-02", "ip": "fd00:0:0:7::5" }] },
              "forwarders": ["192.0.2.53"], "dnsHosts": [{ "ip": "192.168.150.9", "names": ["gw", "gateway"] }], "routes": [{ "to": "10.8.0.0/24", "gateway": "192.168.150.9" }],
              "portGroups": [{ "name": "slow", "default": true, "inbound": { "average": 100 } }] }
            """, "domain name='lab.test' localOnly='yes'" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Network_IsMadeStoppedStartedAndDeleted(string kind, string asked, string written)
    {
        var network = await MakeAsync(JsonElement.Parse(asked));

        Assert.Contains(written, await ShellAsync("virsh net-dumpxml made"), StringComparison.Ordinal);
        Assert.Equal("yes yes yes", await ShellAsync("virsh net-info made | awk '/Active|Persistent|Autostart/ { print $2 }' | xargs"));
        var seen = await GetAsync(network);
        Assert.Equal((kind is "everything" ? "nat" : kind is "ovs" ? "bridge" : kind, "active", true), (seen.GetProperty("forward").GetString(), seen.GetProperty("state").GetString(), seen.GetProperty("autostart").GetBoolean()));
        await DoAsync(HttpMethod.Post, $"{network}/stop", null);
        await UntilAsync(async () => (await GetAsync(network)).GetProperty("state").GetString() == "inactive");
        await DoAsync(HttpMethod.Post, $"{network}/autostart-off", null);
        Assert.False((await GetAsync(network)).GetProperty("autostart").GetBoolean());
        await DoAsync(HttpMethod.Post, $"{network}/start", null);
        await DoAsync(HttpMethod.Delete, network, null);
        Assert.DoesNotContain("made", await ShellAsync("virsh net-list --all --name"), StringComparison.Ordinal);
        await UntilAsync(async () => !await IsThereAsync(network));
    }

    /// <summary>Another program answers on the address and port of its DNS server.</summary>
    [Fact]
    public async Task NetworkWhoseAddressIsTaken_IsNotKept()
    {
        const int ip = 0, freebind = 15;
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.SetRawSocketOption(ip, freebind, BitConverter.GetBytes(1));
        taken.Bind(new IPEndPoint(IPAddress.Parse("192.168.150.1"), 53));
        taken.Listen();

        var said = await MakeInVainAsync(Nat);

        Assert.Contains("failed to create listening socket for 192.168.150.1", said, StringComparison.Ordinal);
        Assert.Contains("Another program on the host answers on its address and port", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CardWithoutVirtualFunctions_IsNotKept() =>
        Assert.Contains("No usable Vf's present on SRIOV PF lab0", await MakeInVainAsync(new { name = "made", forward = "sriov", device = "lab0" }), StringComparison.Ordinal);

    [Fact]
    public async Task AddressesThatTheHostHas_AreRefused()
    {
        await ShellAsync("ip addr add 192.168.160.1/24 dev lab0");

        foreach (var (address, owner) in new[] { ("192.168.160.129", "the interface lab0 of the host"), ("192.168.122.129", "the network default") })
        {
            using var answer = await Client.PostAsJsonAsync("/api/v1/networks/local", new { name = "made", forward = "nat", ipv4 = new { address, prefix = 25 } }, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains($"which {owner} has.", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("ipv4.address")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Check_SaysWhatWouldBeMade_AndMakesNothing()
    {
        using var answer = await Client.PostAsJsonAsync("/api/v1/networks/local?check=true", Nat, Cancel);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Contains("<range start=\"192.168.150.2\"", said.GetProperty("definition").GetString(), StringComparison.Ordinal);
        Assert.Contains("IPv4: 192.168.150.1/24", said.GetProperty("words").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal("default", await ShellAsync("virsh net-list --all --name"));
    }

    [Fact]
    public async Task VirshLines_MakeTheSame()
    {
        using var answer = await Client.PostAsJsonAsync("/api/v1/networks/local?check=true", Nat, Cancel);
        var lines = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("virsh").GetString()!;

        await File.WriteAllTextAsync($"{Root}/lines.sh", lines, Cancel);
        await ShellAsync($"bash -e {Root}/lines.sh");

        Assert.Equal("yes yes yes", await ShellAsync("virsh net-info made | awk '/Active|Persistent|Autostart/ { print $2 }' | xargs"));
    }

    [Fact]
    public async Task Machine_TakesALease_KeepsTheNetwork_AndIsNamedWhenItStops()
    {
        var network = await MakeAsync(Nat);
        await ShellAsync($"{RealGuest.Lab}/define-guest.sh netguest && virsh dumpxml netguest --inactive | sed \"s/source network='default'/source network='made'/\" > /run/netguest.xml && virsh define /run/netguest.xml && virsh start netguest");

        await UntilAsync(async () => (await GetAsync($"{network}/leases")).GetProperty("items").GetArrayLength() == 1);

        var lease = (await GetAsync($"{network}/leases")).GetProperty("items")[0];
        Assert.StartsWith("192.168.150.", lease.GetProperty("address").GetString(), StringComparison.Ordinal);
        Assert.Equal(await ShellAsync("virsh domuuid netguest"), lease.GetProperty("machine").GetString());
        await KeepAsync(network, lease);
        using var kept = await Client.DeleteAsync(network, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, kept.StatusCode);
        Assert.Contains("Machines name it in their definitions: netguest.", await kept.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await ShellAsync("virsh destroy netguest; virsh undefine netguest");
    }

    /// <summary>A lease is fixed and freed while the machine runs.</summary>
    private async Task KeepAsync(string network, JsonElement lease)
    {
        var (mac, ip) = (lease.GetProperty("mac").GetString(), lease.GetProperty("address").GetString());
        await DoAsync(HttpMethod.Post, $"{network}/dhcp-hosts", new { mac, ip });
        Assert.Equal("2", await ShellAsync($"(virsh net-dumpxml made; virsh net-dumpxml made --inactive) | grep -c \"host mac='{mac}' ip='{ip}'\""));
        await UntilAsync(async () => (await GetAsync(network)).GetProperty("actions").EnumerateArray().Any(action => action.GetString() == "free-address"));
        await DoAsync(HttpMethod.Delete, $"{network}/dhcp-hosts", new { ip });
        Assert.Equal("0", await ShellAsync("(virsh net-dumpxml made; virsh net-dumpxml made --inactive) | grep -c 'host mac'; true"));
        Assert.Equal("running", await ShellAsync("virsh domstate netguest"));
    }

    /// <summary>Why a network can't be made; it leaves none.</summary>
    private async Task<string> MakeInVainAsync(object asked)
    {
        var ended = await DoAsync(HttpMethod.Post, "/api/v1/networks/local", asked, "failed");
        Assert.Equal(0, ended.GetProperty("left").GetArrayLength());
        Assert.Equal("default", await ShellAsync("virsh net-list --all --name"));
        Assert.DoesNotContain("virbr77", await ShellAsync("ip -o link"), StringComparison.Ordinal);
        return $"{ended.GetProperty("error")} {ended.GetProperty("advice")}".Trim();
    }

    private async Task<string> MakeAsync(object asked)
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/networks/local", asked);
        var network = $"/api/v1/networks/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await UntilAsync(async () => await IsThereAsync(network) && (await GetAsync(network)).GetProperty("state").GetString() == "active");
        return network;
    }
}

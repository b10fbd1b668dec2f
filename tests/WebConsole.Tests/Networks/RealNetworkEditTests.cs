using System.Net;
using System.Net.Http.Json;
using System.Net.NetworkInformation;
using System.Text.Json;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Networks;

/// <summary>Networks are edited while real machines run on them.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealNetworkEditTests : RealStorage
{
    private const string Unknown = "<metadata><x:mine xmlns:x='http://example.org/mine'>kept</x:mine></metadata>";

    private string _network = "";

    public override async ValueTask InitializeAsync()
    {
        await ShellAsync($"""
            cat > /run/made.xml <<'X'
            <network><name>made</name>{Unknown}<forward mode='nat'/><bridge name='virbr77' stp='on' delay='0'/><dns><host ip='192.168.150.9'><hostname>gw</hostname></host></dns>
            <ip address='192.168.150.1' prefix='24'><dhcp><range start='192.168.150.2' end='192.168.150.254'><lease expiry='2' unit='hours'/></range></dhcp></ip><ip address='192.168.151.1' prefix='24'/></network>
            X
            virsh net-define /run/made.xml && virsh net-start made
            """);
        await base.InitializeAsync();
        _network = $"/api/v1/networks/local/{await ShellAsync("virsh net-uuid made")}";
        await UntilAsync(async () => await IsThereAsync(_network) && (await GetAsync(_network)).GetProperty("state").GetString() == "active");
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("""
            for guest in one two; do virsh destroy net$guest; virsh undefine net$guest; done
            virsh net-destroy made; virsh net-undefine made; virsh net-start default; ip link del virbr78; rm -f /var/lib/libvirt/dnsmasq/virbr7[78].* /var/lib/libvirt/dnsmasq/made.*; true
            """);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Edit_IsInForceAtOnce_AndTwoMachinesKeepTheirLinkAndLease()
    {
        var addresses = await StartGuestsAsync();
        var taps = await TapsAsync();

        await PatchAsync(new
        {
            ipv4 = new
            {
                address = "192.168.150.1",
                prefix = 24,
                dhcp = new { start = "192.168.150.2", end = "192.168.150.200" },
                moreDhcp = new[] { new { start = "192.168.150.220", end = "192.168.150.230" } },
                hosts = new[] { new { mac = "52:54:00:00:00:77", name = "kept", ip = "192.168.150.240" } },
            },
            dnsHosts = new[] { new { ip = "192.168.150.10", names = new[] { "new" } } },
            dnsTexts = new[] { new { name = "txt.test", value = "some text" } },
            dnsServices = new[] { new { service = "ldap", protocol = "tcp", domain = "lab.test", target = "gw.lab.test", port = 389 } },
            portGroups = new[] { new { name = "slow", inbound = new { average = 100 } } },
        });

        foreach (var which in new[] { "", "--inactive" })
        {
            var xml = await ShellAsync($"virsh net-dumpxml made {which}");
            Assert.All(["end='192.168.150.200'", "<lease expiry='2' unit='hours'/>", "start='192.168.150.220'", "name='kept' ip='192.168.150.240'", "<hostname>new</hostname>", "name='txt.test' value='some text'", "service='ldap'", "portgroup name='slow'"],
                part => Assert.Contains(part, xml, StringComparison.Ordinal));
            Assert.All(["192.168.150.254", "<hostname>gw</hostname>"], part => Assert.DoesNotContain(part, xml, StringComparison.Ordinal));
        }
        Assert.Contains("kept</x:mine>", await ShellAsync("virsh net-dumpxml made --inactive"), StringComparison.Ordinal);
        Assert.Contains("192.168.151.1", await ShellAsync("virsh net-dumpxml made --inactive"), StringComparison.Ordinal);
        Assert.Contains("52:54:00:00:00:77,192.168.150.240,kept", await ShellAsync("cat /var/lib/libvirt/dnsmasq/made.hostsfile"), StringComparison.Ordinal);
        Assert.Contains("dhcp-range=192.168.150.220,192.168.150.230", await ShellAsync("cat /var/lib/libvirt/dnsmasq/made.conf"), StringComparison.Ordinal);
        Assert.Equal((taps, addresses), (await TapsAsync(), await LeasesAsync()));
        foreach (var address in addresses.Split(' '))
            await AnswersAsync(address);
        Assert.Empty(await PendingAsync());
    }

    [Fact]
    public async Task WhatCantBeLive_Waits_AndARestartPlugsTheMachinesInAgain()
    {
        var addresses = await StartGuestsAsync();

        await PatchAsync(new { domain = "lab.test", bridge = "virbr78", mtu = 1400 });

        Assert.DoesNotContain("lab.test", await ShellAsync("virsh net-dumpxml made"), StringComparison.Ordinal);
        Assert.Equal(["bridge@name", "domain", "mtu"], (await PendingAsync()).Order(StringComparer.Ordinal));
        await DoAsync(HttpMethod.Post, $"{_network}/restart", null);
        Assert.Contains("lab.test", await ShellAsync("virsh net-dumpxml made"), StringComparison.Ordinal);
        Assert.Equal("virbr78 virbr78", await TapsAsync());
        Assert.Contains("connections='2'", await ShellAsync("virsh net-dumpxml made"), StringComparison.Ordinal);
        Assert.Equal("2", await ShellAsync("(virsh dumpxml netone; virsh dumpxml nettwo) | grep -c \"interface type='network'\""));
        foreach (var address in addresses.Split(' '))
            await AnswersAsync(address);
        await UntilAsync(async () => (await PendingAsync()).Count == 0);
    }

    [Fact]
    public async Task FixedAddress_IsWrittenWhereItsRangeIs_WhileAnotherOneWaits()
    {
        const string mac = "52:54:00:00:00:77";
        await PatchAsync(new { ipv4 = new { address = "192.168.180.1", prefix = 24, dhcp = new { start = "192.168.180.2", end = "192.168.180.254" } } });
        await UntilAsync(async () => (await PendingAsync()).Count > 0);

        foreach (var ip in new[] { "192.168.150.40", "192.168.180.40" })
            await DoAsync(HttpMethod.Post, $"{_network}/dhcp-hosts", new { mac, ip });
        Assert.Equal(["192.168.150.40", "192.168.180.40"], [await KeptAsync(""), await KeptAsync("--inactive")]);

        foreach (var ip in new[] { "192.168.150.40", "192.168.180.40" })
            await DoAsync(HttpMethod.Delete, $"{_network}/dhcp-hosts", new { ip });
        Assert.Equal(["", ""], [await KeptAsync(""), await KeptAsync("--inactive")]);

        static Task<string> KeptAsync(string which) => ShellAsync($"virsh net-dumpxml made {which} | sed -n \"s/.*<host mac='{mac}' ip='\\([^']*\\)'.*/\\1/p\"");
    }

    [Fact]
    public async Task ChangeByVirsh_IsPending_AndIsTakenBack()
    {
        await ShellAsync("virsh net-dumpxml made --inactive | sed \"s/delay='0'/delay='7'/; s/stp='on'/stp='off'/; s/192.168.150.254/192.168.150.99/\" > /run/other.xml && virsh net-define /run/other.xml");
        await UntilAsync(async () => (await PendingAsync()).Count > 0);
        Assert.Contains("bridge@delay", await PendingAsync());

        await DoAsync(HttpMethod.Delete, $"{_network}/pending", new { paths = new[] { "bridge@delay" } });

        Assert.Contains("stp='off' delay='0'", await ShellAsync("virsh net-dumpxml made --inactive"), StringComparison.Ordinal);
        await UntilAsync(async () => !(await PendingAsync()).Contains("bridge@delay"));
        await DoAsync(HttpMethod.Delete, $"{_network}/pending", new { });
        Assert.Contains("stp='on' delay='0'", await ShellAsync("virsh net-dumpxml made --inactive"), StringComparison.Ordinal);
        Assert.Contains("end='192.168.150.254'", await ShellAsync("virsh net-dumpxml made --inactive"), StringComparison.Ordinal);
        await UntilAsync(async () => (await PendingAsync()).Count == 0);
    }

    /// <summary>The bridge that it is to have is there already, of somebody else.</summary>
    [Fact]
    public async Task StartThatFails_LeavesTheOldInForce()
    {
        var addresses = await StartGuestsAsync();
        await PatchAsync(new { bridge = "virbr78" });
        await UntilAsync(async () => (await PendingAsync()).Count > 0);
        await ShellAsync("ip link add virbr78 type bridge");

        var ended = await DoAsync(HttpMethod.Post, $"{_network}/restart", null, "failed");

        Assert.Contains("virbr78", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("active", (await GetAsync(_network)).GetProperty("state").GetString());
        Assert.Contains("bridge name='virbr77'", await ShellAsync("virsh net-dumpxml made"), StringComparison.Ordinal);
        Assert.Contains("bridge name='virbr78'", await ShellAsync("virsh net-dumpxml made --inactive"), StringComparison.Ordinal);
        Assert.Equal("virbr77 virbr77", await TapsAsync());
        foreach (var address in addresses.Split(' '))
            await AnswersAsync(address);
    }

    [Fact]
    public async Task DefinitionThatChangedMeanwhile_IsRefusedWithTheNewerOne()
    {
        using var read = await Client.GetAsync($"{_network}/xml?inactive=true", Cancel);
        await ShellAsync("virsh net-dumpxml made --inactive | sed \"s/delay='0'/delay='7'/\" > /run/other.xml && virsh net-define /run/other.xml");

        using var request = new HttpRequestMessage(HttpMethod.Patch, _network) { Content = JsonContent.Create(new { mtu = 1400 }) };
        request.Headers.IfMatch.Add(read.Headers.ETag!);
        using var answer = await Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Contains("bridge@delay", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("1400", await ShellAsync("virsh net-dumpxml made --inactive"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SaysWhatWouldChange_AndWhatIsWrong()
    {
        using var answer = await Client.PatchAsJsonAsync($"{_network}?check=true", new { mtu = 1400, dnsTexts = new[] { new { name = "a.test", value = "b" } } }, Cancel);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Contains("Partly in force at once; the rest when the network is restarted", said.GetProperty("words").EnumerateArray().Select(word => word.GetString()));
        Assert.Contains("net-define", said.GetProperty("virsh").GetString(), StringComparison.Ordinal);
        Assert.Contains("add-last dns-txt", said.GetProperty("virsh").GetString(), StringComparison.Ordinal);

        using var refused = await Client.PatchAsJsonAsync(_network, new { ipv4 = new { address = "192.168.122.5", prefix = 24, tftpRoot = "srv,tftp" } }, Cancel);
        var errors = (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors");
        Assert.Contains("which the network default has.", errors.GetProperty("ipv4.address")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("by its whole path", errors.GetProperty("ipv4.tftpRoot")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherKind_DropsWhatItHasNoUseFor()
    {
        await ShellAsync("ip link add virbr78 type bridge");
        await ShellAsync("virsh net-destroy made");
        await UntilAsync(async () => (await GetAsync(_network)).GetProperty("state").GetString() == "inactive");

        await PatchAsync(new { forward = "bridge", bridge = "virbr78" });

        var xml = await ShellAsync("virsh net-dumpxml made");
        Assert.Contains("<forward mode='bridge'/>", xml, StringComparison.Ordinal);
        Assert.Contains("<bridge name='virbr78'/>", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<ip", xml, StringComparison.Ordinal);
        Assert.Contains("kept</x:mine>", xml, StringComparison.Ordinal);
        await DoAsync(HttpMethod.Post, $"{_network}/start", null);
    }

    private Task<JsonElement> PatchAsync(object changes) => DoAsync(HttpMethod.Patch, _network, changes);

    private async Task<IReadOnlyList<string>> PendingAsync() => [.. (await GetAsync(_network)).GetProperty("pending").EnumerateArray().Select(change => change.GetProperty("path").GetString()!)];

    /// <summary>Two machines with a lease; their addresses.</summary>
    private static async Task<string> StartGuestsAsync()
    {
        foreach (var guest in new[] { "netone", "nettwo" })
            await ShellAsync($"{RealGuest.Lab}/define-guest.sh {guest} && virsh dumpxml {guest} --inactive | sed \"s/source network='default'/source network='made'/\" > /run/{guest}.xml && virsh define /run/{guest}.xml && virsh start {guest}");
        await UntilAsync(async () => (await LeasesAsync()).Split(' ').Length == 2);
        var addresses = await LeasesAsync();
        foreach (var address in addresses.Split(' '))
            await AnswersAsync(address);
        return addresses;
    }

    private static Task<string> LeasesAsync() => ShellAsync("virsh net-dhcp-leases made | grep -o '192[0-9.]*' | sort | xargs");

    /// <summary>The bridges of both machines' taps.</summary>
    private static Task<string> TapsAsync() => ShellAsync("for tap in $(virsh domiflist netone | awk '/vnet/{print $1}') $(virsh domiflist nettwo | awk '/vnet/{print $1}'); do basename \"$(readlink /sys/class/net/$tap/master)\"; done | xargs");

    private static async Task AnswersAsync(string address)
    {
        using var ping = new Ping();
        await UntilAsync(async () => (await ping.SendPingAsync(IPAddress.Parse(address), TimeSpan.FromSeconds(1), cancellationToken: Cancel)).Status is IPStatus.Success);
    }
}

using System.Net;
using WebConsole.Security;
using WebConsole.Tests.Machines.Devices;
using WebConsole.Tests.Storage;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Networks.Filters;

/// <summary>Packet filters on a real libvirt, and a guest that one of them guards.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealFiltersTests : RealDevices
{
    private const string Filters = "/api/v1/filters/local";
    private const string Name = "filter-guest";

    [Fact]
    public async Task Filter_IsMade_Edited_AndDeleted_AsVirshSees()
    {
        var made = await DoAsync(HttpMethod.Post, Filters, new { name = "office", xml = "<filter name='other' chain='root'><uuid>00000000-0000-4000-8000-000000000001</uuid><rule action='drop' direction='in'><tcp dstportstart='22'/></rule></filter>" });
        var address = $"{Filters}/{made.GetProperty("result").GetProperty("key").GetString()}";
        Assert.Contains("dstportstart='22'", await ShellAsync("virsh nwfilter-dumpxml office"), StringComparison.Ordinal);
        await UntilAsync(() => IsThereAsync(address));
        Assert.Equal(("office", "root", 1), await GetAsync(address) is var item ? (item.GetProperty("name").GetString(), item.GetProperty("chain").GetString(), item.GetProperty("rules").GetInt32()) : default);

        await DoAsync(HttpMethod.Put, $"{address}/xml", new { xml = (await ShellAsync("virsh nwfilter-dumpxml office")).Replace("22", "80", StringComparison.Ordinal) });
        Assert.Contains("dstportstart='80'", await ShellAsync("virsh nwfilter-dumpxml office"), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Delete, address, null);
        Assert.DoesNotContain("office", await ShellAsync("virsh -q nwfilter-list"), StringComparison.Ordinal);
        await UntilAsync(async () => !await IsThereAsync(address));
    }

    /// <summary>libvirt raises no event for filters.</summary>
    [Fact]
    public async Task WhatVirshChanges_IsShown()
    {
        await ShellAsync("echo \"<filter name='by-virsh' chain='root'/>\" | virsh nwfilter-define /dev/stdin");
        try
        {
            await UntilAsync(async () => (await GetAsync("/api/v1/filters?host=local")).GetProperty("items").EnumerateArray().Any(filter => filter.GetProperty("name").GetString() == "by-virsh"));
        }
        finally
        {
            await ShellAsync("virsh nwfilter-undefine by-virsh");
        }
        await UntilAsync(async () => !(await GetAsync("/api/v1/filters?host=local")).GetProperty("items").EnumerateArray().Any(filter => filter.GetProperty("name").GetString() == "by-virsh"));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [Trait("Attack", "Z1")]
    public async Task OnlyAdministrators_ChangeFilters(Role role)
    {
        using var client = await App.WithTokenAsync(role);
        var filter = (await GetAsync("/api/v1/filters")).GetProperty("items")[0];
        foreach (var (method, address) in new[] { (HttpMethod.Post, Filters), (HttpMethod.Delete, $"{Filters}/{filter.GetProperty("uuid").GetString()}"), (HttpMethod.Put, $"{Filters}/{filter.GetProperty("uuid").GetString()}/xml") })
        {
            using var request = new HttpRequestMessage(method, address) { Content = System.Net.Http.Json.JsonContent.Create(method == HttpMethod.Delete ? null : new { xml = "<filter name='office'/>" }) };
            using var answer = await client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    /// <summary>What the switch of the form sends: the filter and the address that the network gave.</summary>
    [Fact]
    public async Task Guest_CannotSendUnderAnotherAddress_OnceItMayOnlyUseItsOwn()
    {
        await using var guest = await StartGuestAsync(Name);
        var mac = Assert.Single((await LiveAsync(Name)).Interfaces).MacAddress;
        var own = "";
        await UntilAsync(async () => (own = await ShellAsync($"virsh -q net-dhcp-leases default --mac {mac} | awk '{{ split($5, a, \"/\"); print a[1] }}'")).Length > 0);
        await guest.InsideAsync("ip address add 192.168.122.250/24 dev eth0");
        Assert.Equal("0", await PingAsync("192.168.122.250"));

        await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{mac}"), new { filter = "clean-traffic", filterParameters = new[] { new { name = "IP", value = own } } });

        Assert.Equal("1", await PingAsync("192.168.122.250"));
        Assert.Equal("0", await PingAsync(own));
        var filters = (await GetAsync("/api/v1/filters")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([guest.Id.Uuid], filters.Single(filter => filter.GetProperty("name").GetString() == "clean-traffic").GetProperty("machines").EnumerateArray().Select(machine => machine.GetGuid()));
        var refused = await Client.DeleteAsync($"{Filters}/{filters.Single(filter => filter.GetProperty("name").GetString() == "clean-traffic").GetProperty("uuid").GetString()}", Cancel);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(Name, await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        async Task<string> PingAsync(string from) => (await guest.InsideAsync($"ping -c 2 -W 2 -I {from} 192.168.122.1 > /dev/null; echo $?")).Trim();
    }
}

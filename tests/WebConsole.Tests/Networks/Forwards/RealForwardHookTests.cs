using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Hypervisor.Forwards;
using Xunit;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>Forwards where WebConsole may not touch the firewall and has no helper: libvirt's hook does it alone.</summary>
[Trait("Category", "Integration")]
[Collection(Collection)]
public sealed class RealForwardHookTests : RealForwards
{
    private protected override void Adjust(WebApplicationBuilder builder) => builder.Services.Replace(ServiceDescriptor.Singleton(new ForwardPlaces { IsRoot = false, Helper = "/nonexistent" }));

    [Fact]
    public async Task Forward_WaitsForTheNextStart_AndHoldsAtEach()
    {
        var task = await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });
        Assert.Contains("from its next start", task.ToString(), StringComparison.Ordinal);
        Assert.Equal(("8443:waiting", ""), (await StateAsync(), await RulesAsync()));

        await ShellAsync("virsh destroy forwarded");
        await UntilAsync(async () => await StateAsync() == "8443:off");
        await ShellAsync("virsh start forwarded");
        await UntilAsync(async () => await StateAsync() == "8443:active");
        await UntilGuestAnswersAsync();
        Assert.Contains("forwarded", await ReadAsync(8443), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Delete, $"{Machine}/forwards", new { hostPort = 8443 });
        await UntilAsync(async () => await StateAsync() == "8443:closing");
        Assert.Contains("forwarded", await ReadAsync(8443), StringComparison.Ordinal);
        await ShellAsync("virsh destroy forwarded");
        Assert.Equal(("", ""), (await RulesAsync(), await StateAsync()));
    }

    /// <summary>Each of these would open what nobody may, or run a command of nft.</summary>
    private static readonly string[] Hostile =
    [
        "<forward protocol='tcp' port='22' card='MAC' to='80'/>",
        "<forward protocol='tcp' port='8443' card='52:54:00:ff:ff:fe' to='80'/>",
        "<forward protocol='tcp' port='8443; flush ruleset' card='MAC' to='80'/>",
        "<forward protocol='tcp' address='10.77.0.1 accept' port='8443' card='MAC' to='80'/>",
        "<forward protocol='tcp' address='127.0.0.1' port='8443' card='MAC' to='80'/>",
        "<forward protocol='sctp' port='8443' card='MAC' to='80'/>",
        "<forward protocol='tcp' port='1' last='65535' card='MAC'/>",
        "<notes>&lt;forward protocol='tcp' port='8443' card='MAC' to='80'/&gt;</notes>",
    ];

    [Fact]
    [Trait("Attack", "J1")]
    public async Task HostileMetadata_OpensNothing()
    {
        var mac = await ShellAsync("virsh domiflist forwarded | awk '/default/ { print $5 }'");
        await ShellAsync($"virsh net-update default add-last ip-dhcp-host \"<host mac='{mac}' ip='192.168.122.77'/>\" --live --config");
        var hostile = string.Concat(Hostile).Replace("MAC", mac, StringComparison.Ordinal);
        await WriteAsync(hostile, "--config");

        await ShellAsync("virsh destroy forwarded; virsh start forwarded");

        Assert.Equal(("", "running"), (await RulesAsync(), await ShellAsync("virsh domstate forwarded")));
        // The same with a forward that may be.
        await WriteAsync($"{hostile}<forward protocol='tcp' port='8443' card='{mac}' to='80'/>", "--config");
        await ShellAsync("virsh destroy forwarded; virsh start forwarded");
        Assert.Equal("2", await ShellAsync("nft list table ip webconsole_forwards | grep -c 'dnat to 192.168.122.77:80'"));
        Assert.Equal("2", await ShellAsync("nft list table ip webconsole_forwards | grep -c 'dnat to'"));
    }
}

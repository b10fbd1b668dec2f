using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Hypervisor.Forwards;
using Xunit;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>Forwards that the firewall refuses while the machine runs.</summary>
[Trait("Category", "Integration")]
[Collection(Collection)]
public sealed class RealForwardsRefusedTests : RealForwards
{
    private const string Nft = "/run/lab/refusing/nft";

    private protected override void Adjust(WebApplicationBuilder builder) =>
        builder.Services.Replace(ServiceDescriptor.Singleton(new ForwardPlaces { Programs = "/run/lab/refusing:/usr/sbin:/sbin:/usr/bin:/bin" }));

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("rm -rf /run/lab/refusing");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Forward_IsNotLeftHalfMade_AndIsRemovedByAndBy()
    {
        await RefuseAsync();
        var task = await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 }, "failed");

        Assert.Contains("The firewall did not take it: nft: not today", task.ToString(), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync("virsh dumpxml forwarded | grep wc:forward; virsh dumpxml forwarded --inactive | grep wc:forward; virsh net-dumpxml default | grep '<host '; virsh net-dumpxml default --inactive | grep '<host '; true"));
        Assert.Equal(("", ""), (await StateAsync(), await RulesAsync()));

        await ShellAsync($"rm {Nft}");
        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });
        Assert.Equal("8443:active", await StateAsync());
        await RefuseAsync();
        task = await DoAsync(HttpMethod.Delete, $"{Machine}/forwards", new { hostPort = 8443 }, "failed");
        Assert.Contains("It is removed, and still open", task.ToString(), StringComparison.Ordinal);
        Assert.Equal("8443:closing", await StateAsync());

        await ShellAsync($"rm {Nft}");
        await UntilAsync(async () => (await StateAsync(), await RulesAsync()) == ("", ""));
    }

    private static Task<string> RefuseAsync() => ShellAsync($"mkdir -p /run/lab/refusing; printf '%s\\n' '#!/bin/sh' '[ \"$1\" = list ] && exec /usr/sbin/nft \"$@\"' 'echo not today >&2; exit 1' > {Nft}; chmod 755 {Nft}");
}

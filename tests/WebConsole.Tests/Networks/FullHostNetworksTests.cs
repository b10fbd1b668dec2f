using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Networks;

/// <summary>What networks need of a complete host and the lab's own kernel lacks: limits of traffic.</summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class FullHostNetworksTests() : RealStorage("full", Uri)
{
    private const string Uri = "qemu+tcp://127.0.0.1/system";

    public override async ValueTask InitializeAsync()
    {
        await ShellAsync($"{RealGuest.Lab}/full-host.sh start");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync($"virsh -c {Uri} net-destroy limited; virsh -c {Uri} net-undefine limited; true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task NetworkWithLimits_HasThemOnItsBridge()
    {
        await DoAsync(HttpMethod.Post, "/api/v1/networks/full", new
        {
            name = "limited",
            forward = "nat",
            bridge = "virbr77",
            ipv4 = new { address = "192.168.150.1", prefix = 24 },
            inbound = new { average = 1000, peak = 2000, burst = 512 },
            outbound = new { average = 500 },
        });

        // Kilobytes a second: what comes to the machines is shaped on the bridge, what they send is policed there.
        Assert.Contains("rate 8Mbit ceil 16Mbit", await OnHostAsync("tc class show dev virbr77"), StringComparison.Ordinal);
        Assert.Contains("rate 4Mbit", await OnHostAsync("tc filter show dev virbr77 ingress"), StringComparison.OrdinalIgnoreCase);
    }

    private static Task<string> OnHostAsync(string command) => ShellAsync($"{RealGuest.Lab}/full-host.sh run '{command}'");
}

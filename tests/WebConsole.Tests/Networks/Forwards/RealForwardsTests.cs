using Xunit;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>Forwards where a change of a running machine can be put in force at once.</summary>
[Trait("Category", "Integration")]
[Collection(Collection)]
public sealed class RealForwardsTests : RealForwards
{
    [Fact]
    public async Task Forward_IsReachedFromOutside_AtOnce_AndEndsWithTheMachine()
    {
        var task = await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });

        Assert.Contains("Fix 192.168.122.", task.ToString(), StringComparison.Ordinal);
        Assert.Equal("8443:active", await StateAsync());
        await UntilGuestAnswersAsync();
        Assert.Contains("forwarded", await ReadAsync(8443), StringComparison.Ordinal);
        // The host itself reaches it by its own address, too.
        Assert.Contains("forwarded", await ShellAsync($"curl -s -m 3 http://{Outside}:8443/"), StringComparison.Ordinal);
        Assert.Equal("", await ReadAsync(80));

        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8444, port = 80, hostAddress = Outside });
        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { protocol = "udp", hostPort = 5300, lastHostPort = 5310 });
        Assert.Contains("forwarded", await ReadAsync(8444), StringComparison.Ordinal);
        Assert.Contains("udp dport 5300-5310 dnat to 192.168.122.", await RulesAsync(), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Delete, $"{Machine}/forwards", new { hostPort = 8443 });
        Assert.Equal("", await ReadAsync(8443));
        Assert.Contains("forwarded", await ReadAsync(8444), StringComparison.Ordinal);

        await ShellAsync("virsh destroy forwarded; virsh undefine forwarded");
        Assert.Equal("", await RulesAsync());
        Assert.DoesNotContain("WEBCONSOLE", await ShellAsync("iptables -S"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CardThatIsUnplugged_TakesItsForwardsAlong()
    {
        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });
        await UntilGuestAnswersAsync();

        await ShellAsync("virsh detach-interface forwarded network --live");

        await UntilAsync(async () => await RulesAsync() == "");
    }

    /// <summary>By virsh, and on the network: WebConsole sees both.</summary>
    [Fact]
    public async Task ChangeByOthers_IsPutInForce()
    {
        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });
        var mac = await ShellAsync("virsh domiflist forwarded | awk '/default/ { print $5 }'");

        await WriteAsync($"<forward protocol='tcp' port='8555' card='{mac}' to='80'/>", "--live --config");

        await UntilAsync(async () => await RulesAsync() is var rules && rules.Contains("8555", StringComparison.Ordinal) && !rules.Contains("8443", StringComparison.Ordinal));
        await UntilAsync(async () => await StateAsync() == "8555:active");
    }

    [Fact]
    public async Task HelperAsAProgram_PutsInForceWhatTheDefinitionSays()
    {
        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });
        await ShellAsync("nft delete table ip webconsole_forwards");

        Assert.Equal("ok", await ShellAsync($"printf {Uuid:D} | /run/lab/forwards --forwards apply"));

        Assert.Contains("8443", await RulesAsync(), StringComparison.Ordinal);
        Assert.Equal("Not the UUID of a machine.", await ShellAsync("printf 'forwarded; rm' | /run/lab/forwards --forwards apply"));
    }

    /// <summary>As the keeper has it looked at each minute.</summary>
    [Fact]
    public async Task Check_WritesWhatIsLost_AndNothingElse()
    {
        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });
        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { protocol = "udp", hostPort = 5300, lastHostPort = 5310 });
        var before = await ShellAsync("nft -a list table ip webconsole_forwards");

        Assert.Equal("ok", await ShellAsync("printf check | /run/lab/forwards --forwards apply"));
        Assert.Equal(before, await ShellAsync("nft -a list table ip webconsole_forwards"));

        string[] losses = ["nft delete table ip webconsole_forwards", "nft flush chain ip webconsole_forwards output", "iptables -I FORWARD 1 -i lo -j RETURN", "iptables -F WEBCONSOLE_FORWARDS"];
        foreach (var loss in losses)
        {
            await ShellAsync($"{loss}; printf check | /run/lab/forwards --forwards apply");
            Assert.Equal(("4", "1"), (await ShellAsync("nft list table ip webconsole_forwards | grep -c 'dnat to'"), await ShellAsync("iptables -S FORWARD | sed -n 2p | grep -c WEBCONSOLE_FORWARDS")));
            Assert.Equal("2", await ShellAsync("iptables -S WEBCONSOLE_FORWARDS | grep -c ACCEPT"));
        }
        await ShellAsync("iptables -D FORWARD -i lo -j RETURN");
    }

    /// <summary>Both would find it free.</summary>
    [Fact]
    public async Task PortThatTwoWantAtOnce_IsOnes()
    {
        await ShellAsync("""
            virsh dumpxml forwarded --inactive | sed -e '/<uuid>/d; /<mac address/d; s|<name>.*|<name>other</name>|' > /run/lab/other.xml
            virsh define /run/lab/other.xml
            """);
        try
        {
            await UntilAsync(() => Task.FromResult(Inventory.Current.Machines.Values.Any(known => known.Name == "other")));
            var other = Inventory.Current.Machines.Values.First(known => known.Name == "other").Id.Uuid;
            string[] tasks =
            [
                await StartAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 }),
                await StartAsync(HttpMethod.Post, $"/api/v1/machines/local/{other:D}/forwards", new { hostPort = 8443, port = 80, address = "192.168.122.222" }),
            ];
            await UntilAsync(async () => (await Task.WhenAll(tasks.Select(GetAsync))).All(task => task.GetProperty("endedAt").ValueKind is System.Text.Json.JsonValueKind.String));

            var ended = await Task.WhenAll(tasks.Select(GetAsync));
            Assert.Equal(["failed", "succeeded"], ended.Select(task => task.GetProperty("state").GetString()!).Order());
            Assert.Contains(ended, task => task.ToString().Contains("hostPort: Port 8443 leads to ", StringComparison.Ordinal));
        }
        finally
        {
            await ShellAsync("virsh undefine other");
        }
    }

    /// <summary>By virsh, others can take it out of the definition for the next start alone.</summary>
    [Fact]
    public async Task ForwardOfTheRunningMachineAlone_IsClosed()
    {
        await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });
        await WriteAsync("", "--config");
        await UntilAsync(async () => await StateAsync() == "8443:closing");

        await DoAsync(HttpMethod.Delete, $"{Machine}/forwards", new { hostPort = 8443 });

        Assert.Equal(("", ""), (await StateAsync(), await RulesAsync()));
    }

    /// <summary>The table that libvirt has from 10.4 on, which refuses what nobody let in.</summary>
    [Fact]
    public async Task RulesOfANewerLibvirt_LetItPass()
    {
        await ShellAsync("""
            nft -f - <<'END'
            table ip libvirt_network {
                chain forward { type filter hook forward priority 0; policy accept; jump guest_input; }
                chain guest_input { oif "virbr0" ct state established,related accept; oif "virbr0" counter reject; }
            }
            END
            """);
        try
        {
            Assert.Equal("", await ReadAsync(8443));
            await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8443, port = 80 });
            await DoAsync(HttpMethod.Post, $"{Machine}/forwards", new { hostPort = 8444, port = 80 });
            await UntilGuestAnswersAsync();

            Assert.Contains("forwarded", await ReadAsync(8444), StringComparison.Ordinal);
            Assert.Equal("1", await ShellAsync("nft list chain ip libvirt_network forward | grep -c webconsole_forwards"));
        }
        finally
        {
            await ShellAsync("nft delete table ip libvirt_network");
        }
    }
}

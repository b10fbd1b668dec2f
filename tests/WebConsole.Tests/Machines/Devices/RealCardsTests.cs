using System.Text.Json;
using Libvirt.Xml;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Network cards and small devices of a machine that runs.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealCardsTests : RealDevices
{
    private const string Name = "cards-guest";
    private const string Mac = "52:54:00:ca:4d:01";

    [Fact]
    public async Task Card_IsPluggedIn_ItsCableIsDrawn_AndItGoes()
    {
        await using var guest = await StartGuestAsync(Name);
        await guest.InsideAsync("true");

        await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "interface", network = "default", mac = Mac });
        // The guest finds it in its own time.
        Assert.Contains(Mac, await guest.InsideAsync($"for i in $(seq 300); do grep -q {Mac} /sys/class/net/*/address && break; sleep 0.2; done; cat /sys/class/net/*/address"), StringComparison.Ordinal);

        // The guest knows whether a cable is in it once it is up.
        await guest.InsideAsync($"for card in /sys/class/net/*; do grep -q {Mac} $card/address && ip link set ${{card##*/}} up; done; sleep 1");
        await UntilCarrierAsync(1);
        await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { apply = "live", link = "down" });
        await UntilCarrierAsync(0);
        await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { apply = "live", link = "up" });
        await UntilCarrierAsync(1);

        // The kernel of a container may have no queue for limits.
        await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { apply = "next", inbound = new { average = 1000, peak = 2000, burst = 512 } });
        Assert.Equal((1000, 2000, 512), (await StoredAsync(Name)).Interfaces.Where(card => card.MacAddress == Mac).Select(card => (card.InboundKilobytesPerSecond, card.InboundPeakKilobytesPerSecond, card.InboundBurstKibibytes)).Single());
        var waits = await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { model = "e1000e" });
        Assert.Contains("takes effect at the next start", Log(waits), StringComparison.Ordinal);
        Assert.Equal("e1000e", (await StoredAsync(Name)).Interfaces.Single(card => card.MacAddress == Mac).Model);

        await DoAsync(HttpMethod.Delete, Address(guest, $"interface:{Mac}"), new { apply = "live" });
        Assert.DoesNotContain(Mac, await guest.InsideAsync("cat /sys/class/net/*/address"), StringComparison.Ordinal);

        async Task UntilCarrierAsync(int carrier) => Assert.Equal("seen", (await guest.InsideAsync(
            $"for i in $(seq 100); do for card in /sys/class/net/*; do grep -q {Mac} $card/address && [ $(cat $card/carrier) = {carrier} ] && echo seen && exit; done; sleep 0.2; done")).Trim());
    }

    [Fact]
    public async Task CardsWithOneMac_AreEachChangedAndRemovedByTheirOwnKey()
    {
        var card = $"<interface type='network'><mac address='{Mac}'/><source network='default'/><model type='virtio'/></interface>";
        await using var guest = await StartGuestAsync(Name, $"s|</devices>|{card}{card}</devices>|");
        await guest.InsideAsync("true");
        string? AliasOf(DomainXml domain, int place) => domain.Interfaces.Where(device => device.MacAddress == Mac).ElementAt(place).Alias;
        var (first, second) = await LiveAsync(Name) is var before ? (AliasOf(before, 0), AliasOf(before, 1)) : default;

        await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}%232"), new { apply = "live", link = "down" });
        Assert.Equal([(first, null), (second, "down")], (await LiveAsync(Name)).Interfaces.Where(device => device.MacAddress == Mac).Select(device => (device.Alias, device.LinkState)));

        await DoAsync(HttpMethod.Delete, Address(guest, $"interface:{Mac}"), new { apply = "live" });
        Assert.Equal(second, Assert.Single((await LiveAsync(Name)).Interfaces, device => device.MacAddress == Mac).Alias);
        Assert.Equal("down", Assert.Single((await StoredAsync(Name)).Interfaces, device => device.MacAddress == Mac).LinkState);
    }

    [Fact]
    public async Task CardsWithOneMac_ThatGoFromTheText_AreTheOnesThatGo()
    {
        static string Card(string model) => $"<interface type='network'><mac address='{Mac}'/><source network='default'/><model type='{model}'/></interface>";
        await using var guest = await StartGuestAsync(Name, $"s|</devices>|{Card("virtio")}{Card("e1000e")}{Card("virtio")}</devices>|");
        await guest.InsideAsync("true");
        var aliases = await AliasesAsync();

        await RemoveAsync(1);
        Assert.Equal(aliases[1..], await AliasesAsync());

        await RemoveAsync(2);
        Assert.Empty(await AliasesAsync());

        async Task<string?[]> AliasesAsync() => [.. (await LiveAsync(Name)).Interfaces.Where(device => device.MacAddress == Mac).Select(device => device.Alias)];

        async Task RemoveAsync(int first)
        {
            var stored = await StoredAsync(Name);
            foreach (var card in stored.Interfaces.Where(device => device.MacAddress == Mac).Take(first).ToArray())
                stored.Devices.Remove(card);
            await DoAsync(HttpMethod.Put, $"{Address(guest)}/xml", new { xml = stored.ToXml(), apply = "live" });
        }
    }

    /// <summary>libvirt gives it another address in the running machine than in the stored definition: its alias pairs them.</summary>
    [Fact]
    public async Task SmallDevice_HasOneKeyInBothDefinitions_AndGoesByIt()
    {
        await using var guest = await StartGuestAsync(Name);
        var devices = $"{Address(guest)}/devices";

        await DoAsync(HttpMethod.Post, devices, new { kind = "rng" });

        var added = Assert.Single((await GetAsync(devices)).GetProperty("items").EnumerateArray(), item => item.GetProperty("key").GetString()!.StartsWith("rng:ua-rng-", StringComparison.Ordinal));
        Assert.Equal((true, true), (added.GetProperty("now").GetBoolean(), added.GetProperty("next").GetBoolean()));
        var (key, alias) = (added.GetProperty("key").GetString()!, added.GetProperty("key").GetString()!["rng:".Length..]);

        await DoAsync(HttpMethod.Patch, Address(guest, key), new { apply = "next", xml = $"<rng model='virtio'><rate bytes='1234' period='1000'/><backend model='random'>/dev/urandom</backend><alias name='{alias}'/></rng>" });
        Assert.Contains("bytes='1234'", await ShellAsync($"virsh dumpxml --inactive {Name}"), StringComparison.Ordinal);

        // Its kernel takes part in the removal, so it must have started.
        await guest.InsideAsync("true");
        await DoAsync(HttpMethod.Delete, Address(guest, key), new { apply = "live" });
        Assert.DoesNotContain(alias, await ShellAsync($"virsh dumpxml --inactive {Name}; virsh dumpxml {Name}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilterWithParameters_AndQueues_AreWhatLibvirtAndQemuHave()
    {
        await using var guest = await StartGuestAsync(Name);
        await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "interface", network = "default", mac = Mac, queues = 2, apply = "next" });
        await guest.StopAsync();
        await UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("state").GetString() == "shut-off");
        await guest.StartAsync();
        Assert.Contains("\"mq\":true", await ShellAsync($"tr '\\0' '\\n' < /proc/$(cat /run/libvirt/qemu/{Name}.pid)/cmdline | grep {Mac}"), StringComparison.Ordinal);

        await UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("state").GetString() == "running");
        var waits = await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { queues = 0, rxQueueSize = 512 });
        Assert.Contains("takes effect at the next start", Log(waits), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { apply = "next", filter = "clean-traffic", filterParameters = new[] { new { name = "IP", value = "192.168.122.77" }, new { name = "CTRL_IP_LEARNING", value = "none" } } });

        var stored = await ShellAsync($"virsh dumpxml --inactive {Name}");
        Assert.Contains("<parameter name='IP' value='192.168.122.77'/>", stored, StringComparison.Ordinal);
        Assert.Contains("<parameter name='CTRL_IP_LEARNING' value='none'/>", stored, StringComparison.Ordinal);
        Assert.Equal((null, 512), (await StoredAsync(Name)).Interfaces.Where(card => card.MacAddress == Mac).Select(card => (card.Queues, card.ReceiveQueueSize)).Single());
    }

    [Fact]
    public async Task AddressOfACard_IsShownWithItsSources()
    {
        await using var guest = await StartGuestAsync(Name);
        // It asks for an address by itself.
        var mac = Assert.Single((await LiveAsync(Name)).Interfaces).MacAddress;
        string[] sources = [];
        await UntilAsync(async () =>
        {
            var items = (await GetAsync($"{Address(guest)}/addresses")).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("mac").GetString() == mac).ToArray();
            sources = [.. items.Select(item => item.GetProperty("source").GetString()!)];
            return sources.Contains("lease") && sources.Contains("agent") && items.Where(item => item.GetProperty("source").GetString() == "lease")
                .All(item => items.Any(other => other.GetProperty("source").GetString() == "agent" && other.GetProperty("address").GetString() == item.GetProperty("address").GetString()));
        });
    }

    /// <summary>The shown lines do the same on a second machine.</summary>
    [Fact]
    public async Task VirshLines_DoTheSame()
    {
        await using var guest = await StartGuestAsync(Name);
        await using var twin = await StartGuestAsync("cards-twin");
        foreach (var body in new object[] { new { kind = "interface", network = "default", mac = Mac, model = "virtio" }, new { kind = "rng" } })
            await AsTwinAsync(await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", body));
        await AsTwinAsync(await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { link = "down" }));
        await AsTwinAsync(await DoAsync(HttpMethod.Patch, Address(guest, "disk:vda"), new { limits = new { writeBytes = new { rate = 1 << 20 } } }));

        foreach (var (ours, theirs) in new[] { (await LiveAsync(Name), await LiveAsync("cards-twin")), (await StoredAsync(Name), await StoredAsync("cards-twin")) })
        {
            Assert.Equal(ours.Interfaces.Select(card => (card.Model, card.LinkState)), theirs.Interfaces.Select(card => (card.Model, card.LinkState)));
            Assert.Equal(ours.Devices.Count(device => device.Kind == "rng"), theirs.Devices.Count(device => device.Kind == "rng"));
            Assert.Equal(ours.Disks[0].WriteBytesPerSecond, theirs.Disks[0].WriteBytesPerSecond);
        }

        static Task AsTwinAsync(JsonElement task) =>
            ShellAsync("bash <<'END'\n" + task.GetProperty("virsh").GetString()!.Replace(Name, "cards-twin", StringComparison.Ordinal).Replace(Mac, "52:54:00:ca:4d:02", StringComparison.Ordinal) + "\nEND");
    }
}

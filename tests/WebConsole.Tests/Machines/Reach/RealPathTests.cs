using WebConsole.Tests.Machines.Devices;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Reach;

/// <summary>Why a real machine is not reachable: what has been broken is what the way to its card says, and nothing else.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealPathTests : RealDevices
{
    private const string Name = "path-guest";
    private const string Mac = "52:54:00:ca:4d:71";
    private const string Card = $"s|</devices>|<interface type='network'><mac address='{Mac}'/><source network='default'/><model type='virtio'/></interface></devices>|";
    private const string ItsTap = $"$(virsh -q domiflist {Name} | awk '/{Mac}/ {{ print $1 }}')";

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh net-start default 2> /dev/null; true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task WhatIsBroken_IsSaid_AndMended()
    {
        await using var guest = await StartGuestAsync(Name, Card);
        await guest.InsideAsync("true");
        string address = $"{Address(guest)}/cards/{Mac}/path";
        await guest.InsideAsync($"for card in /sys/class/net/*; do grep -q {Mac} $card/address && card=${{card##*/}} && ip link set $card up && udhcpc -i $card -n -q; done; ping -c 1 192.168.122.1");

        Assert.Empty(await WrongAsync());
        Assert.Equal("ok ok ok ok ok", string.Join(' ', (await StepsAsync()).Where(step => step.Step is "network" or "tap" or "bridge" or "dhcp" or "lease").Select(step => step.State)));

        await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { apply = "live", link = "down" });
        await UntilAsync(async () => await WrongAsync() is ["link"]);
        await DoAsync(HttpMethod.Patch, Address(guest, $"interface:{Mac}"), new { apply = "live", link = "up" });
        await UntilAsync(async () => await WrongAsync() is []);

        await ShellAsync($"ip link set {ItsTap} nomaster");
        await UntilAsync(async () => await WrongAsync() is ["tap"]);
        await ShellAsync($"ip link set {ItsTap} master virbr0");
        await UntilAsync(async () => await WrongAsync() is []);

        await ShellAsync("kill $(cat /run/libvirt/network/default.pid)");
        await UntilAsync(async () => await WrongAsync() is ["dhcp"]);

        await ShellAsync("virsh net-destroy default");
        await UntilAsync(async () => (await WrongAsync()).Contains("network"));
        Assert.Contains("bridge", await WrongAsync());

        async Task<string[]> WrongAsync() => [.. (await StepsAsync()).Where(step => step.State == "wrong").Select(step => step.Step)];

        async Task<(string Step, string State)[]> StepsAsync() =>
            [.. (await GetAsync(address)).GetProperty("items").EnumerateArray().Select(step => (step.GetProperty("step").GetString()!, step.GetProperty("state").GetString()!))];
    }

    [Fact]
    public async Task CardThatIsNotThere_IsUnknown()
    {
        await using var guest = await StartGuestAsync(Name);
        Assert.False(await IsThereAsync($"{Address(guest)}/cards/52:54:00:00:00:00/path"));
    }
}

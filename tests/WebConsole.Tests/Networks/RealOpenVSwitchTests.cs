using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Networks;

/// <summary>A network on a real Open vSwitch, whose machines are in the VLANs of its port groups: tests/Lab/open-vswitch.sh.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealOpenVSwitchTests : RealStorage
{
    private const string Name = "switched";

    private static readonly string Switch = $"{RealGuest.Lab}/open-vswitch.sh";

    // Its daemons would keep the pipe of our shell open.
    public override async ValueTask InitializeAsync()
    {
        await ShellAsync($"{Switch} start > /run/lab/open-vswitch.log 2>&1");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync($"virsh net-destroy {Name}; virsh net-undefine {Name}; {Switch} stop; true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Machine_IsInTheVlanOfItsPortGroup_AndInNoOther()
    {
        await DoAsync(HttpMethod.Post, "/api/v1/networks/local", new
        {
            name = Name,
            forward = "bridge",
            bridge = "ovsbr0",
            openVSwitch = true,
            portGroups = new[] { new { name = "office", vlans = new[] { 42 } }, new { name = "lab", vlans = new[] { 43 } } },
        });
        await using var guest = await RealGuest.StartAsync("vlan-guest", $"s|<source network='default'/>|<source network='{Name}' portgroup='office'/>|");

        Assert.Equal("42", (await ShellAsync("ovs-vsctl get port $(virsh domiflist vlan-guest | grep -o 'vnet[0-9]*') tag")).Trim());
        var said = await guest.InsideAsync("ip link set eth0 up; ip address add 10.78.42.9/24 dev eth0; ip address add 10.78.43.9/24 dev eth0; for vlan in 42 43; do ping -c 3 -W 5 10.78.$vlan.1 > /dev/null && echo reaches $vlan; done");
        Assert.Equal("reaches 42", said.Trim());
    }
}

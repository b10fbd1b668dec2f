using WebConsole.Hypervisor.HostInterfaces.NetworkManager;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>
/// Bridges over bonds and VLANs, by the NetworkManager of a complete host, since the lab's own kernel has neither. Its D-Bus is reached
/// over SSH, and its cards are the ends of cables within it.
/// </summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class FullHostBridgesTests : IAsyncLifetime
{
    private const string Socket = "/run/lab/full-host-bus", Bus = $"unix:path={Socket}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await RealGuest.ShellAsync($"{RealGuest.Lab}/full-host.sh start");
        await OnHostAsync("""
            systemctl start NetworkManager
            for card in lan0 lan1; do
                ip link add $card type veth peer name peer-$card
                ip link set peer-$card up
                nmcli device set $card managed yes
            done
            """);
        await RealGuest.ShellAsync($"rm -f {Socket}; {RealGuest.Lab}/full-host.sh run -O forward -L {Socket}:/run/dbus/system_bus_socket");
    }

    public async ValueTask DisposeAsync()
    {
        await RealGuest.ShellAsync($"{RealGuest.Lab}/full-host.sh run -O cancel -L {Socket}:/run/dbus/system_bus_socket; rm -f {Socket}");
        await OnHostAsync("""
            nmcli -g UUID connection show | xargs -r nmcli connection delete
            systemctl stop NetworkManager
            for link in br9 br20 bond9 lan0 lan1; do ip link delete $link; done
            true
            """);
    }

    [Fact]
    public async Task BondWhosePortsNameItByItsProfile_IsMovedWithThem_AndBack()
    {
        await OnHostAsync("""
            nmcli connection add type bond ifname bond9 con-name bond9 bond.options mode=active-backup,miimon=100 ipv4.method manual ipv4.addresses 10.78.0.5/24 ipv6.method disabled
            bond=$(nmcli -g connection.uuid connection show bond9)
            for card in lan0 lan1; do nmcli connection add type ethernet ifname $card con-name port-$card master $bond slave-type bond; done
            nmcli --wait 30 connection up port-lan0; nmcli --wait 30 connection up port-lan1; nmcli --wait 30 connection up bond9
            """);
        Assert.Equal("bond9 bond9", await MastersAsync());
        Assert.NotEqual("bond9", (await OnHostAsync("nmcli -g connection.master connection show port-lan0")).Trim());

        // Undone at once.
        using (var undone = await BridgeWork.BeginAsync(TimeProvider.System, Bus))
        {
            await undone.MakeAsync("br9", "bond9", null, Cancel);
            Assert.Equal("br9", await OnHostAsync("basename $(readlink /sys/class/net/bond9/master)"));
            await undone.UndoAsync();
        }
        await UntilAsync("test ! -e /sys/class/net/br9 && ip address show bond9 | grep -q 10.78.0.5 && test -e /sys/class/net/lan0/master && test -e /sys/class/net/lan1/master");
        Assert.Equal(await OnHostAsync("nmcli -g connection.uuid connection show bond9"), await OnHostAsync("nmcli -g connection.master connection show port-lan0"));

        // Kept.
        using (var kept = await BridgeWork.BeginAsync(TimeProvider.System, Bus))
        {
            await kept.MakeAsync("br9", "bond9", null, Cancel);
            await kept.KeepAsync();
        }
        await UntilAsync("ip address show br9 | grep -q 10.78.0.5 && test -e /sys/class/net/lan0/master && test -e /sys/class/net/lan1/master && grep -q 'Currently Active Slave: lan' /proc/net/bonding/bond9");
        Assert.Equal("bond9 bond9", await MastersAsync());
        Assert.Equal("bond9", await OnHostAsync("nmcli -g connection.master connection show port-lan0"));

        using (var removed = await BridgeWork.BeginAsync(TimeProvider.System, Bus))
        {
            await removed.RemoveAsync("br9", "bond9", Cancel);
            await removed.KeepAsync();
        }
        await UntilAsync("test ! -e /sys/class/net/br9 && ip address show bond9 | grep -q 10.78.0.5 && test -e /sys/class/net/lan0/master && test -e /sys/class/net/lan1/master");
    }

    [Fact]
    public async Task BridgeOverAVlan_HasItsAddress()
    {
        await OnHostAsync("""
            nmcli connection add type ethernet ifname lan0 con-name office ipv4.method disabled ipv6.method disabled
            nmcli --wait 30 connection up office
            nmcli connection add type vlan ifname lan0.30 con-name voice dev lan0 id 30 ipv4.method manual ipv4.addresses 10.78.30.5/24 ipv6.method disabled
            nmcli --wait 30 connection up voice
            """);

        using (var work = await BridgeWork.BeginAsync(TimeProvider.System, Bus))
        {
            await work.MakeAsync("br9", "lan0.30", null, Cancel);
            await work.KeepAsync();
        }

        await UntilAsync("ip address show br9 | grep -q 10.78.30.5");
        Assert.Equal("br9", await OnHostAsync("basename $(readlink /sys/class/net/lan0.30/master)"));
        Assert.Contains("id 30", await OnHostAsync("ip -d link show lan0.30"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TaggedBridge_IsMadeWithItsVlan_CarriesItsPackets_AndGoesWithIt()
    {
        await OnHostAsync("""
            nmcli connection add type ethernet ifname lan0 con-name office ipv4.method manual ipv4.addresses 10.78.0.5/24 ipv6.method disabled
            nmcli --wait 30 connection up office
            """);
        var asked = new TaggedBridge("br20", "lan0", 20, "lan0.20", Dhcp: false, null);

        using (var undone = await BridgeWork.BeginAsync(TimeProvider.System, Bus))
        {
            await undone.MakeTaggedAsync(asked, Cancel);
            Assert.Equal("br20", await OnHostAsync("basename $(readlink /sys/class/net/lan0.20/master)"));
            await undone.UndoAsync();
        }
        await UntilAsync("test ! -e /sys/class/net/br20 && test ! -e /sys/class/net/lan0.20");

        using (var kept = await BridgeWork.BeginAsync(TimeProvider.System, Bus))
        {
            await kept.MakeTaggedAsync(asked, Cancel);
            await kept.KeepAsync();
        }
        Assert.Contains("id 20", await OnHostAsync("ip -d link show lan0.20"), StringComparison.Ordinal);
        Assert.Contains("10.78.0.5", await OnHostAsync("ip address show lan0"), StringComparison.Ordinal);
        Assert.DoesNotContain("inet", await OnHostAsync("ip address show br20"), StringComparison.Ordinal);
        // A machine at the bridge, and one at the other end of the cable, in VLAN 20 both.
        Assert.Contains("1 received", await OnHostAsync("""
            ip netns add machine; ip netns add far
            ip link add tap20 type veth peer name eth0 netns machine; ip link set tap20 master br20 up
            ip -n machine address add 10.78.20.7/24 dev eth0; ip -n machine link set eth0 up
            ip link add link peer-lan0 name far20 type vlan id 20; ip link set far20 netns far
            ip -n far address add 10.78.20.1/24 dev far20; ip -n far link set far20 up
            for _ in 1 2 3 4 5; do ip netns exec machine bash -c 'exec 3<>/dev/udp/10.78.20.1/9; echo >&3'; ip -n machine neigh show 10.78.20.1 | grep -q lladdr && echo 1 received && break; sleep 1; done
            ip netns delete machine; ip netns delete far
            """), StringComparison.Ordinal);

        using (var back = await BridgeWork.BeginAsync(TimeProvider.System, Bus))
        {
            await back.RemoveAsync("br20", "lan0.20", Cancel);
            await back.UndoAsync();
        }
        await UntilAsync("test \"$(basename $(readlink /sys/class/net/lan0.20/master))\" = br20");

        using (var removed = await BridgeWork.BeginAsync(TimeProvider.System, Bus))
        {
            await removed.RemoveAsync("br20", "lan0.20", Cancel);
            await removed.KeepAsync();
        }
        await UntilAsync("test ! -e /sys/class/net/br20 && test ! -e /sys/class/net/lan0.20");
        Assert.Equal("office", await OnHostAsync("nmcli -g NAME connection show | grep -v lo"));
    }

    private static async Task<string> MastersAsync() => (await OnHostAsync("for card in lan0 lan1; do basename $(readlink /sys/class/net/$card/master); done")).Replace('\n', ' ');

    private static async Task UntilAsync(string condition) => Assert.Equal("yes", await OnHostAsync($"for _ in $(seq 120); do if {condition}; then echo yes; exit; fi; sleep 0.5; done; nmcli device; nmcli connection; ip address"));

    private static async Task<string> OnHostAsync(string script)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script, Cancel);
        try
        {
            return (await RealGuest.ShellAsync($"{RealGuest.Lab}/full-host.sh run bash -s < {file}")).Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }
}

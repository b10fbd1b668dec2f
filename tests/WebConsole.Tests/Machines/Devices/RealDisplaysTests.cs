using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Displays and rarer devices, as QEMU has them.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealDisplaysTests : RealDevices
{
    private const string Name = "display-guest";
    private const int WithoutPassword = 1, WithPassword = 2;

    private const string Spice = "/<graphics type='vnc'/,/<.graphics>/d; s|</devices>|<graphics type='spice' autoport='yes'><listen type='address' address='127.0.0.1'/><image compression='quic'/></graphics></devices>|";

    [Fact]
    public async Task Password_IsAskedForAfterTheNextStart_AndThenChangesAtOnce()
    {
        await using var guest = await StartGuestAsync(Name);
        Assert.Equal([WithoutPassword], await SecurityTypesAsync());

        var waits = await DoAsync(HttpMethod.Patch, Address(guest, "graphics:vnc"), new { password = "first", keymap = "de" });
        Assert.DoesNotContain("first", waits.ToString(), StringComparison.Ordinal);
        Assert.Contains("next start", Log(waits), StringComparison.Ordinal);

        await guest.StopAsync();
        await guest.StartAsync();
        Assert.Equal([WithPassword], await SecurityTypesAsync());
        Assert.Contains("-k\0de", await CommandLineAsync(), StringComparison.Ordinal);

        await UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("state").GetString() == "running");
        await DoAsync(HttpMethod.Patch, Address(guest, "graphics:vnc"), new { password = "second", apply = "live" });
        Assert.Contains("passwd='second'", await ShellAsync($"virsh dumpxml --security-info {Name}"), StringComparison.Ordinal);
        Assert.Contains("passwd='second'", await ShellAsync($"virsh dumpxml --security-info --inactive {Name}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisplayIsAdded_ChangedAndRemoved_AtTheNextStart()
    {
        await using var guest = await StartGuestAsync(Name);

        var added = await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "graphics", type = "spice", clipboard = false, streaming = "off" });
        Assert.Contains("next start", Log(added), StringComparison.Ordinal);
        await guest.StopAsync();
        await guest.StartAsync();
        Assert.Contains("disable-copy-paste=on", await CommandLineAsync(), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Delete, Address(guest, "graphics:spice"), new { });
        Assert.Equal(["vnc"], (await StoredAsync(Name)).Graphics.Select(display => display.Type));
        var clash = Assert.Single((await LiveAsync(Name)).Graphics, display => display.Type is "vnc").Port;
        var refused = await Client.PatchAsync(Address(guest, "graphics:vnc"), System.Net.Http.Json.JsonContent.Create(new { listen = "0.0.0.0", password = "" }), Cancel);
        Assert.Contains("All addresses need a password.", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Patch, Address(guest, "graphics:vnc"), new { port = clash, listen = "0.0.0.0" }, "failed");
        await DoAsync(HttpMethod.Patch, Address(guest, "graphics:vnc"), new { port = clash, listen = "0.0.0.0", password = "secret" });
        Assert.Equal((clash, false), Assert.Single((await StoredAsync(Name)).Graphics.Select(display => (display.Port, display.AutoPort!.Value))));
    }

    /// <summary>QEMU would not start with what is left of SPICE.</summary>
    [Fact]
    public async Task SpiceIsReplaced_AndTheMachineStartsWithAScreenOfVnc()
    {
        await using var guest = await StartGuestAsync(Name, Spice + "; s|</devices>|<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel><redirdev bus='usb' type='spicevmc'/><sound model='ich9'/><smartcard mode='passthrough' type='spicevmc'/></devices>|; s|type='vga'[^/]*|type='qxl'|; s|<audio id='1' type='none'/>|<audio id='1' type='spice'/>|");
        Assert.Contains("-spice\0", await CommandLineAsync(), StringComparison.Ordinal);
        await UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("actions").ToString().Contains("replace-spice", StringComparison.Ordinal));

        await DoAsync(HttpMethod.Post, $"{Address(guest)}/replace-spice", new { });
        Assert.Contains("-spice\0", await CommandLineAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("spice", await ShellAsync($"virsh dumpxml --inactive {Name} | sed '/<metadata>/,/<.metadata>/d'"), StringComparison.Ordinal);
        await guest.StopAsync();
        await guest.StartAsync();

        Assert.DoesNotContain("spice", await CommandLineAsync(), StringComparison.Ordinal);
        Assert.Equal([WithoutPassword], await SecurityTypesAsync());
        await UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("displays").EnumerateArray().Any(display => display.GetProperty("opens").GetBoolean()));
        await using var console = await ConsoleClient.GraphicsAsync(ConsoleServer.Connection(App, App.Begin(Role.Operator, "olga")), guest.Id.ToString(), viewOnly: false, Cancel);
        Assert.Equal(RfbTalk.Version(), await console.ReadAsync(12, Cancel));
    }

    /// <summary>QEMU then has no server of VNC for the host's accounts and guests; libvirt opens the screen.</summary>
    [Fact]
    public async Task SpiceWithALongPassword_BecomesAScreenWithoutAnAddress_ThatOpens()
    {
        await using var guest = await StartGuestAsync(Name, Spice.Replace("autoport='yes'", "autoport='yes' passwd='longer-than-8' connected='disconnect'", StringComparison.Ordinal));
        await UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("actions").ToString().Contains("replace-spice", StringComparison.Ordinal));

        var replaced = await DoAsync(HttpMethod.Post, $"{Address(guest)}/replace-spice", new { });
        Assert.Contains("has no address", Log(replaced), StringComparison.Ordinal);
        await guest.StopAsync();
        await guest.StartAsync();

        Assert.Contains("-vnc\0none", await CommandLineAsync(), StringComparison.Ordinal);
        await UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("displays").EnumerateArray().Any(display => display.GetProperty("type").GetString() == "vnc" && display.GetProperty("opens").GetBoolean()));
        await using var console = await ConsoleClient.GraphicsAsync(ConsoleServer.Connection(App, App.Begin(Role.Operator, "olga")), guest.Id.ToString(), viewOnly: false, Cancel);
        Assert.Equal(RfbTalk.Version(), await console.ReadAsync(12, Cancel));
    }

    [Fact]
    public async Task RarerDevices_ReachQemu()
    {
        await using var guest = await StartGuestAsync(Name);
        var devices = $"{Address(guest)}/devices";
        await ShellAsync($"mkdir -p {Root}/shared");

        var (redirection, serial) = (FreePort(21000), FreePort(22000));
        // QEMU takes it while it runs.
        await DoAsync(HttpMethod.Post, devices, new { kind = "redirdev", backend = "tcp", port = redirection });
        Assert.Contains("usb-redir", await MonitorAsync("info qtree"), StringComparison.Ordinal);

        foreach (var body in new object[] { new { kind = "filesystem", type = "9p", source = $"{Root}/shared", target = "shared", readOnly = true }, new { kind = "shmem", name = "lab-ring", size = 1 << 20 }, new { kind = "iommu", model = "virtio" }, new { kind = "hub" }, new { kind = "audio" }, new { kind = "parallel" }, new { kind = "serial", backend = "tcp", port = serial }, new { kind = "video", model = "virtio", heads = 2 } })
            await DoAsync(HttpMethod.Post, devices, body);
        await guest.StopAsync();
        await guest.StartAsync();

        var line = await CommandLineAsync();
        Assert.All(["mount_tag\":\"shared", $"path={Root}/shared,readonly", "ivshmem-plain", "virtio-iommu", "usb-hub", "isa-parallel", $"{serial}", "\"max_outputs\":2"], part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.Contains("virtio-9p", await MonitorAsync("info qtree"), StringComparison.Ordinal);
    }

    /// <summary>virtiofsd has to see the guest's memory.</summary>
    [Fact]
    public async Task FolderByVirtioFs_IsPluggedIn_WhereMemoryIsShared()
    {
        await using var guest = await StartGuestAsync(Name, "s|<vcpu|<memoryBacking><source type='memfd'/><access mode='shared'/></memoryBacking><vcpu|");
        await ShellAsync($"mkdir -p {Root}/shared");

        await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "filesystem", source = $"{Root}/shared", target = "shared", apply = "live" });

        Assert.Contains("vhost-user-fs", await MonitorAsync("info qtree"), StringComparison.Ordinal);
        Assert.Equal("virtiofs", Assert.Single((await StoredAsync(Name)).Devices.OfType<Libvirt.Xml.FileSystemXml>()).DriverType);
    }

    /// <summary>Below those that Linux gives to connections.</summary>
    private static int FreePort(int from) => Enumerable.Range(from, 1000).First(port =>
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    private static Task<string> MonitorAsync(string command) => ShellAsync($"virsh qemu-monitor-command {Name} --hmp '{command}'");

    private static async Task<string> CommandLineAsync() => await File.ReadAllTextAsync($"/proc/{(await ShellAsync($"cat /run/libvirt/qemu/{Name}.pid")).Trim()}/cmdline", Cancel);

    /// <summary>What QEMU's server offers to whom connects by TCP.</summary>
    private static async Task<byte[]> SecurityTypesAsync()
    {
        var port = int.Parse(await ShellAsync($"virsh dumpxml {Name} | sed -n \"s/.*<graphics type='vnc' port='\\([0-9]*\\)'.*/\\1/p\""), CultureInfo.InvariantCulture);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, Cancel);
        await using var stream = client.GetStream();
        await stream.ReadExactlyAsync(new byte[12], Cancel);
        await stream.WriteAsync(RfbTalk.Version(), Cancel);
        var count = new byte[1];
        await stream.ReadExactlyAsync(count, Cancel);
        var types = new byte[count[0]];
        await stream.ReadExactlyAsync(types, Cancel);
        return types;
    }
}

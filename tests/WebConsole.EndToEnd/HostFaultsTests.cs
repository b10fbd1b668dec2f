using System.Net.Sockets;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>
/// Hosts that fail from the start: the page loads, and shows which host, libvirt's message, and what to do.
/// </summary>
public sealed class HostFaultsTests(Lab lab)
{
    private const string Scratch = "/run/lab/host-faults";

    [Fact]
    public async Task HostsThatCannotBeReached_AreNamedWithWhatLibvirtSaidAndWhatToDo()
    {
        Directory.CreateDirectory(Scratch);
        await File.WriteAllTextAsync($"{Scratch}/broken.xml", "<node><domain>", TestContext.Current.CancellationToken);
        using var forbidden = Listen($"{Scratch}/forbidden");
        // Root may open every file; without this capability it may not.
        await using var product = await Product.StartAsync(["setpriv", "--bounding-set=-dac_override"],
            "--host", $"forbidden=qemu+unix:///system?socket={Scratch}/forbidden", "--host", $"broken=test://{Scratch}/broken.xml", "--host", "nonsense=nonsense:///",
            "--host", "local=qemu:///system");
        await using var visitor = await OpenAsync(product);

        await SaysAsync(visitor, "forbidden", "Permission denied", "add it to the group libvirt");
        await SaysAsync(visitor, "broken", "broken.xml", "check it with virsh -c and the same URI");
        await SaysAsync(visitor, "nonsense", "nonsense:///", "No driver takes this URI: check WebConsole:Hosts:nonsense:Uri");
        await visitor.TestId("nav-machines").ClickAsync();
        await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
        await Expect(visitor.TestId("host-notice")).ToHaveCountAsync(3);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task DaemonDownAtStart_IsSaidAndHealsByItself()
    {
        await Shell.RunAsync(Repository.File("tests/Lab/daemon.sh"), "stop", "libvirtd");
        await using var product = await Product.StartAsync([]);
        await using var visitor = await OpenAsync(product);
        try
        {
            await SaysAsync(visitor, "local", "Failed to connect socket", "systemctl start libvirtd");
            // The number of machines is unknown, so it is not shown.
            await Expect(visitor.TestId("state-bar")).ToHaveCountAsync(0);
            await visitor.TestId("nav-machines").ClickAsync();
            await Expect(visitor.Page.GetByText("No host to read from")).ToBeVisibleAsync();
            await visitor.Page.EvaluateAsync("window.sameDocument = true");
        }
        finally
        {
            await Shell.RunAsync(Repository.File("tests/Lab/daemon.sh"), "start", "libvirtd");
        }
        await Expect(MachinesTests.Row(visitor, lab.Guest)).ToBeVisibleAsync();
        await Expect(visitor.TestId("host-notice")).ToHaveCountAsync(0);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task LibvirtThatIsNotInstalled_IsSaid()
    {
        // Hides the library from this process only.
        await using var product = await Product.StartAsync(["unshare", "--mount", "sh", "-c",
            "for library in $(ldconfig -p | sed -n 's/.*libvirt\\.so.* => //p'); do mount --bind /dev/null \"$library\"; done; exec \"$@\"", "sh"]);
        await using var visitor = await OpenAsync(product);

        await SaysAsync(visitor, "local", "libvirt", "apt install libvirt-daemon-system");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task HostWithoutBulkStatisticsAndScreens_ShowsItsMachines()
    {
        var definition = Path.Combine(Directory.CreateDirectory(Scratch).FullName, "container.xml");
        await File.WriteAllTextAsync(definition, Container, TestContext.Current.CancellationToken);
        await Shell.RunAsync("virsh", "-c", "lxc:///system", "create", definition);
        await using var product = await Product.StartAsync([], "--host", "containers=lxc:///system");
        await using var visitor = await OpenAsync(product);
        await Expect(visitor.Page.Locator("[data-testid=connection-state][data-host=containers]")).ToHaveAttributeAsync("data-state", "connected");

        await visitor.TestId("nav-machines").ClickAsync();
        var row = visitor.TestId("machine-row").Filter(new() { HasText = "e2e-container" });
        await Expect(row).ToHaveAttributeAsync("data-state", "running");
        await Expect(row.GetByTestId("machine-cpu")).ToContainTextAsync("%");
        await row.GetByTestId("machine-name").ClickAsync();
        await visitor.TestId("tab-console").ClickAsync();
        await Expect(visitor.TestId("vnc-console")).ToContainTextAsync("This machine has no VNC screen.");
        await Shell.RunAsync("virsh", "-c", "lxc:///system", "destroy", "e2e-container");
        await Expect(visitor.TestId("gone")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    private const string Container = """
        <domain type='lxc'>
          <name>e2e-container</name>
          <memory unit='MiB'>64</memory>
          <os><type>exe</type><init>/bin/sleep</init><initarg>600</initarg></os>
          <devices>
            <filesystem type='mount'><source dir='/'/><target dir='/'/></filesystem>
            <console type='pty'/>
          </devices>
        </domain>
        """;

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        File.SetUnixFileMode(path, UnixFileMode.None);
        return socket;
    }

    private async Task<Visitor> OpenAsync(Product product)
    {
        var visitor = await lab.Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(product.SignInLink);
        await visitor.Page.WaitForURLAsync(product.Url + "/");
        return visitor;
    }

    private static async Task SaysAsync(Visitor visitor, string host, string libvirt, string advice)
    {
        var notice = visitor.TestId("host-notice").Filter(new() { HasText = $"No connection to host {host} " });
        await Expect(notice.Locator(".wc-said")).ToContainTextAsync(libvirt);
        await Expect(notice.Locator(".wc-advice")).ToContainTextAsync(advice);
    }
}

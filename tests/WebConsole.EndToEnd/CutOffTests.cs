using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>
/// Bridges made by a browser that reaches the host over the very card that the bridge lies over: it runs in a network namespace of
/// its own, at the other end of the card's cable (tests/Lab/network-manager.sh).
/// </summary>
public sealed class CutOffTests(Lab lab) : IAsyncLifetime
{
    private const string Outside = "https://10.77.0.5:8443";

    private static readonly string NetworkManager = Repository.File("tests/Lab/network-manager.sh");

    private string _directory = "";
    private Product _product = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        await Shell.RunAsync("sh", "-c", $"({NetworkManager} start && {NetworkManager} outside) > /run/lab/network-manager.log 2>&1");
        _directory = Directory.CreateTempSubdirectory("webconsole-e2e-").FullName;
        var (certificate, key, chromium) = (Path.Combine(_directory, "cert.pem"), Path.Combine(_directory, "key.pem"), Path.Combine(_directory, "chromium"));
        await Shell.RunAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=lab", "-addext", "subjectAltName=IP:10.77.0.5", "-keyout", key, "-out", certificate);
        await File.WriteAllTextAsync(chromium, "#!/bin/sh\nexec ip netns exec outside /usr/bin/chromium \"$@\"\n");
        File.SetUnixFileMode(chromium, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var port = Ports.Free();
        _product = await Product.StartAsync(port, null, [.. HostAccounts.Settings, $"--urls=http://127.0.0.1:{port};{Outside.Replace("10.77.0.5", "0.0.0.0", StringComparison.Ordinal)}",
            $"--WebConsole:Tls:Certificate={certificate}", $"--WebConsole:Tls:Key={key}"]);
        _browser = await Browser.StartAsync(chromium, "--ignore-certificate-errors");
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_product is not null)
            await _product.DisposeAsync();
        await Shell.RunAsync("sh", "-c", "iptables -D INPUT -i br9 -j DROP 2> /dev/null; true");
        await Shell.RunAsync(NetworkManager, "stop");
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task PageOverTheChangedCard_ComesBack_AndKeepsTheBridge()
    {
        await using var visitor = await ComeAsync();

        await MakeAsync(visitor);

        await KeptAsync();
        await Expect(visitor.Page.GetByTestId("bridge-recipe").Locator("a")).ToHaveTextAsync("br9");
    }

    [Fact]
    public async Task PageThatIsCutOff_ComesBackByItself_AndSaysThatTheChangeWentBack()
    {
        await using var visitor = await ComeAsync();
        // Somebody else, whose page reaches the host another way.
        await using var other = await lab.Browser.NewVisitorAsync();
        await other.Page.GotoAsync(_product.Url + "/sign-in");
        await HostAccounts.SignInAsync(other, HostAccounts.Administrator);
        await other.Page.WaitForURLAsync(_product.Url + "/");
        await other.Page.GotoAsync(_product.Url + "/networks?tab=interfaces");
        // A firewall of the host that does not know the bridge.
        await Shell.RunAsync("iptables", "-I", "INPUT", "-i", "br9", "-j", "DROP");

        await MakeAsync(visitor);

        // The other sees it and may keep it, but that page does not do so by itself.
        await Expect(other.TestId("network-change")).ToContainTextAsync("br9 over lan0");
        await Expect(other.TestId("keep-network-change")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Expect(other.TestId("network-change-gone-back")).ToContainTextAsync("No browser came back over the changed network in time.");

        // Nobody touches the page that was cut off, nor the firewall.
        await Expect(visitor.TestId("network-change-gone-back")).ToContainTextAsync("The change of the network went back: br9 over lan0.", new() { Timeout = 120_000 });
        await Expect(visitor.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        Assert.Equal("office:yes", (await Shell.RunAsync("sh", "-c", "nmcli -t -f NAME,AUTOCONNECT connection show")).Trim());
        Assert.Equal("office.nmconnection", (await Shell.RunAsync("sh", "-c", "ls /etc/NetworkManager/system-connections /run/NetworkManager/system-connections 2> /dev/null | grep nmconnection")).Trim());
        Assert.Contains("10.77.0.5/24", await Shell.RunAsync("ip", "-4", "address", "show", "lan0"), StringComparison.Ordinal);
        Assert.False(Directory.Exists("/sys/class/net/br9"));
        await visitor.TestId("dismiss").ClickAsync();
        await Expect(visitor.TestId("network-change-gone-back")).ToHaveCountAsync(0);
    }

    /// <summary>The administrator of the first link, at the other end of the cable, on the page of the card.</summary>
    private async Task<Visitor> ComeAsync()
    {
        var visitor = await _browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(Outside + new Uri(_product.SignInLink).PathAndQuery);
        await visitor.Page.WaitForURLAsync(Outside + "/");
        await visitor.Page.GotoAsync(Outside + "/networks/local/interfaces/lan0");
        return visitor;
    }

    private static async Task MakeAsync(Visitor visitor)
    {
        await visitor.TestId("action-new-bridge").ClickAsync();
        await visitor.TestId("field-name").Locator("input").FillAsync("br9");
        await visitor.TestId("submit").ClickAsync();
    }

    private static Task KeptAsync() => Wait.ForAsync(async () => (await Shell.RunAsync("sh", "-c", "nmcli -g connection.autoconnect connection show office")).Trim() == "no", TimeSpan.FromSeconds(60), "the change is kept");
}

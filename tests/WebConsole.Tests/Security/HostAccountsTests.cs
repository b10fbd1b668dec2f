using System.Net;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Real accounts and the real PAM: the product runs in a mount namespace with an /etc of its own.</summary>
[Trait("Category", "Integration")]
public sealed class HostAccountsTests : IAsyncLifetime
{
    private const string Password = "correct horse";

    /// <summary>Of <see cref="Password"/>, and of another one.</summary>
    private const string Hash = "$6$webconsole$nz2y8dIDUoENr1uizNVvZnqYDyjurrqOK4zUEHaFO6G0cwH0t4.07bZYWIfnwX96c4qAGs.GAvph2Csf6baV4.";
    private const string OtherHash = "$6$another$4IRCtCRKCavUksgykPSfwaNoeUFgvRrYS3AfIO33PM2kvb4eKeLjC8m39Ej267POAC0xzZ4EjQmnEFQZF1ngn1";

    /// <summary>Copies /etc, since an overlay may not lie on the overlay that a container's root is.</summary>
    private const string Script = """
        set -euo pipefail
        mount -t tmpfs tmpfs "$1"
        mkdir "$1/etc" "$1/state"
        cp -a /etc/. "$1/etc"
        mount --bind "$1/etc" /etc
        getent group libvirt > /dev/null || groupadd --system libvirt
        getent group sudo > /dev/null || groupadd --system sudo
        useradd --no-create-home --password "$2" --groups sudo,libvirt anna
        useradd --no-create-home --password "$2" --groups libvirt otto
        useradd --no-create-home --password "$2" bert
        useradd --no-create-home --password "$2" --groups sudo --expiredate 2020-01-01 carl
        useradd --no-create-home --password "" --groups sudo dora
        if [ -n "$3" ]; then cp "$3" /etc/pam.d/webconsole; fi
        exec "${@:4}" --WebConsole:StateDirectory="$1/state"
        """;

    private readonly string _scratch = Directory.CreateTempSubdirectory("webconsole-test-").FullName;
    private ProductProcess _product = null!;
    private Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "making accounts needs root");
        _product = ProductProcess.StartBy("unshare", ["--mount", "--propagation", "private", "bash", "-c", Script, "bash", _scratch, Hash, "",
            .. ProductProcess.Command, "--urls=http://127.0.0.1:0", "--host", "test=test:///default", "--WebConsole:SignIn:HostAccounts=On"]);
        _address = new Uri((await _product.LinkAsync()).GetLeftPart(UriPartial.Authority));
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null)
            await _product.DisposeAsync();
        Directory.Delete(_scratch, recursive: true);
    }

    [Theory]
    [InlineData("anna", Password, HttpStatusCode.SeeOther)]
    [InlineData("otto", Password, HttpStatusCode.SeeOther)]
    [InlineData("anna", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("anna", "", HttpStatusCode.Unauthorized)]
    [InlineData("nobody-here", Password, HttpStatusCode.Unauthorized)]
    [InlineData("bert", Password, HttpStatusCode.Unauthorized)]
    [InlineData("carl", Password, HttpStatusCode.Unauthorized)]
    [InlineData("dora", "", HttpStatusCode.Unauthorized)]
    [InlineData("dora", "anything", HttpStatusCode.Unauthorized)]
    public async Task Account_GetsInByItsPasswordAndItsGroups(string user, string password, HttpStatusCode expected)
    {
        using var browser = Browser();

        using var answer = await browser.PostFormAsync("/sign-in", ("user", user), ("password", password));

        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}\n{_product.Output}");
    }

    [Fact]
    [Trait("Attack", "A4")]
    public async Task ChangedPassword_EndsTheSession()
    {
        using var browser = Browser();
        using var signedIn = await browser.PostFormAsync("/sign-in", ("user", "anna"), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));

        await InsideAsync("usermod", "--password", OtherHash, "anna");

        await EndsAsync(browser);
    }

    [Fact]
    [Trait("Attack", "C9")]
    public async Task LostGroup_EndsTheSession()
    {
        using var browser = Browser();
        using var signedIn = await browser.PostFormAsync("/sign-in", ("user", "otto"), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));

        await InsideAsync("gpasswd", "--delete", "otto", "libvirt");

        await EndsAsync(browser);
    }

    /// <summary>Within the five seconds that a right may outlive its end.</summary>
    private static async Task EndsAsync(HttpClient browser)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await StatusAsync(browser) == HttpStatusCode.OK)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5), "the session goes on");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task InsideAsync(params string[] command)
    {
        await using var inside = ProductProcess.StartBy("nsenter", [$"--target={_product.Id}", "--mount", .. command]);
        Assert.True(await inside.ExitCodeAsync() == 0, inside.Output);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private HttpClient Browser() =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _address };
}

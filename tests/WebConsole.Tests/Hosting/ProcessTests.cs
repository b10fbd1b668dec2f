using System.Net;
using System.Web;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>The program, started from a shell.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("webconsole-test-").FullName;

    [Fact]
    public async Task WrongSettings_AreAllNamed_AndItEndsWithAnError()
    {
        await using var product = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", "--host", "UPPER=test:///default",
            "--urls=http://0.0.0.0:0", "--WebConsole:SignIn:LinkLifetime=soon");

        Assert.Equal(2, await product.ExitCodeAsync());
        foreach (var field in new[] { "WebConsole:Hosts:UPPER", "urls: http://0.0.0.0:0", "WebConsole:SignIn:LinkLifetime" })
            Assert.Contains(product.Output.Split('\n'), line => line.StartsWith($"webconsole: {field}", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", product.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressInUse_IsSaidInOneLine_AndNothingElseDone()
    {
        await using var app = await TestApplication.StartAsync();
        await using var second = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", $"--urls={app.Origin}", "--host", "test=test:///default");

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.Equal($"webconsole: can't listen at {app.Origin}: Address already in use", second.Output);
    }

    [Fact]
    public async Task NewLink_OfASecondProcess_OpensTheFirst()
    {
        await using var server = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", "--urls=http://127.0.0.1:0", "--host", "test=test:///default");
        var first = await server.LinkAsync();
        await using var second = ProductProcess.Start("--new-link", $"--WebConsole:StateDirectory={_state}");
        var link = await second.LinkAsync();
        Assert.Equal(0, await second.ExitCodeAsync());

        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = link };
        using var answer = await browser.PostFormAsync("/sign-in", ("token", HttpUtility.ParseQueryString(link.Query)["token"]!));

        Assert.Contains("it works once, for 15 min", second.Output, StringComparison.Ordinal);
        Assert.Equal(first.Authority, link.Authority);
        Assert.NotEqual(first.Query, link.Query);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    [Trait("Attack", "A4")]
    public async Task SecondServer_OfOneStateDirectory_IsRefused_UntilTheFirstIsGone()
    {
        string[] arguments = [$"--WebConsole:StateDirectory={_state}", "--urls=http://127.0.0.1:0", "--host", "test=test:///default"];
        await using (var first = ProductProcess.Start(arguments))
        {
            await first.LinkAsync();
            await using var second = ProductProcess.Start(arguments);

            Assert.Equal(2, await second.ExitCodeAsync());
            Assert.Equal($"webconsole: WebConsole:StateDirectory: {_state} is in use by another WebConsole, process {first.Id}: " +
                "end that first, or give this one a directory of its own", second.Output);
        }
        // A killed process has released nothing itself.
        await using var third = ProductProcess.Start(arguments);
        await third.LinkAsync();
    }

    [Fact]
    [Trait("Attack", "F5")]
    public async Task RunningServer_KeepsNothingThatOthersMayRead()
    {
        await using var server = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", "--urls=http://127.0.0.1:0", "--host", "test=test:///default");
        var link = await server.LinkAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = link };
        using var answer = await browser.PostFormAsync("/sign-in", ("token", HttpUtility.ParseQueryString(link.Query)["token"]!));
        await using var second = ProductProcess.Start("--new-link", $"--WebConsole:StateDirectory={_state}");
        await second.LinkAsync();

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        var files = Directory.GetFiles(_state, "*", SearchOption.AllDirectories);
        foreach (var place in new[] { "addresses", "keys", "links", "lock", "logs", "sessions", "webconsole.db" })
            Assert.Contains(files, file => file.StartsWith(Path.Combine(_state, place), StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & others));
    }

    /// <summary>The service's user must be able to read and delete files that root created.</summary>
    [Fact]
    [Trait("Attack", "F5")]
    public async Task NewLink_ByRoot_BelongsToTheOwnerOfTheDirectory()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "giving a directory to someone else needs root");
        await File.WriteAllTextAsync(Path.Combine(_state, "addresses"), "http://127.0.0.1:8080", TestContext.Current.CancellationToken);
        await using var chown = ProductProcess.StartBy("chown", "--recursive", "54321:54321", _state);
        Assert.Equal(0, await chown.ExitCodeAsync());

        await using var product = ProductProcess.Start("--new-link", $"--WebConsole:StateDirectory={_state}");
        await product.LinkAsync();
        Assert.Equal(0, await product.ExitCodeAsync());

        await using var stat = ProductProcess.StartBy("bash", "-c", $"stat --format='%a %u %g' {_state}/links {_state}/links/*");
        Assert.Equal(0, await stat.ExitCodeAsync());
        Assert.Equal("700 54321 54321\n600 54321 54321", stat.Output);
    }

    [Fact]
    [Trait("Attack", "F5")]
    public async Task SettingsThatOthersMayWrite_AreRefused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an /etc of its own needs root");
        const string script = """
            set -euo pipefail
            mount -t tmpfs tmpfs "$1"
            cp -a /etc/. "$1"
            mount --bind "$1" /etc
            install -m 666 -D /dev/stdin /etc/webconsole/appsettings.json <<< '{}'
            exec "${@:2}"
            """;
        await using var product = ProductProcess.StartBy("unshare", ["--mount", "--propagation", "private", "bash", "-c", script, "bash", _state, .. ProductProcess.Command]);

        Assert.Equal(2, await product.ExitCodeAsync());
        Assert.StartsWith("webconsole: others may write to /etc/webconsole/appsettings.json (mode 0666); ", product.Output, StringComparison.Ordinal);
    }

    /// <summary>A user's private group may have write access, if it is no other account's primary group.</summary>
    [Theory]
    [Trait("Attack", "A4")]
    [Trait("Attack", "F5")]
    [InlineData("", true)]
    [InlineData("useradd --no-create-home --gid anna eve", false)]
    [InlineData("usermod --append --groups anna daemon", false)]
    public async Task WayThatAGroupMayChange_IsForItsOwnerAlone(string more, bool works)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "making accounts needs root");
        // The path of the program may contain directories of root.
        const string script = """
            set -euo pipefail
            mount -t tmpfs tmpfs "$1"
            mkdir "$1/etc"
            cp -a /etc/. "$1/etc"
            mount --bind "$1/etc" /etc
            useradd --no-create-home --user-group anna
            eval "$2"
            install -d -o anna -g anna -m 775 "$1/way"
            chmod 755 "$1"
            exec setpriv --reuid=anna --regid=anna --clear-groups --inh-caps=+dac_read_search --ambient-caps=+dac_read_search "${@:3}" --WebConsole:StateDirectory="$1/way/state"
            """;
        await using var product = ProductProcess.StartBy("unshare", ["--mount", "--propagation", "private", "bash", "-c", script, "bash", _state, more,
            .. ProductProcess.Command, "--urls=http://127.0.0.1:0", "--host", "test=test:///default"]);

        if (works)
        {
            await product.LinkAsync();
            return;
        }
        Assert.Equal(2, await product.ExitCodeAsync());
        Assert.StartsWith($"webconsole: WebConsole:StateDirectory: others may write to {_state}/way (mode 0775)", product.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SaysWhereItListens_AndNothingOfDotNet()
    {
        await using var product = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", "--urls=http://127.0.0.1:0", "--host", "test=test:///default");
        await product.LinkAsync();

        Assert.Contains("Now listening on", product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Hosting environment", product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Content root", product.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "J4")]
    public async Task ExceptionInTheLog_BeginsNoLine()
    {
        await using var product = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", "--urls=http://127.0.0.1:0", "--host", "test=test:///default");
        var link = await product.LinkAsync();
        Directory.Delete(Path.Combine(_state, "sessions"));
        await File.WriteAllTextAsync(Path.Combine(_state, "sessions"), "", TestContext.Current.CancellationToken);
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = link };

        using var answer = await browser.PostFormAsync("/sign-in", ("token", HttpUtility.ParseQueryString(link.Query)["token"]!));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await Eventually.TrueAsync(() => product.Output.Contains("\n    System.IO.", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(@"(?m)^( {0,3}at |System\.)", product.Output);
    }

    [Fact]
    public async Task NewLink_WithoutAServer_SaysSo()
    {
        await using var product = ProductProcess.Start("--new-link", $"--WebConsole:StateDirectory={_state}");

        Assert.Equal(2, await product.ExitCodeAsync());
        Assert.Contains("no server runs with this state directory", product.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);
}

using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Our own TLS, and TLS at a proxy.</summary>
public sealed class TransportTests : IDisposable
{
    private readonly string _files = Directory.CreateTempSubdirectory("webconsole-test-").FullName;

    [Fact]
    public async Task Certificate_ServesHttps_AndTheCookieIsSecure()
    {
        await using var app = await StartWithTlsAsync();
        using var browser = Browser(app, SslProtocols.None);

        using var answer = await browser.PostFormAsync("/sign-in", ("token", app.Services.GetRequiredService<SignInLinks>().Create()));

        Assert.Equal("https", app.Address.Scheme);
        Assert.Contains("secure", Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(SessionCookie.Prefix, StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Attack", "R3")]
    public async Task OldTls_IsRefused()
    {
        await using var app = await StartWithTlsAsync();
#pragma warning disable CA5397, SYSLIB0039 // Old TLS versions are the attack.
        using var old = Browser(app, SslProtocols.Tls | SslProtocols.Tls11);
#pragma warning restore CA5397, SYSLIB0039

        await Assert.ThrowsAsync<HttpRequestException>(() => old.GetAsync("/healthz", TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Attack", "R2")]
    public async Task ForwardedHeaders_AreNotBelieved_WhereNoProxyIsSet()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.50");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");

        using var answer = await browser.PostFormAsync("/sign-in", ("token", app.Services.GetRequiredService<SignInLinks>().Create()));

        Assert.Equal("127.0.0.1", Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current).From);
        Assert.DoesNotContain("secure", string.Join(' ', answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [Trait("Attack", "R2")]
    [InlineData("127.0.0.1", "203.0.113.50", true)]
    [InlineData("10.0.0.0/8", "127.0.0.1", false)]
    public async Task ForwardedHeaders_AreBelieved_FromTheKnownProxyAlone(string proxy, string from, bool secure)
    {
        await using var app = await TestApplication.StartAsync(args: [$"--WebConsole:Proxy:Addresses:0={proxy}"]);
        // Over http, so the test must send the secure cookies itself.
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = app.Address };
        // The proxy appends its value: the earlier values come from the client.
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.1, 203.0.113.50");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https, https");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        using var form = await browser.GetAsync($"/sign-in?token={new string('A', 43)}", TestContext.Current.CancellationToken);
        var cookie = Assert.Single(form.Headers.GetValues("Set-Cookie"));
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);

        using var answer = await browser.PostFormAsync("/sign-in", ("token", app.Services.GetRequiredService<SignInLinks>().Create()), ("returnUrl", "/host"));

        Assert.Equal(from, Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current).From);
        Assert.Equal("/host", answer.Headers.Location?.OriginalString);
        Assert.Equal(secure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("https", "kvm.example", true, "max-age=2592000")]
    [InlineData("https", "localhost", true, null)]
    [InlineData("https", "[::1]", true, null)]
    [InlineData("http", "kvm.example", true, null)]
    [InlineData("https", "kvm.example", false, null)]
    public async Task Hsts_IsSaidOverHttpsOfANameThatIsNotLoopback(string scheme, string host, bool on, string? expected)
    {
        await using var app = await TestApplication.StartAsync(args: ["--WebConsole:Proxy:Addresses:0=127.0.0.1", $"--WebConsole:Tls:Hsts={on}"]);
        using var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Host = host;
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.1");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);

        using var answer = await browser.GetAsync("/sign-in", TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.Headers.TryGetValues("Strict-Transport-Security", out var said) ? said.Single() : null);
    }

    [Fact]
    [Trait("Attack", "R2")]
    public async Task ProxyThatDoesNoTls_IsToldSo()
    {
        await using var app = await TestApplication.StartAsync(args: ["--WebConsole:Proxy:Addresses:0=127.0.0.1"]);
        using var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.50");

        using var answer = await browser.GetAsync("/sign-in", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("X-Forwarded-Proto", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Traefik sends <c>wss</c> for a WebSocket; a browser sends the Origin of the page.</summary>
    [Theory]
    [Trait("Attack", "C3")]
    [InlineData("wss", "https://kvm.example", true)]
    [InlineData("WSS", "https://kvm.example", true)]
    [InlineData("HTTPS", "https://kvm.example", true)]
    [InlineData("wss, wss", "https://kvm.example", true)]
    [InlineData("wss", "wss://kvm.example", false)]
    [InlineData("wss", "http://kvm.example", false)]
    [InlineData("ws", "https://kvm.example", false)]
    public async Task SchemeOfAWebSocket_IsThatOfItsPage(string proto, string origin, bool opens)
    {
        await using var app = await TestApplication.StartAsync(args: ["--WebConsole:Proxy:Addresses:0=127.0.0.1"]);
        using var socket = Socket(app, proto, "203.0.113.50", origin);

        var opening = socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/hubs/metrics" }.Uri, TestContext.Current.CancellationToken);

        if (opens)
            await opening;
        else
            Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(() => opening)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "R2")]
    public async Task SchemeOfAnUnknownProxy_IsNotBelieved()
    {
        await using var app = await TestApplication.StartAsync(args: ["--WebConsole:Proxy:Addresses:0=10.0.0.0/8"]);
        using var socket = Socket(app, "wss", "127.0.0.1", "https://kvm.example");

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/hubs/metrics" }.Uri, TestContext.Current.CancellationToken));
    }

    [Theory]
    [Trait("Attack", "R2")]
    [InlineData("gopher")]
    [InlineData("wsss")]
    [InlineData("javascript")]
    public async Task SchemeThatIsNone_IsRefused_AndTheLogSaysWhatItWas(string proto)
    {
        var log = new LogCapture();
        await using var app = await TestApplication.StartAsync(builder => builder.Services.AddSingleton<ILogEventSink>(log), args: ["--WebConsole:Proxy:Addresses:0=127.0.0.1"]);
        using var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", proto);

        using var answer = await browser.GetAsync("/sign-in?token=secret", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var line = Assert.Single(log.Lines, line => line.Contains("X-Forwarded-Proto says", StringComparison.Ordinal));
        Assert.Contains($"scheme \\\"{proto}\\\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    /// <summary>DNS rebinding: a page whose host name resolves to loopback.</summary>
    [Theory]
    [Trait("Attack", "R2")]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("webconsole.localhost.", HttpStatusCode.BadRequest)]
    [InlineData("evillocalhost", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("webconsole.localhost", HttpStatusCode.OK)]
    [InlineData("WebConsole.localhost", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task OtherNames_AreRefused_OnLoopback(string host, HttpStatusCode expected)
    {
        var log = new LogCapture();
        await using var app = await TestApplication.StartAsync(builder => builder.Services.AddSingleton<ILogEventSink>(log));
        using var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Host = $"{host}:{app.Address.Port}";

        using var answer = await browser.GetAsync("/sign-in", TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected != HttpStatusCode.OK, log.Lines.Any(line => line.Contains("Host is not this machine's", StringComparison.Ordinal) && line.Contains(host, StringComparison.Ordinal)));
    }

    /// <summary>A local request without forwarding headers is not from a proxy, even if one is configured.</summary>
    [Theory]
    [Trait("Attack", "R2")]
    [InlineData("10.0.0.0/8", null, "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.0/8", "203.0.113.50", "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.0/8", null, "webconsole.localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", null, "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1", null, "localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", "203.0.113.50", "kvm.example", HttpStatusCode.OK)]
    public async Task OtherNames_AreRefused_BesideAProxy(string proxy, string? forwardedFor, string host, HttpStatusCode expected)
    {
        await using var app = await TestApplication.StartAsync(args: [$"--WebConsole:Proxy:Addresses:0={proxy}"]);
        using var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Host = host;
        if (forwardedFor is not null)
        {
            browser.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
            browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        }

        using var answer = await browser.GetAsync("/sign-in", TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>Its clients would seem to be local.</summary>
    [Fact]
    [Trait("Attack", "R2")]
    public async Task ProxyThatDoesNotSayForWhom_IsRefused_AndTheLogSaysSo()
    {
        var log = new LogCapture();
        await using var app = await TestApplication.StartAsync(builder => builder.Services.AddSingleton<ILogEventSink>(log), args: ["--WebConsole:Proxy:Addresses:0=127.0.0.1"]);
        using var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var answer = await browser.GetAsync("/readyz", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("X-Forwarded-For", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.Contains("X-Forwarded-Proto without X-Forwarded-For", StringComparison.Ordinal));
    }

    /// <summary>Local programs may see names of hosts, but pages that use DNS rebinding may not.</summary>
    [Theory]
    [Trait("Attack", "R2")]
    [Trait("Attack", "Z3")]
    [InlineData("evil.example", false)]
    [InlineData("localhost", true)]
    public async Task DetailsOfReadiness_AreForThisMachinesOwnNames(string host, bool told)
    {
        await using var app = await TestApplication.StartAsync(builder => builder.Configuration["AllowedHosts"] = "*");
        using var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Host = host;

        using var answer = await browser.GetAsync("/readyz", TestContext.Current.CancellationToken);

        Assert.Equal(told, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("hosts", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_files, recursive: true);

    private async Task<TestApplication> StartWithTlsAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(_files, "certificate.pem"), Path.Combine(_files, "key.pem"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        return await TestApplication.StartAsync(args: ["--urls=https://127.0.0.1:0", $"--WebConsole:Tls:Certificate={certificateFile}", $"--WebConsole:Tls:Key={keyFile}"]);
    }

    /// <summary>The request that a proxy forwards when a page at kvm.example opens a WebSocket.</summary>
    private static ClientWebSocket Socket(TestApplication app, string proto, string from, string origin)
    {
        var socket = new ClientWebSocket { Options = { Proxy = null } };
        foreach (var (name, value) in new[] { ("Host", "kvm.example"), ("Origin", origin), ("X-Forwarded-For", from), ("X-Forwarded-Proto", proto), ("Cookie", app.CookieOf(app.Begin())) })
            socket.Options.SetRequestHeader(name, value);
        return socket;
    }

    private static HttpClient Browser(TestApplication app, SslProtocols protocols) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = protocols, RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
    })
    { BaseAddress = app.Address };
}

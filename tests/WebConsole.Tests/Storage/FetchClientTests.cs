using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WebConsole.Features.Storage.Fetching;
using WebConsole.Operations;
using WebConsole.Storage;
using WebConsole.Storage.Fetching;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Servers that do not get as far as an answer.</summary>
public sealed class FetchClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ServerThatStalls_IsNamed(bool knowsItsName)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var options = Options.Create(new StorageOptions { FetchFrom = ["127.0.0.1"] });
        using var client = new FetchClient(new FetchAddresses(options), async (_, cancellation) =>
        {
            if (!knowsItsName)
                await Task.Delay(Timeout.Infinite, cancellation);
            return [IPAddress.Loopback];
        }, options, TimeSpan.FromMilliseconds(300));

        // It takes the connection, and then says nothing of TLS.
        var url = new Uri($"https://slow.example:{((IPEndPoint)server.LocalEndpoint).Port}/a");
        var error = await Assert.ThrowsAsync<IOException>(() => client.GetAsync(url, _ => { }, TimeProvider.System, Cancel));

        Assert.Equal("No connection to slow.example came about within 0.3 s.", error.Message);
    }

    [Fact]
    public async Task RedirectToNowhere_IsRefused()
    {
        await using var server = await FileServer.StartAsync(Cancel);
        server.Answer = context =>
        {
            context.Response.Redirect("//");
            return Task.CompletedTask;
        };
        var options = Options.Create(new StorageOptions { FetchFrom = ["127.0.0.1"] });
        using var client = new FetchClient(new FetchAddresses(options), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), options);

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => client.GetAsync(new Uri(server.Url("/a")), _ => { }, TimeProvider.System, Cancel));

        Assert.Equal("127.0.0.1 redirects to something that is no web address.", error.Message);
    }

    /// <summary>The proxy connects, so what it is told is checked: addresses, what names mean here, and where answers send.</summary>
    [Fact]
    [Trait("Attack", "R1")]
    public async Task Proxy_IsToldOnlyWhatIsAllowed()
    {
        await using var proxy = await FileServer.StartAsync(Cancel);
        var hosts = new List<string>();
        proxy.Answer = context =>
        {
            hosts.Add(context.Request.Host.Value!);
            if (context.Request.Path == "/away")
                context.Response.Redirect("http://inner.example/secret");
            return context.Response.WriteAsync("file", Cancel);
        };
        var options = Options.Create(new StorageOptions { FetchProxy = proxy.Url("") });
        using var client = new FetchClient(new FetchAddresses(options), (name, _) => Task.FromResult<IPAddress[]>(name switch
        {
            "outer.example" => [IPAddress.Parse("203.0.113.7")],
            "inner.example" => [IPAddress.Parse("10.0.0.7")],
            // The proxy's own, and what only the proxy knows.
            "127.0.0.1" => [IPAddress.Loopback],
            _ => IPAddress.TryParse(name, out var address) ? [address] : throw new SocketException((int)SocketError.HostNotFound),
        }), options);

        foreach (var allowed in new[] { "http://outer.example/file", "http://unknown.example/file" })
        {
            using var answer = await client.GetAsync(new Uri(allowed), _ => { }, TimeProvider.System, Cancel);
            Assert.Equal("file", await answer.Content.ReadAsStringAsync(Cancel));
        }
        foreach (var refused in new[] { "http://inner.example/file", "http://10.0.0.8/file", "http://127.0.0.1/file", "http://outer.example/away" })
            await Assert.ThrowsAsync<OperationFailedException>(() => client.GetAsync(new Uri(refused), _ => { }, TimeProvider.System, Cancel));

        Assert.Equal(["outer.example", "unknown.example", "outer.example"], hosts);
    }

    /// <summary>What a server writes beside its status may be long, or act on a terminal.</summary>
    [Fact]
    public async Task Status_IsNotSaidInTheServersWords()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var options = Options.Create(new StorageOptions { FetchFrom = ["127.0.0.1"] });
        using var client = new FetchClient(new FetchAddresses(options), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), options);
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/a");
        await using var rig = new OperationsRig();

        var answering = AnswerAsync();
        var task = await rig.RunAsync(FakeOperation.Of("a") with { Steps = context => FetchedFile.OpenAsync(client, url, false, context) });
        await answering;

        Assert.StartsWith("The server can't give the file now (500 Internal Server Error).", task.Error, StringComparison.Ordinal);

        async Task AnswerAsync()
        {
            using var asked = await server.AcceptTcpClientAsync(Cancel);
            var stream = asked.GetStream();
            Assert.NotEqual(0, await stream.ReadAsync(new byte[4096], Cancel));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 500 \e[2J{new string('x', 2_000)}\r\nContent-Length: 0\r\n\r\n"), Cancel);
        }
    }

    [Fact]
    [Trait("Attack", "V2")]
    public void Arguments_AreShownWithoutTheirQuery() =>
        Assert.Equal("https://example.org/a.img?… b", new VolumeFetch("https://example.org/a.img?signature=k0nfidential", "b").ToString());
}

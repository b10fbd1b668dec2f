using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using WebConsole.Features.Storage;
using WebConsole.Features.Storage.Fetching;
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
    [Trait("Attack", "V2")]
    public void Arguments_AreShownWithoutTheirQuery() =>
        Assert.Equal("https://example.org/a.img?… b", new VolumeFetch("https://example.org/a.img?signature=k0nfidential", "b").ToString());
}

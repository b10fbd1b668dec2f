using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task Alive_IsSaidToAnyone()
    {
        await using var app = await TestApplication.StartAsync();
        using var anyone = app.Anonymous();

        Assert.Equal("alive", await anyone.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
    }

    /// <summary>By HEAD, as load balancers do.</summary>
    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/readyz", HttpStatusCode.ServiceUnavailable)]
    public async Task Head_IsAnsweredAsGet_WithoutTheBody(string path, HttpStatusCode expected)
    {
        await using var app = await StartAsync(("a", ConnectionState.Connected), ("b", ConnectionState.Disconnected));
        using var anyone = app.Anonymous();
        using var get = await anyone.GetAsync(path, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var head = await anyone.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((expected, expected), (get.StatusCode, head.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(ConnectionState.Connected, HttpStatusCode.OK)]
    [InlineData(ConnectionState.Connecting, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ConnectionState.Degraded, HttpStatusCode.ServiceUnavailable)]
    [InlineData(ConnectionState.Disconnected, HttpStatusCode.ServiceUnavailable)]
    public async Task Ready_IfEveryHostIsConnected(ConnectionState second, HttpStatusCode expected)
    {
        await using var app = await StartAsync(("a", ConnectionState.Connected), ("b", second));
        using var local = app.Anonymous();

        using var answer = await local.GetAsync("/readyz", TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        var hosts = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["hosts"]!.AsArray();
        Assert.Equal(["a", "b"], hosts.Select(host => host!["name"]!.GetValue<string>()));
        Assert.Equal(second.ToString().ToLowerInvariant(), hosts[1]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task HostThatWasNeverSeen_IsNotReady()
    {
        await using var app = await StartAsync(("a", ConnectionState.Connected));
        using var local = app.Anonymous();

        using var answer = await local.GetAsync("/readyz", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    /// <summary>Behind a proxy that is not configured, all clients seem to be local.</summary>
    [Theory]
    [Trait("Attack", "Z3")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public async Task StrangerBehindAProxy_HearsNoNames(string header)
    {
        await using var app = await StartAsync(("a", ConnectionState.Connected), ("b", ConnectionState.Disconnected));
        using var stranger = app.Anonymous();
        using var signedIn = app.SignedIn();
        foreach (var browser in new[] { stranger, signedIn })
            browser.DefaultRequestHeaders.Add(header, "127.0.0.1");

        using var told = await stranger.GetAsync("/readyz", TestContext.Current.CancellationToken);
        using var more = await signedIn.GetAsync("/readyz", TestContext.Current.CancellationToken);

        Assert.Equal("not ready", await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("\"b\"", await more.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<TestApplication> StartAsync(params (string Name, ConnectionState State)[] hosts)
    {
        // Only the test sets the state of hosts.
        var app = await TestApplication.StartAsync(builder => builder.Services.RemoveAll<IHostedService>(),
            args: ["--host", "a=test:///default", "--host", "b=test:///default"]);
        app.Services.GetRequiredService<InventoryStore>().Update(snapshot => snapshot with
        {
            Hosts = [.. hosts.Select(host => new HostStatus { Name = host.Name, Uri = "test:///default", Connection = host.State })],
        });
        return app;
    }
}

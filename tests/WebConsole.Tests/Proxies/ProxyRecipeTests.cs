using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Proxies;

/// <summary>The proxy recipes of docs/operations.md, unchanged, with the real programs.</summary>
public sealed class ProxyRecipeTests
{
    [Theory]
    [Trait("Attack", "R2")]
    [InlineData("nginx")]
    [InlineData("apache")]
    [InlineData("caddy")]
    public Task Recipe_SignsIn_AndPassesWebSocketsOn(string program) => TryAsync(program, null);

    /// <summary>Debian has no Traefik; nginx sends the same value: <c>wss</c> for a WebSocket.</summary>
    [Fact]
    [Trait("Attack", "R2")]
    public Task SchemeOfAWebSocket_AsTraefikSaysIt_IsUnderstood() => TryAsync("nginx", recipe =>
    {
        var traefik = "map $http_upgrade $traefik_scheme { default wss; \"\" https; }\n" + recipe.Replace("X-Forwarded-Proto $scheme", "X-Forwarded-Proto $traefik_scheme", StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Proto $traefik_scheme", traefik, StringComparison.Ordinal);
        return traefik;
    });

    private static async Task TryAsync(string program, Func<string, string>? edit)
    {
        await using var app = await TestApplication.StartAsync(args: ["--WebConsole:Proxy:Addresses:0=127.0.0.1"]);
        await using var proxy = await ReverseProxy.StartAsync(program, app.Address, edit);
        using var handler = proxy.Handler();
        using var browser = new HttpClient(handler, disposeHandler: false) { BaseAddress = proxy.Address };
        // A client that forges its address.
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.50");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "http");

        using var answer = await browser.PostFormAsync("/sign-in", ("token", app.Services.GetRequiredService<SignInLinks>().Create()));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(ReverseProxy.Client, Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current).From);
        Assert.Contains("; secure", Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(SessionCookie.Prefix, StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
        await OpenAsync(proxy, handler, "/_blazor", "blazorpack");
        await OpenAsync(proxy, handler, "/hubs/metrics", "messagepack");
    }

    /// <summary>Opens it as our pages do, and waits until the hub behind it answers.</summary>
    private static async Task OpenAsync(ReverseProxy proxy, SocketsHttpHandler handler, string path, string protocol)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", proxy.Address.GetLeftPart(UriPartial.Authority));
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        await socket.ConnectAsync(new UriBuilder(proxy.Address) { Scheme = "wss", Path = path }.Uri, invoker, TestContext.Current.CancellationToken);

        var hello = Encoding.ASCII.GetBytes($$"""{"protocol":"{{protocol}}","version":1}""" + "\x1e");
        await socket.SendAsync(hello, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);
        var answer = new byte[64];
        var received = await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal("{}\x1e", Encoding.ASCII.GetString(answer, 0, received.Count));
    }
}

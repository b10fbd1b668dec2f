using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Serilog.Core;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>What the log contains about sign-in, and what it must not contain.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private readonly LogCapture _log = new();
    private TestApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        var accounts = new FakeHostAccounts();
        accounts.Add("anna", "stamp-of-anna", "sudo");
        // At the most verbose level: no setting may make the log contain a secret.
        _app = await TestApplication.StartAsync(builder =>
        {
            builder.Use(accounts);
            builder.Services.AddSingleton<ILogEventSink>(_log);
        }, args: ["--Serilog:MinimumLevel:Default=Verbose", "--Serilog:MinimumLevel:Override:Microsoft.AspNetCore=Verbose"]);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    [Trait("Attack", "L1")]
    public async Task NoSecret_ReachesAnyLog()
    {
        var link = _app.Services.GetRequiredService<SignInLinks>().Create();
        using var browser = _app.Anonymous();
        using var shown = await browser.GetAsync($"/sign-in?token={link}&returnUrl=%2Fhost", TestContext.Current.CancellationToken);
        using var byLink = await browser.PostFormAsync("/sign-in", ("token", link));
        using var other = _app.Anonymous();
        using var wrong = await other.PostFormAsync("/sign-in", ("user", "anna"), ("password", "correct horse battery"));
        using var mixedUp = await other.PostFormAsync("/sign-in", ("user", "my password in the wrong field"), ("password", "x"));
        using var right = await other.PostFormAsync("/sign-in", ("user", "anna"), ("password", "anna-secret"));
        using var page = await other.GetAsync("/machines", TestContext.Current.CancellationToken);
        var cookie = right.Headers.GetValues("Set-Cookie").Select(value => value.Split('=', 2)[1].Split(';')[0]).First(value => value.Length > 50);

        Assert.Equal(HttpStatusCode.SeeOther, byLink.StatusCode);
        Assert.NotEmpty(_log.Lines);
        foreach (var secret in new[] { link, "correct horse", "wrong field", "anna-secret", cookie, "stamp-of-anna" })
            Assert.DoesNotContain(_log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    /// <summary>
    /// A circuit's secret allows taking it over; its messages contain everything that is typed into a page.
    /// </summary>
    [Fact]
    [Trait("Attack", "L1")]
    public async Task WhatCircuitsAndHubsAreSent_ReachesNoLog()
    {
        var cookie = _app.CookieOf(_app.Begin());
        await using var circuit = Circuit(cookie);
        await circuit.StartAsync(TestContext.Current.CancellationToken);
        var secret = await circuit.InvokeAsync<string>("StartCircuit", _app.Origin + "/", _app.Origin + "/machines?q=query-of-a-page", "[]", "", TestContext.Current.CancellationToken);
        await circuit.SendAsync("OnLocationChanged", _app.Origin + "/machines?q=query-moved-to", null, false, TestContext.Current.CancellationToken);
        await circuit.SendAsync("BeginInvokeDotNetFromJS", "1", "WebConsole", "NoSuchMethod", 0L, "[\"typed-into-a-field\"]", TestContext.Current.CancellationToken);
        await using var hub = _app.Hub("/hubs/metrics", cookie);
        await hub.StartAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<HubException>(() => hub.InvokeAsync("said-to-a-hub", "argument-of-a-hub", TestContext.Current.CancellationToken));
        using var browser = _app.With(cookie);
        var token = await browser.AntiforgeryTokenAsync();
        await SayAsync("GET /sign-in?token=bad-request-line HTTP/9.9\r\n\r\n");
        await Eventually.TrueAsync(() => _log.Lines.Any(line => line.Contains("\"RequestPath\":\"/sign-in\"", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Assert.True(secret.Length > 100, secret);
        foreach (var text in new[] { secret, "query-of-a-page", "query-moved-to", "typed-into-a-field", "argument-of-a-hub", "bad-request-line", token, cookie.Split('=', 2)[1] })
            Assert.DoesNotContain(_log.Lines, line => line.Contains(text[..Math.Min(text.Length, 40)], StringComparison.Ordinal));
    }

    [Fact]
    public void CancellationThatEndsACircuit_IsInTheLog()
    {
        var loggers = _app.Services.GetRequiredService<ILoggerFactory>();
        Say("Microsoft.AspNetCore.SignalR.HubConnectionHandler", new OperationCanceledException(), "a request that went");
        Say("Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost", new JSDisconnectedException("gone"), "a page that went");
        Say("Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost", new TaskCanceledException(), "a page that stopped");
        Say("Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost", new AggregateException(new TaskCanceledException()), "another that stopped");

        Assert.DoesNotContain(_log.Lines, line => line.Contains("that went", StringComparison.Ordinal));
        Assert.Equal(2, _log.Lines.Count(line => line.Contains("that stopped", StringComparison.Ordinal)));

        void Say(string category, Exception exception, string text) => loggers.CreateLogger(category).Log(LogLevel.Error, 0, text, exception, (said, _) => said);
    }

    /// <summary>Kestrel warns of it with a stack trace whenever a visitor's form has too many fields and is not there as a whole.</summary>
    [Fact]
    public void BodyThatWasGivenUp_ReachesNoLog()
    {
        var kestrel = _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Server.Kestrel");

        kestrel.LogWarning(new InvalidOperationException("Reading is already in progress."), "Connection processing ended abnormally.");
        kestrel.LogWarning(new InvalidOperationException("y"), "Other");

        Assert.DoesNotContain(_log.Lines, line => line.Contains("Reading is already in progress", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains("InvalidOperationException: y", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_SaysWhoFromWhereAndWhy()
    {
        using var browser = _app.Anonymous();
        using var wrong = await browser.PostFormAsync("/sign-in", ("user", "anna"), ("password", "wrong"));
        using var right = await browser.PostFormAsync("/sign-in", ("user", "anna"), ("password", "anna-secret"));
        using var signedOut = await browser.PostFormAsync("/sign-out");

        foreach (var name in new[] { "SignInRefused", "SignedIn", "SessionEnded" })
        {
            var line = Assert.Single(_log.Lines, line => line.Contains($"\"Name\":\"{name}\"", StringComparison.Ordinal));
            Assert.Contains("\"User\":\"anna\"", line, StringComparison.Ordinal);
            Assert.Contains("\"From\":\"127.0.0.1\"", line, StringComparison.Ordinal);
        }
        Assert.Single(Directory.GetFiles(Path.Combine(_app.StateDirectory, "logs"), "audit-*.jsonl"));
    }

    [Fact]
    public async Task RequestLog_HasThePathWithoutTheQuery()
    {
        using var browser = _app.SignedIn();

        using var page = await browser.GetAsync("/machines?host=secret-host-name", TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => _log.Lines.Any(line => line.Contains("\"RequestPath\":\"/machines\"", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("secret-host-name", StringComparison.Ordinal));
    }

    private HubConnection Circuit(string cookie)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(_app.Address, "/_blazor"), HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true;
            options.Headers["Cookie"] = cookie;
            options.Headers["Origin"] = _app.Origin;
        });
        builder.Services.AddSingleton<IHubProtocol, CircuitProtocol>();
        return builder.Build();
    }

    /// <summary>Sends invalid bytes until the server closes the connection.</summary>
    private async Task SayAsync(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_app.Address.Host, _app.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 505", await answer.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}

using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>The log says why a proxy does not work, and can't be flooded that way.</summary>
public sealed class RefusedRequestsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly RefusedRequests _refused;

    public RefusedRequestsTests() => _refused = new(_time, new Logger<RefusedRequests>(_logs));

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void WhatWasCompared_IsSaid()
    {
        _refused.Tell(Request("203.0.113.9", "https://vm.example"), "it is not from a page of ours", "http://vm.example");

        Assert.Equal("Refused GET /hubs/console from 203.0.113.9: it is not from a page of ours. Origin https://vm.example, expected http://vm.example; " +
            "scheme http, Host vm.example; the connection is 10.0.0.1's (not in WebConsole:Proxy:Addresses). More of the kind within a minute are not listed", Assert.Single(_logs.Entries).Text);
    }

    [Fact]
    [Trait("Attack", "J4")]
    public void HostileHeaders_StayOneLine_WithoutAnyQuery()
    {
        var request = Request("203.0.113.9", "http://evil\r\n2026-01-01 INF: forged\u202e?token=secret-of-a-link");
        request.Request.Headers.Host = new string('x', 5000) + "?token=secret-of-a-link";
        request.Request.Path = "/hubs\u0085\"x\"";

        _refused.Tell(request, "it is not from a page of ours", "http://vm.example");

        var text = Assert.Single(_logs.Entries).Text;
        Assert.True(text.Length < 1200, text);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, character => char.IsControl(character) || character is '"' or '\u202e');
    }

    [Fact]
    [Trait("Attack", "D3")]
    public void Flood_WritesFewLines()
    {
        for (var number = 0; number < 1000; number++)
            _refused.Tell(Request("203.0.113.9", "http://evil.example"), "of one network");
        Assert.Single(_logs.Entries);

        for (var number = 0; number < 10_000; number++)
            _refused.Tell(Request($"10.0.{number / 250}.{number % 250}", "http://evil.example"), "of many networks");
        Assert.Equal(30, _logs.Entries.Count);

        _time.Advance(TimeSpan.FromMinutes(1));
        _refused.Tell(Request("203.0.113.9", "http://evil.example"), "of one network");
        Assert.Equal(31, _logs.Entries.Count);
    }

    private static DefaultHttpContext Request(string from, string origin)
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Scheme, context.Request.Path, context.Request.Host) = ("GET", "http", "/hubs/console", new HostString("vm.example"));
        context.Request.QueryString = new("?token=secret-of-a-link");
        context.Request.Headers.Origin = origin;
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Features.Set(new RequestPeer(IPAddress.Parse("10.0.0.1"), IsKnownProxy: false));
        return context;
    }
}

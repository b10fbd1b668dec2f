using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Serilog.Core;
using WebConsole.Hosting;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>A signed-in user can end any number of own circuits, each with an error text of their choice.</summary>
[Trait("Attack", "J4")]
[Trait("Attack", "D5")]
public sealed class CircuitFailuresTests : IAsyncLifetime
{
    private const string Circuits = "Microsoft.AspNetCore.Components.Server.Circuits.";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly LogCapture _log = new();
    private TestApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApplication.StartAsync(builder =>
    {
        builder.Use(_time);
        builder.Services.AddSingleton<ILogEventSink>(_log);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task FloodOfOnePerson_IsToldAsANumber_AndOthersOneByOne()
    {
        var pages = _app.Services.GetRequiredService<OpenPages>();
        pages.Add("of-vera", new Page(), TestUsers.With(Role.Viewer, "vera"));
        pages.Add("of-otto", new Page(), TestUsers.With(Role.Viewer, "otto"));
        for (var i = 0; i < 1_000; i++)
            Fail("CircuitHost", "of-vera");
        Fail("CircuitHost", "of-otto");

        Assert.Equal((CircuitFailures.MostPerMinute, 1), (Told("of-vera"), Told("of-otto")));

        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _log.Lines.Any(line => line.Contains("990 more circuits of \\\"vera\\\" failed", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Fail("CircuitHost", "of-vera");
        Assert.Equal(CircuitFailures.MostPerMinute + 1, Told("of-vera"));
    }

    [Fact]
    public void WhatEndsACircuit_IsToldOnce()
    {
        Fail("RemoteRenderer", "of-vera");
        Fail("CircuitHost", "of-vera");

        Assert.Equal(1, Told("of-vera"));
    }

    private int Told(string circuit) => _log.Lines.Count(line => line.Contains($"of circuit '\\\"{circuit}\\\"'", StringComparison.Ordinal));

    private void Fail(string source, string circuit)
    {
#pragma warning disable CA1848, CA2254 // As .NET writes it.
        _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Circuits + source)
            .LogError(new InvalidOperationException("a browser's words"), "Unhandled exception of circuit '{CircuitId}'.", circuit);
#pragma warning restore CA1848, CA2254
    }

    private sealed class Page : NavigationManager
    {
        public Page() => Initialize("http://localhost/", "http://localhost/tasks");
    }
}

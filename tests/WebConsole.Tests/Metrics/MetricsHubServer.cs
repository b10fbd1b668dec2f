using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Access;
using WebConsole.Features.Metrics;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Metrics;

/// <summary>The hub on a real Kestrel over three hundred simulated machines of the host <c>local</c>, ticking when told to.</summary>
internal sealed class MetricsHubServer : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly WebApplication _app;
    private readonly HostSampler _sampler;

    public MetricsHubServer()
    {
        Source = new SimulatedStatisticsSource(_clock) { Machines = [.. Enumerable.Range(0, 300).Select(_ => Guid.NewGuid())] };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<InventoryStore>().AddSingleton<MetricsStore>().AddSingleton<MetricsWatchers>();
        builder.Services.AddSignalR().AddMessagePackProtocol();
        builder.Services.AddMetricsHub();
        builder.Services.AddAccess();
        builder.Services.Replace(ServiceDescriptor.Singleton<IAccess>(Access));
        builder.Services.AddAuthorization(Policies.Add);
        builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapMetricsFeature();
        var inventory = _app.Services.GetRequiredService<InventoryStore>();
        inventory.Update(snapshot => snapshot with
        {
            Hosts = [new HostStatus { Name = "local", Uri = "qemu:///system", Connection = ConnectionState.Connected }],
        });
        _sampler = new HostSampler("local", Source, _app.Services.GetRequiredService<MetricsStore>(), inventory, _clock, NullLogger.Instance);
    }

    public SimulatedStatisticsSource Source { get; }

    /// <summary>Decides by role, except for objects that the test hides.</summary>
    public HidingAccess Access { get; } = new();

    public MetricsWatchers Watchers => _app.Services.GetRequiredService<MetricsWatchers>();

    public IServiceProvider Services => _app.Services;

    public WatchItem Item(int machine, long since, params string[] series) => new("local", Source.Machines[machine].ToString("D"), series, since);

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public async Task TickAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await _sampler.SampleAsync(watched: true, cpus: false, CancellationToken.None);
        }
    }

    public async Task<HubConnection> ConnectAsync(Role? role)
    {
        var connection = Connection(role, messagePack: true);
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public HubConnection Connection(Role? role, bool messagePack)
    {
        var builder = new HubConnectionBuilder().WithUrl(_app.Urls.First() + AppUrls.MetricsHub, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            if (role is not null)
                options.Headers.Add("Authorization", role.ToString()!);
        });
        return (messagePack ? builder.AddMessagePackProtocol() : builder).Build();
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers.Authorization.ToString() is not { Length: > 0 } role)
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}

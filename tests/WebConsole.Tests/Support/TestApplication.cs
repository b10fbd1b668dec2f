using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebConsole.Hosting;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;

namespace WebConsole.Tests.Support;

/// <summary>The real application on Kestrel and a free port of loopback, with a state directory of its own.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsState;

    private TestApplication(WebApplication app, string stateDirectory, bool ownsState) =>
        (_app, StateDirectory, _ownsState) = (app, stateDirectory, ownsState);

    public string StateDirectory { get; }

    public Uri Address => new(_app.Urls.First());

    /// <summary>What a browser sends as Origin from our own pages: hubs and circuits want it.</summary>
    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public IServiceProvider Services => _app.Services;

    /// <param name="adjust">Puts fakes in after everything is registered.</param>
    /// <param name="stateDirectory">If set, the directory outlives the application, for tests of a restart.</param>
    /// <param name="args">More of the command line.</param>
    public static async Task<TestApplication> StartAsync(Action<WebApplicationBuilder>? adjust = null, string? stateDirectory = null, params string[] args)
    {
        var state = stateDirectory ?? Directory.CreateTempSubdirectory("webconsole-test-").FullName;
        string[] all =
        [
            "--urls=http://127.0.0.1:0", $"--WebConsole:StateDirectory={state}", "--WebConsole:Log:Console=false",
            // Otherwise the system's tasks would be mixed with the test's tasks.
            "--WebConsole:Metrics:BalloonPeriodSeconds=0",
            .. args.Contains("--host") ? [] : new[] { "--host", "test=test:///default" }, .. args,
        ];
        var app = WebConsoleHost.Build(all, adjust);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, state, ownsState: stateDirectory is null);
    }

    /// <summary>A browser that is not signed in. It keeps cookies and follows no redirects.</summary>
    /// <param name="cookies">Those of a browser that is shared with another application.</param>
    public HttpClient Anonymous(CookieContainer? cookies = null) => Client(cookies ?? new CookieContainer());

    /// <summary>A browser that is signed in.</summary>
    public HttpClient SignedIn(Role role = Role.Administrator, string user = "tester") => With(CookieOf(Begin(role, user)));

    /// <summary>A browser with this cookie, as <see cref="CookieOf"/> gives it.</summary>
    public HttpClient With(string cookie)
    {
        var cookies = new CookieContainer();
        cookies.SetCookies(Address, cookie);
        return Client(cookies);
    }

    /// <summary>Signs someone in without a browser.</summary>
    public Session Begin(Role role = Role.Administrator, string user = "tester") =>
        Services.GetRequiredService<SessionRegistry>().Begin(user, role, SignInMethod.Password, "192.0.2.7");

    /// <summary>The session's cookie as <c>name=value</c>: for the Cookie header of a SignalR connection or a WebSocket.</summary>
    public string CookieOf(Session session)
    {
        var ticket = new AuthenticationTicket(SessionPrincipal.Of(session), CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{SessionCookieName}={CookieOptions.TicketDataFormat.Protect(ticket)}";
    }

    /// <summary>Each installation has a name of its own.</summary>
    public string SessionCookieName => CookieOptions.Cookie.Name!;

    /// <summary>A connection to a hub, as our own pages open it.</summary>
    public HubConnection Hub(string path, string cookie) => new HubConnectionBuilder()
        .WithUrl(new Uri(Address, path), HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true;
            options.Headers["Cookie"] = cookie;
            options.Headers["Origin"] = Origin;
            options.Proxy = null;
        })
        .AddMessagePackProtocol()
        .Build();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsState)
            Directory.Delete(StateDirectory, recursive: true);
    }

    private CookieAuthenticationOptions CookieOptions =>
        Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);

    private HttpClient Client(CookieContainer cookies) =>
        new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };
}

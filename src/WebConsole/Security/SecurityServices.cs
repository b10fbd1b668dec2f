using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.SignalR;
using WebConsole.Hosting;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;

namespace WebConsole.Security;

internal static class SecurityServices
{
    public static void AddSecurity(this IServiceCollection services, WebConsoleOptions options)
    {
        var installation = InstallationId.Of(options.StateDirectory);
        services.AddDataProtection().SetApplicationName("WebConsole")
            .PersistKeysToFileSystem(Directory.CreateDirectory(StateDirectory.Keys(options.StateDirectory)));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie => SessionCookie.Configure(cookie, options, installation));
        services.AddScoped<SessionCookie>();
        services.AddAuthorization(Policies.Add);
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "webconsole.antiforgery." + installation;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        AddSessions(services);
        AddHostAccounts(services, options);
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<SecurityAudit>();
        services.AddSingleton<RefusedRequests>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<LinkSignIn>();
    }

    private static void AddHostAccounts(IServiceCollection services, WebConsoleOptions options)
    {
        services.AddSingleton(HostAccountsStatus.Of(options.SignIn));
        services.AddSingleton<IHostAccounts, PamAccounts>();
        services.AddSingleton<PasswordThreads>();
        services.AddSingleton<PasswordLimiter>();
        services.AddSingleton<RoleMap>();
        services.AddSingleton<PasswordSignIn>();
        services.AddHostedService<AccountWatch>();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionRegistry>();
        services.AddHostedService<SessionKeeper>();
        services.AddScoped<AuthenticationStateProvider, SessionAuthenticationStateProvider>();
        services.AddScoped<CircuitSession>();
        services.AddScoped<CircuitHandler, SessionCircuitHandler>();
        services.AddSingleton<CircuitOwners>();
        services.AddSignalR(hubs => hubs.AddFilter<CircuitOwners>());
    }
}

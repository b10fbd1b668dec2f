using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components;
using WebConsole.Components.Layout.Palette;
using WebConsole.Features.Accounts;
using WebConsole.Features.Consoles;
using WebConsole.Features.Host;
using WebConsole.Features.Machines;
using WebConsole.Features.Metrics;
using WebConsole.Features.Networks;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Storage;
using WebConsole.History;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.ComponentTests.Support;

/// <summary>The product's own services without a server: a filled inventory instead of libvirt, and a fake clock.</summary>
public abstract class PageContext : BunitContext
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("webconsole-components-");
    private readonly TestUser _user = new();
    private IRenderedComponent<Routes>? _page;

    protected PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        // A missing element is an error of the test, and long waits slow down the suite.
        DefaultWaitTimeout = TimeSpan.FromSeconds(10);
        var options = new WebConsoleOptions
        {
            StateDirectory = _state.FullName,
            Hosts = { ["local"] = new HostOptions { Uri = "qemu:///system" } },
            Roles = new() { ["auditors"] = Role.Viewer, ["libvirt"] = Role.Operator, ["sudo"] = Role.Administrator, ["root"] = Role.Administrator },
        };
        // bUnit has registered placeholders, which the product's registration would not replace.
        Services.RemoveAll<IAuthorizationService>();
        Services.RemoveAll<IAuthorizationPolicyProvider>();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(options);
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddSignalR();
        Services.AddHypervisor();
        Services.AddOperations();
        Services.AddSecurity(options);
        Services.AddAccess();
        Services.AddActionRegistry();
        Services.AddPalette();
        Services.AddAccountsFeature();
        Services.AddConsolesFeature();
        Services.AddHostFeature();
        Services.AddMachinesFeature();
        Services.AddMetricsFeature();
        Services.AddProvisioningFeature();
        Services.AddHistory();
        Services.AddNetworksFeature();
        Services.AddStorageFeature();
        Services.Replace(ServiceDescriptor.Singleton(provider => new TaskDatabase(null, Clock, provider.GetRequiredService<ILogger<TaskDatabase>>())));
        Services.Replace(ServiceDescriptor.Singleton(provider => new HistoryDatabase(null, Clock, provider.GetRequiredService<ILogger<HistoryDatabase>>())));
        Services.Replace(ServiceDescriptor.Singleton(new HostFiles(_state.FullName)));
        Services.Replace(ServiceDescriptor.Scoped<AuthenticationStateProvider>(_ => _user));
    }

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected InventoryStore Inventory => Services.GetRequiredService<InventoryStore>();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>The root directory of the host's files.</summary>
    protected string HostRoot => _state.FullName;

    /// <summary>Opens a URL of the product as the user of <paramref name="session"/>.</summary>
    protected IRenderedComponent<Routes> Open(string url, Session session)
    {
        _user.Session = session;
        return Open(url);
    }

    /// <summary>
    /// Opens a URL of the product with its layout as a user with <paramref name="role"/>; with <c>null</c>, not signed
    /// in.
    /// </summary>
    protected IRenderedComponent<Routes> Open(string url, Role? role = Role.Administrator)
    {
        _user.Role = role;
        Navigation.NavigateTo(url);
        return _page ??= Render<Routes>();
    }

    /// <summary>Changes the inventory, advances the clock past the throttle, and waits until the page is drawn anew.</summary>
    protected void Change(Func<InventorySnapshot, InventorySnapshot> change)
    {
        Inventory.Update(change);
        Clock.Advance(TimeSpan.FromMilliseconds(500));
        // The drawing waits its turn where the page's dispatcher is busy, and so does this.
        _page?.InvokeAsync(() => { }).GetAwaiter().GetResult();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _state.Delete(recursive: true);
    }
}

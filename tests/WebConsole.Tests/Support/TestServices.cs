using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Security.HostAccounts;

namespace WebConsole.Tests.Support;

/// <summary>Fakes in the place of what the application registers.</summary>
internal static class TestServices
{
    public static void Use(this WebApplicationBuilder builder, TimeProvider time) =>
        builder.Services.Replace(ServiceDescriptor.Singleton(time));

    /// <summary>Uses these accounts, and switches host accounts on, because the tests may run in a container.</summary>
    public static void Use(this WebApplicationBuilder builder, IHostAccounts accounts)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton(accounts));
        builder.Services.Replace(ServiceDescriptor.Singleton(new HostAccountsStatus(null)));
    }
}

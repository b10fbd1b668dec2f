using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Access;
using WebConsole.Actions;

namespace WebConsole.ComponentTests.Support;

/// <summary>Rights by role, for components that are rendered without the rest of the product.</summary>
internal static class TestAccess
{
    public static void AddTestAccess(this IServiceCollection services, TestUser user)
    {
        services.AddAccess();
        services.AddActionRegistry();
        // No user of these tests has a session.
        services.Replace(ServiceDescriptor.Singleton<IAccess>(new RoleAccess(null!)));
        services.AddSingleton<AuthenticationStateProvider>(user);
    }
}

using Microsoft.AspNetCore.SignalR;

namespace WebConsole.Access;

internal static class AccessServices
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<IAccess, RoleAccess>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<VisibleInventory>();
        services.AddScoped<VisibleTasks>();
        services.AddScoped<FollowedTasks>();
        services.AddScoped<VisibleMetrics>();
        services.AddScoped<VisibleHistory>();
        services.AddScoped<VisibleInterfaces>();
        services.AddSingleton<CurrentUserFilter>();
        services.AddSignalR(hubs => hubs.AddFilter<CurrentUserFilter>());
    }

    /// <summary>Sets the current user for the services of each request.</summary>
    public static void UseCurrentUser(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.RequestServices.GetRequiredService<CurrentUser>().Is(context.User);
        return next(context);
    });
}

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
        services.AddScoped<VisibleMetrics>();
        services.AddSingleton<CurrentUserFilter>();
        services.AddSignalR(hubs => hubs.AddFilter<CurrentUserFilter>());
    }

    /// <summary>Tells the services of each request whom it serves.</summary>
    public static void UseCurrentUser(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.RequestServices.GetRequiredService<CurrentUser>().Is(context.User);
        return next(context);
    });
}

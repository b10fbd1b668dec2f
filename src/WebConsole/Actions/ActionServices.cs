using WebConsole.Components.Shared.Actions;

namespace WebConsole.Actions;

internal static class ActionServices
{
    public static void AddActionRegistry(this IServiceCollection services)
    {
        services.AddSingleton<ActionRegistry>();
        services.AddScoped<AvailableActions>();
        services.AddScoped<SubjectFinder>();
        services.AddScoped<ActionRunner>();
        services.AddScoped<UndoOffers>();
        services.AddSingleton<Preconditions>();
    }

    /// <summary>Adds a feature's actions, in the order of menus.</summary>
    public static void AddActions(this IServiceCollection services, params ReadOnlySpan<ObjectAction> actions)
    {
        foreach (var action in actions)
            services.AddSingleton(action);
    }
}

using WebConsole.Hosting;

namespace WebConsole.History;

internal static class HistoryServices
{
    public static void AddHistory(this IServiceCollection services)
    {
        services.AddOptions<HistoryOptions>().BindConfiguration(HistoryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new HistoryDatabase(StateDirectory.History(provider.GetRequiredService<WebConsoleOptions>().StateDirectory),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HistoryDatabase>>()));
        services.AddSingleton<HistoryStore>();
        services.AddHostedService<DefinitionWatch>();
    }
}

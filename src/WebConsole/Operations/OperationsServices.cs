using WebConsole.Hosting;
using WebConsole.Preferences;

namespace WebConsole.Operations;

internal static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddOptions<OperationsOptions>().BindConfiguration(OperationsOptions.Section)
            .Validate(options => options.AreUsable, $"{OperationsOptions.Section}: every number must be at least 1.").ValidateOnStart();
        services.AddSingleton(provider => new TaskDatabase(
            StateDirectory.Database(provider.GetRequiredService<WebConsoleOptions>().StateDirectory),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TaskDatabase>>()));
        services.AddSingleton<UserSettings>();
        services.AddSingleton<AccountKeys>();
        services.AddSingleton<TaskStore>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<OperationRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<OperationRunner>());
    }
}

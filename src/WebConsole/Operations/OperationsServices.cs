namespace WebConsole.Operations;

internal static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddOptions<OperationsOptions>().BindConfiguration("WebConsole:Operations");
        services.AddSingleton(provider => new TaskDatabase(
            StateFile(provider.GetRequiredService<IConfiguration>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TaskDatabase>>()));
        services.AddSingleton<TaskStore>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<OperationRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<OperationRunner>());
    }

    private static string? StateFile(IConfiguration configuration) =>
        configuration["WebConsole:StateDirectory"] is { Length: > 0 } directory ? Path.Combine(directory, "webconsole.db") : null;
}

namespace WebConsole.Operations;

internal static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services) => services.AddSingleton<OperationRunner>();
}

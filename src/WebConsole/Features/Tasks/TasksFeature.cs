namespace WebConsole.Features.Tasks;

internal static class TasksFeature
{
    public static void AddTasksFeature(this IServiceCollection services)
    {
    }

    public static void MapTasksFeature(this IEndpointRouteBuilder endpoints) => endpoints.MapTasksApi();
}

namespace WebConsole.Features.Tasks;

internal static class TasksFeature
{
    public static void MapTasksFeature(this IEndpointRouteBuilder endpoints) => endpoints.MapTasksApi();
}

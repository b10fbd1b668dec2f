using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Operations;

namespace WebConsole.Features.Tasks;

/// <summary>Tasks by the API.</summary>
internal static class TasksApi
{
    public static void MapTasksApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Tasks");
        api.MapGet("/tasks", ListAsync).ProducesProblem(400)
            .WithSummary("Tasks, newest first. The next part of a long list begins before the last one's id.");
        api.MapGet("/tasks/{id}", FindAsync).WithSummary("One task.").ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/tasks/{id}/cancel", CancelAsync).WithSummary("Stops a task: one that waits is not begun, one that runs takes back what it did.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<Accepted<TaskItem>, ProblemHttpResult>> CancelAsync(string id, OperationRunner runner, VisibleTasks tasks,
        ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return ApiProblems.Invalid("id", "must be a task's number.");
        // First, because what is running must not wait for the database.
        var result = runner.Cancel(number, user);
        var task = await tasks.FindAsync(number, cancellationToken).ConfigureAwait(false);
        if (task is null && result.Refusal is not null)
            return NoTask(number);
        if (result.Refusal is not null)
            return ApiProblems.Refused(result);
        return TypedResults.Accepted(AppUrls.ApiTask(number), TaskItem.Of(task!));
    }

    private static async Task<Results<Ok<ItemList<TaskItem>>, ProblemHttpResult>> ListAsync([AsParameters] TaskQuery query,
        VisibleTasks tasks, CancellationToken cancellationToken)
    {
        if (query.Read(out var filter) is { } problem)
            return problem;
        var found = await tasks.ListAsync(filter, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new ItemList<TaskItem>([.. found.Select(TaskItem.Of)]));
    }

    private static async Task<Results<Ok<TaskItem>, ProblemHttpResult>> FindAsync(string id, VisibleTasks tasks, CancellationToken cancellationToken)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return ApiProblems.Invalid("id", "must be a task's number.");
        return await tasks.FindAsync(number, cancellationToken).ConfigureAwait(false) is { } task
            ? TypedResults.Ok(TaskItem.Of(task))
            : NoTask(number);
    }

    /// <summary>The same for a task that is not there and for one that the user may not see.</summary>
    private static ProblemHttpResult NoTask(long number) => ApiProblems.NotFound($"There is no task {number}, or no longer.");
}

using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Features.Tasks;

/// <summary>The raw query of a list of tasks, parsed here so that errors can name the field.</summary>
/// <param name="Host">Only tasks of this host.</param>
/// <param name="Machine">Only tasks of this machine: <c>host/uuid</c>.</param>
/// <param name="Of">Only tasks of this object and its children: <c>kind/host/key</c>.</param>
/// <param name="Parent">Only this task and its parts.</param>
/// <param name="User">Only tasks of this user.</param>
/// <param name="State">Only tasks in this state.</param>
/// <param name="Before">Only tasks with a lower number.</param>
/// <param name="Count">The most tasks; 100 by default, never more than 500.</param>
internal readonly record struct TaskQuery(string? Host, string? Machine, string? Of, string? Parent, string? User, string? State, string? Before, string? Count)
{
    public ProblemHttpResult? Read(out TaskFilter filter)
    {
        filter = new TaskFilter { Host = Host, User = User };
        if (Machine is not null)
        {
            if (!MachineId.TryParse(Machine, out var machine))
                return ApiProblems.Invalid("machine", "must be host/uuid.");
            filter = filter with { Subject = machine };
        }
        if (Of is not null)
        {
            if (!ObjectId.TryParse(Of, out var subject))
                return ApiProblems.Invalid("of", "must be kind/host/key, as in pool/local/0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55.");
            filter = filter with { Subject = subject };
        }
        if (Parent is not null)
        {
            if (Number(Parent) is not { } parent)
                return ApiProblems.Invalid("parent", "must be a task's number.");
            filter = filter with { Parent = parent };
        }
        if (State is not null)
        {
            if (TaskStates.Parse(State) is not { } state)
                return ApiProblems.Invalid("state", $"must be one of: {string.Join(", ", Enum.GetValues<TaskState>().Select(TaskStates.ToToken))}.");
            filter = filter with { State = state };
        }
        if (Before is not null)
        {
            if (Number(Before) is not { } before)
                return ApiProblems.Invalid("before", "must be a task's number.");
            filter = filter with { Before = before };
        }
        if (Count is not null)
        {
            if (Number(Count) is not (> 0 and <= TaskFilter.MaximumCount and var count))
                return ApiProblems.Invalid("count", $"must be from 1 to {TaskFilter.MaximumCount}.");
            filter = filter with { Count = (int)count };
        }
        return null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

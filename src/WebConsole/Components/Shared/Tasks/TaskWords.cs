using System.Globalization;
using WebConsole.Operations;

namespace WebConsole.Components.Shared.Tasks;

/// <summary>Tasks in words for people; each is also a localizer's key.</summary>
internal static class TaskWords
{
    public static string ToWord(this TaskState state) => state switch
    {
        TaskState.Queued => "waiting",
        TaskState.Running => "running",
        TaskState.Succeeded => "done",
        TaskState.Failed => "failed",
        _ => "interrupted",
    };

    /// <summary>The action at the beginning of a line: <c>Shut down</c>.</summary>
    public static string Heading(this TaskRecord task) => task.Verb.Length == 0 ? "" : char.ToUpperInvariant(task.Verb[0]) + task.Verb[1..];

    /// <summary>How long it took, or takes so far; shorter than a second still says something.</summary>
    public static string Took(this TaskRecord task, DateTimeOffset now)
    {
        var took = (task.EndedAt ?? now) - task.StartedAt;
        return took >= TimeSpan.FromSeconds(10)
            ? Format.Duration(took)
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, took.TotalSeconds):0.0} s");
    }
}

using System.Globalization;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Components.Shared.Tasks;

/// <summary>Texts for tasks; each is also a localizer's key.</summary>
internal static class TaskWords
{
    public static string ToWord(this TaskState state) => state switch
    {
        TaskState.Queued => "waiting",
        TaskState.Running => "running",
        TaskState.Cancelling => "stopping",
        TaskState.Succeeded => "done",
        TaskState.Failed => "failed",
        TaskState.Cancelled => "cancelled",
        _ => "interrupted",
    };

    /// <summary>The same for a task whose result may be open: after the guest was asked, the task is not done yet.</summary>
    public static string ToWord(this TaskRecord task) => task.IsAsked() ? "asked" : task.IsIgnored() ? "unanswered" : task.IsHeld() ? "paused" : task.State.ToWord();

    /// <summary>The token by which the style sheet colours it: <c>asked</c> is not yet done, <c>ignored</c> was not done in time, <c>held</c> waits for whoever started it.</summary>
    public static string ToShade(this TaskRecord task) => task.IsAsked() ? "asked" : task.IsIgnored() ? "ignored" : task.IsHeld() ? "held" : task.State.ToToken();

    /// <summary>Whether the guest was only asked: the task is not done yet and has no duration.</summary>
    public static bool IsAsked(this TaskRecord task) => task is { State: TaskState.Succeeded, Advice: not null, Error: null };

    /// <summary>Whether the guest was asked and has not done it in the time that one may wait.</summary>
    public static bool IsIgnored(this TaskRecord task) => task is { State: TaskState.Succeeded, Error: not null };

    /// <summary>Whether it waits for whoever started it.</summary>
    public static bool IsHeld(this TaskRecord task) => task is { State: TaskState.Running, Waits: true };

    /// <summary>The state of a step of an active or ended task.</summary>
    public static string ToWord(this TaskStepState state, bool isActive) => state switch
    {
        TaskStepState.Waiting => isActive ? "to come" : "not begun",
        TaskStepState.Running => "running",
        TaskStepState.Done => "done",
        TaskStepState.Failed => "failed",
        TaskStepState.Stopped => "stopped",
        TaskStepState.Interrupted => "was running",
        _ => "taken back",
    };

    /// <summary>The progress as <c>41 %</c>; <c>null</c> if unknown.</summary>
    public static string? Percent(this TaskRecord task) =>
        task.Progress is { } progress ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(progress * 100):0} %") : null;

    /// <summary>What it does now, and of bytes how fast they move and how long that still takes: <c>172 MiB of 420 MiB · 12.6 MB/s · 2 min left</c>.</summary>
    public static string? Doing(this TaskRecord task, DateTimeOffset now) =>
        string.Join(" · ", new[] { task.Phase, task.StandsStill(now), task.Speed(now), task.TimeLeft(now) }.OfType<string>()) is { Length: > 0 } doing ? doing : null;

    /// <summary>How far it has come, in short: <c>41 %, 2 min left</c>.</summary>
    public static string? HowFar(this TaskRecord task, DateTimeOffset now) =>
        string.Join(", ", new[] { task.Percent(), task.StandsStill(now), task.TimeLeft(now) }.OfType<string>()) is { Length: > 0 } far ? far : null;

    /// <summary>That the bytes it moves stand still; <c>null</c> where they do not.</summary>
    public static string? StandsStill(this TaskRecord task, DateTimeOffset now) => task.Transfer?.StillFor(now) is { } still ? $"no progress for {Format.Duration(still)}" : null;

    private static string? Speed(this TaskRecord task, DateTimeOffset now) =>
        task.Transfer is { Rate: { } rate, IsShare: false } transfer && transfer.StillFor(now) is null ? Format.Rate(rate) : null;

    private static string? TimeLeft(this TaskRecord task, DateTimeOffset now) => task.Transfer is not { Left: { } left } transfer || transfer.StillFor(now) is not null ? null
        : left.TotalSeconds < 60 ? $"{Math.Max(1, Math.Ceiling(left.TotalSeconds)):0} s left"
        : $"{Format.Duration(TimeSpan.FromMinutes(Math.Ceiling(left.TotalMinutes)))} left";

    /// <summary>The action at the beginning of a line: <c>Shut down</c>.</summary>
    public static string Heading(this TaskRecord task) => task.Verb.Length == 0 ? "" : char.ToUpperInvariant(task.Verb[0]) + task.Verb[1..];

    /// <summary>How long it took, or takes so far: <c>4 ms</c>, <c>1.2 s</c>, <c>12 min</c>.</summary>
    public static string Took(this TaskRecord task, DateTimeOffset now) => ((task.EndedAt ?? now) - task.StartedAt).TotalSeconds switch
    {
        < 1 and var seconds => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, seconds) * 1_000:0} ms"),
        < 10 and var seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        var seconds => Format.Duration(TimeSpan.FromSeconds(seconds)),
    };
}

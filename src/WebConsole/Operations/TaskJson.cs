using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>Steps, log, result and parent of a task as one JSON text; <c>null</c> if there are none, as for most tasks.</summary>
internal static partial class TaskJson
{
    public static string? Write(TaskRecord task) => task is { Steps: [], Log: [], Result: null, Parent: null }
        ? null
        : JsonSerializer.Serialize(new Stored(task.Steps, task.Log, task.Result?.Id.ToString(), task.Result?.Name, task.Parent), Context.Default.Stored);

    /// <summary>Reads what <see cref="Write"/> wrote; nothing where the text is of another version.</summary>
    public static (ImmutableArray<TaskStep> Steps, ImmutableArray<string> Log, TaskResult? Result, long? Parent) Read(string? text)
    {
        if (text is null || Parse(text) is not { } stored)
            return ([], [], null, null);
        var result = ObjectId.TryParse(stored.Made, out var made) ? new TaskResult(made, stored.Name ?? "") : null;
        return (stored.Steps.IsDefault ? [] : stored.Steps, stored.Log.IsDefault ? [] : stored.Log, result, stored.Parent);
    }

    private static Stored? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Context.Default.Stored);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Stored(ImmutableArray<TaskStep> Steps, ImmutableArray<string> Log, string? Made, string? Name, long? Parent);

    [JsonSourceGenerationOptions(UseStringEnumConverter = true)]
    [JsonSerializable(typeof(Stored))]
    private sealed partial class Context : JsonSerializerContext;
}

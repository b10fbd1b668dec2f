using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WebConsole.Hosting.Bodies;

/// <summary>Reads the JSON body of a request to the API, and names each field that is wrong.</summary>
internal static class RequestBody
{
    /// <summary>More would help nobody, and a body may have thousands.</summary>
    private const int MostMistakes = 20;

    /// <summary>A misspelt field is refused: without it, the request would do something else.</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <inheritdoc cref="ReadAsync(HttpContext, Type)"/>
    public static async Task<(T? Read, ProblemHttpResult? Problem)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        var (read, problem) = await ReadAsync(context, typeof(T)).ConfigureAwait(false);
        return ((T?)read, problem);
    }

    /// <summary>Reads the arguments. Without a body, all have their defaults.</summary>
    /// <returns>The arguments, or what is wrong with them.</returns>
    public static async Task<(object? Read, ProblemHttpResult? Problem)> ReadAsync(HttpContext context, Type type)
    {
        try
        {
            var body = context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding") ? Empty
                : await context.Request.ReadFromJsonAsync<JsonElement>(Strict, context.RequestAborted).ConfigureAwait(false);
            return Read(body, type);
        }
        catch (JsonException error)
        {
            return (null, ApiProblems.Invalid("body", $"is no JSON from line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1} on."));
        }
        catch (InvalidOperationException)
        {
            return (null, ApiProblems.Invalid("body", "must be JSON, with the header Content-Type: application/json."));
        }
    }

    /// <summary>Arguments with all defaults, as of a request without a body; <c>null</c> where one has none.</summary>
    public static object? Defaults(Type type) => Read(Empty, type).Read;

    private static (object? Read, ProblemHttpResult? Problem) Read(JsonElement body, Type type)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            return (null, ApiProblems.Invalid("body", "must be a JSON object."));
        try
        {
            return (body.Deserialize(type, Strict), null);
        }
        catch (JsonException error)
        {
            var mistakes = new BodyMistakes(Strict).Of(body, type).Take(MostMistakes).ToLookup(mistake => mistake.Field, mistake => mistake.What);
            return (null, mistakes.Count > 0
                ? ApiProblems.Invalid(mistakes.ToDictionary(mistake => mistake.Key, mistake => mistake.ToArray()))
                : ApiProblems.Invalid(error.Path is { Length: > 2 } path ? path[2..] : "body", "is not what it must be: see /openapi/v1.json."));
        }
    }
}

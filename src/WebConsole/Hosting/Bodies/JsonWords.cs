using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WebConsole.Text;

namespace WebConsole.Hosting.Bodies;

/// <summary>Says what a JSON value must be, and what it is.</summary>
internal static class JsonWords
{
    private const int LongestNumber = 30;

    private static readonly Dictionary<Type, string> OfTypes = new()
    {
        [typeof(string)] = "a text",
        [typeof(bool)] = "true or false",
        [typeof(float)] = "a number",
        [typeof(double)] = "a number",
        [typeof(decimal)] = "a number",
        [typeof(Guid)] = "a UUID",
        [typeof(DateTimeOffset)] = "a time, such as 2026-01-31T12:00:00Z",
    };

    public static string Mistake(JsonTypeInfo wanted, JsonElement given) => wanted.Type == typeof(string) && given.ValueKind is JsonValueKind.String
        ? "holds half of a Unicode character."
        : $"must be {Wanted(wanted)}, and is {Given(wanted, given)}.";

    private static string Wanted(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Enumerable => "a list",
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        _ when OfTypes.TryGetValue(type.Type, out var word) => word,
        _ when Type.GetTypeCode(type.Type) is >= TypeCode.SByte and <= TypeCode.UInt64 => $"a whole number of at most {Marshal.SizeOf(type.Type) * 8} bits",
        _ => "something else",
    };

    private static string Given(JsonTypeInfo wanted, JsonElement value) => value.ValueKind switch
    {
        // A text may be a secret.
        JsonValueKind.Number when wanted.Type == typeof(string) => "a number",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => CutText.To(value.GetRawText(), LongestNumber),
        var other => other.ToString().ToLowerInvariant(),
    };
}

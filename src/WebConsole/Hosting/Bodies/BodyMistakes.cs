using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WebConsole.Text;

namespace WebConsole.Hosting.Bodies;

/// <summary>Finds all that keeps a JSON value from being of a type, by the paths of the fields.</summary>
/// <param name="options">How it is read.</param>
internal sealed class BodyMistakes(JsonSerializerOptions options)
{
    private const int LongestName = 60;

    public IEnumerable<(string Field, string What)> Of(JsonElement given, Type type, string path = "")
    {
        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return (info.Kind, given.ValueKind) switch
        {
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => OfFields(given, info, path),
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => given.EnumerateArray().SelectMany((item, index) => Of(item, info.ElementType!, $"{path}[{index}]")),
            (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => given.EnumerateObject().SelectMany(entry => Of(entry.Value, info.ElementType!, At(path, NameOf(entry)))),
            _ => Fits(given, type) ? [] : [(path, JsonWords.Mistake(info, given))],
        };
    }

    private IEnumerable<(string Field, string What)> OfFields(JsonElement given, JsonTypeInfo info, string path)
    {
        // What can only be read is no argument.
        var known = info.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        var missing = known.Values.Where(property => property.IsRequired).Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in given.EnumerateObject())
        {
            var name = NameOf(field);
            missing.Remove(name);
            if (!known.TryGetValue(name, out var property))
            {
                yield return (At(path, name), NearestWord.To(name, known.Keys) is { } near ? $"is unknown: did you mean {near}?" : $"is unknown: there are {string.Join(", ", known.Keys)}.");
                continue;
            }
            foreach (var mistake in Of(field.Value, property.PropertyType, At(path, property.Name)))
                yield return mistake;
        }
        foreach (var name in missing)
            yield return (At(path, name), "is missing.");
    }

    private static string At(string path, string name) => path is "" ? name : $"{path}.{name}";

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return CutText.To(property.Name, LongestName);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return "?";
        }
    }

    private bool Fits(JsonElement given, Type type)
    {
        try
        {
            given.Deserialize(type, options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

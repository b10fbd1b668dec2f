using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace WebConsole.CloudInit.Yaml;

/// <summary>
/// Writes YAML for cloud-init. Every text is in double quotes, so that no reader of YAML 1.1 takes one for something else: <c>no</c>,
/// <c>0o17</c>, <c>1e3</c>. Only words and numbers of our own are plain.
/// </summary>
internal static class YamlText
{
    /// <summary>The node as a document.</summary>
    public static string Of(YamlNode node)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        // No line is folded: some readers and all people like whole ones better.
        new SerializerBuilder().Build().Serialize(new Emitter(writer, new EmitterSettings().WithBestWidth(int.MaxValue)), node);
        return writer.ToString();
    }

    public static YamlScalarNode Quoted(string text) => new(YamlCharacters.Whole(text)) { Style = ScalarStyle.DoubleQuoted };

    public static YamlScalarNode Plain(bool value) => new(value ? "true" : "false") { Style = ScalarStyle.Plain };

    public static YamlScalarNode Plain(int value) => new(value.ToString(CultureInfo.InvariantCulture)) { Style = ScalarStyle.Plain };

    public static YamlSequenceNode List(IEnumerable<string> texts) => new(texts.OfType<string>().Select(Quoted));

    /// <summary>Adds an entry, unless the text is empty.</summary>
    public static void Put(this YamlMappingNode node, string key, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            node.Add(Quoted(key), Quoted(text));
    }

    /// <summary>Adds an entry.</summary>
    public static void Put(this YamlMappingNode node, string key, YamlNode value) => node.Add(Quoted(key), value);

    /// <summary>Adds a list, unless it is empty.</summary>
    public static void Put(this YamlMappingNode node, string key, IReadOnlyList<string>? texts)
    {
        if (texts is { Count: > 0 })
            node.Add(Quoted(key), List(texts));
    }
}

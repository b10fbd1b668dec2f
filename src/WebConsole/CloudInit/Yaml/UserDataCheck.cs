using YamlDotNet.Core.Events;

namespace WebConsole.CloudInit.Yaml;

/// <summary>Checks own user-data as far as it can be checked outside the guest: what it is, and cloud-config as YAML.</summary>
public static class UserDataCheck
{
    private const string CloudConfig = "#cloud-config", Archive = "#cloud-config-archive", Template = "## template: jinja";

    // The longest first: cloud-init compares the beginning.
    private static readonly string[] Kinds =
        [Archive, "#cloud-config-jsonp", "#cloud-boothook", "#include-once", "#part-handler", CloudConfig, "#include", Template, "#!", "Content-Type:", "MIME-Version:"];

    /// <summary>The problems of the text, errors and warnings, in its order; none where it is empty.</summary>
    public static IReadOnlyList<YamlProblem> Of(string text) => text.Length == 0 ? [] : KindOf(text) switch
    {
        null => [new YamlProblem(1, 1, "The first line says what it is: #cloud-config for YAML, or #!/bin/sh, #include, MIME-Version:, ## template: jinja.")],
        CloudConfig => OfCloudConfig(YamlReading.Of(text)),
        Archive => OfArchive(YamlReading.Of(text)),
        // What the guest makes of it is YAML only then.
        Template when KindOf(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]) is null or Template => [new YamlProblem(2, 1, "The second line of a template says what it is: #cloud-config, or #!/bin/sh.")],
        _ => [],
    };

    private static string? KindOf(string text) => Kinds.FirstOrDefault(kind => text.StartsWith(kind, StringComparison.OrdinalIgnoreCase));

    // After an error of syntax the rest was not read, so that error is told alone.
    private static IReadOnlyList<YamlProblem> OfCloudConfig(YamlReading reading) => reading.Problems.Any(problem => !problem.IsWarning) ? reading.Problems
        : reading.Root is { } root and not MappingStart
        ? [.. reading.Problems, new YamlProblem((int)root.Start.Line, (int)root.Start.Column, "Keys with values, such as hostname: web.")]
        : [.. reading.Problems.Concat(Unknown(reading)).OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    private static IEnumerable<YamlProblem> Unknown(YamlReading reading) => reading.Entries
        .Where(entry => entry.Depth == 1 && !CloudConfigKeys.All.Contains(entry.Key.Value))
        .Select(entry => new YamlProblem((int)entry.Key.Start.Line, (int)entry.Key.Start.Column, $"cloud-init has no key {Text.CutText.To(entry.Key.Value, 40)}, as far as WebConsole knows.", IsWarning: true));

    private static IReadOnlyList<YamlProblem> OfArchive(YamlReading reading) => reading.Problems.Count == 0 && reading.Root is { } root and not SequenceStart
        ? [.. reading.Problems, new YamlProblem((int)root.Start.Line, (int)root.Start.Column, "A list of parts, each with - before it.")]
        : reading.Problems;
}

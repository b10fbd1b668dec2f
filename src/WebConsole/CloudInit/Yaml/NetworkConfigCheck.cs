using YamlDotNet.Core.Events;

namespace WebConsole.CloudInit.Yaml;

/// <summary>Checks own network-config: YAML of version 1 or 2, also below a key <c>network</c>.</summary>
public static class NetworkConfigCheck
{
    /// <summary>The problems of the text, errors and warnings; none where it is empty.</summary>
    public static IReadOnlyList<YamlProblem> Of(string text)
    {
        if (text.Length == 0)
            return [];
        var reading = YamlReading.Of(text);
        var has = HasVersion(reading);
        return has is null ? reading.Problems : [.. reading.Problems, has];
    }

    private static YamlProblem? HasVersion(YamlReading reading)
    {
        // An error of syntax is told alone: the rest of the text was not read.
        if (reading.Problems.Any(problem => !problem.IsWarning))
            return null;
        var entries = reading.Entries.Where(entry => entry.Depth == 1).ToList();
        if (entries is [{ Key.Value: "network", Value: MappingStart }])
            entries = [.. reading.Entries.Where(entry => entry.Depth == 2)];
        return entries.FirstOrDefault(entry => entry.Key.Value == "version") switch
        {
            null => new YamlProblem(1, 1, "A key version with 1 or 2 is needed."),
            { Value: Scalar { IsPlainImplicit: true, Value: "2" } } => null,
            { Value: Scalar { IsPlainImplicit: true, Value: "1" } } => entries.Any(entry => entry is { Key.Value: "config", Value: SequenceStart }) ? null : new YamlProblem(1, 1, "Version 1 has a list named config."),
            { Value: var other } => new YamlProblem((int)other.Start.Line, (int)other.Start.Column, "1 or 2, without quotes."),
        };
    }
}

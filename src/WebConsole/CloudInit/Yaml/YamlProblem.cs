namespace WebConsole.CloudInit.Yaml;

/// <summary>What is wrong in a YAML text, and where.</summary>
/// <param name="Line">From one.</param>
/// <param name="Column">From one.</param>
/// <param name="Text">A sentence.</param>
/// <param name="IsWarning">Whether cloud-init reads the text all the same.</param>
public sealed record YamlProblem(int Line, int Column, string Text, bool IsWarning = false)
{
    public override string ToString() => $"Line {Line}, column {Column}: {Text}";
}

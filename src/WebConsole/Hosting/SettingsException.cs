namespace WebConsole.Hosting;

/// <summary>Invalid settings: all errors, each with the name of its field.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}

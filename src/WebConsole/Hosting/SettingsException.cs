namespace WebConsole.Hosting;

/// <summary>Settings that can't be used: every error found, each naming its field.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}

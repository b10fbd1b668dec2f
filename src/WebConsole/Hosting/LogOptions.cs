namespace WebConsole.Hosting;

/// <summary>Where the log goes. Levels are Serilog's own settings, under <c>Serilog:MinimumLevel</c>.</summary>
public sealed record LogOptions
{
    /// <summary>Whether to write to standard output, for systemd's journal and terminals.</summary>
    public bool Console { get; init; } = true;

    /// <summary>How many days audit files are kept in the state directory.</summary>
    public int AuditDays { get; init; } = 365;
}

namespace WebConsole.Hosting;

/// <summary>A program of WebConsole's host, and what it gets.</summary>
/// <param name="Program">Its full path.</param>
/// <param name="Arguments">All users of the host can see them, so none may be a secret.</param>
/// <param name="Directory">Its working directory, home and place for temporary files.</param>
/// <param name="Limit">How long it may take.</param>
internal sealed record HostCommand(string Program, IReadOnlyList<string> Arguments, string Directory, TimeSpan Limit)
{
    /// <summary>The variables that it gets besides <c>PATH</c>, <c>LC_ALL</c>, <c>HOME</c> and <c>TMPDIR</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How many characters are kept of each of its outputs; the rest is read and dropped.</summary>
    public int MostOutput { get; init; } = 16 * 1024;

    /// <summary>Is given all that it writes to its standard output, piece by piece.</summary>
    public Action<string>? Written { get; init; }
}

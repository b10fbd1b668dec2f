namespace WebConsole.Components.Shared.Forms;

/// <summary>What a form would do, said before it does it.</summary>
/// <param name="Sentence">In one line: "4 GiB now, up to 8 GiB after a restart".</param>
public sealed record FormPreview(string Sentence)
{
    /// <summary>The same as a list, where there is more to say.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The definition as it is; empty for a new object.</summary>
    public string? Before { get; init; }

    /// <summary>The definition as it would be.</summary>
    public string? After { get; init; }

    /// <summary>The same by virsh, one command a line; by itself the operation's.</summary>
    public string? Virsh { get; init; }
}

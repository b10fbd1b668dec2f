namespace WebConsole.Hypervisor.HostCheck;

/// <summary>One thing that a host needs to run machines well, and the result of its check.</summary>
/// <param name="Id">Stable, for tests and for picking some: a constant of <see cref="HostCheckIds"/>.</param>
/// <param name="Title">What was checked.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Found">What was found, in words.</param>
public sealed record HostCheckItem(string Id, string Title, HostCheckStatus Status, string Found)
{
    /// <summary>What to do about it; also set when an improvement is possible but not needed.</summary>
    public string? Advice { get; init; }

    /// <summary>The commands for it, for a root shell on the host, one per line.</summary>
    public string? Commands { get; init; }

    /// <summary>Of what only libvirt can tell.</summary>
    internal static HostCheckItem Unknown(string id, string title) => new(id, title, HostCheckStatus.Unknown, "Unknown: libvirt does not answer.");
}

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>One thing that a host needs for running machines well, and how it stands.</summary>
/// <param name="Id">Stable, for tests and for picking some: a constant of <see cref="HostCheckIds"/>.</param>
/// <param name="Title">What was checked.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Found">What was found, in words.</param>
public sealed record HostCheckItem(string Id, string Title, HostCheckStatus Status, string Found)
{
    /// <summary>What to do about it; also where nothing must be done but something could.</summary>
    public string? Advice { get; init; }

    /// <summary>The commands for that, for a root shell on the host; one a line.</summary>
    public string? Commands { get; init; }

    /// <summary>Of what only libvirt can tell.</summary>
    internal static HostCheckItem Unknown(string id, string title) => new(id, title, HostCheckStatus.Unknown, "Unknown: libvirt does not answer.");
}

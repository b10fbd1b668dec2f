using System.Collections.Immutable;

namespace WebConsole.OsInfo.Defaults;

/// <summary>A CPU model that QEMU knows on a host.</summary>
/// <param name="Name">As libvirt names it: <c>EPYC-Rome</c>.</param>
/// <param name="IsUsable">Whether the host's own processor has what it needs.</param>
/// <param name="IsDeprecated">Whether QEMU will drop it.</param>
public sealed record OfferedCpu(string Name, bool IsUsable, bool IsDeprecated)
{
    /// <summary>What the host's processor lacks for it, where libvirt says so.</summary>
    public ImmutableArray<string> Lacks { get; init; } = [];
}

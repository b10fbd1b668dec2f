using WebConsole.Actions;

namespace WebConsole.History;

/// <summary>Which version of a definition to bring back, in the form of the API.</summary>
/// <param name="Id">The version, as the history numbers it.</param>
/// <param name="Part">Only this part: <c>memory</c>, <c>devices/disk[vda]</c>; all of it without.</param>
/// <param name="Apply">
/// Of a machine that runs: <c>next</c>, the default, for its next start only; <c>both</c> for what it can take at once, the rest at its next start;
/// <c>live</c> for at once, or not at all.
/// </param>
/// <param name="HostAccess">Takes settings that reach the host, such as host devices, if the version brings some.</param>
/// <param name="AgainstSchema">Brings it back although libvirt's schema does not know something in it, if libvirt takes it.</param>
/// <param name="Version">The version (the <c>ETag</c>) of the definition that stands.</param>
public sealed record RestoredDefinition(long? Id = null, string? Part = null, string? Apply = null, bool? HostAccess = null, bool? AgainstSchema = null, string? Version = null) : IVersioned
{
    public IVersioned Of(string version) => this with { Version = version };
}

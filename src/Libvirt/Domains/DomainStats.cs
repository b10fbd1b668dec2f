namespace Libvirt;

/// <summary>One domain's part of a bulk answer.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetAllDomainStats">virConnectGetAllDomainStats</see>
/// for the parameters' names.</summary>
/// <param name="Uuid">The domain's UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The figures.</param>
public sealed record DomainStats(Guid Uuid, string Name, TypedParameterSet Parameters)
{
    /// <summary>Its number while it runs, another at each start; null when it does not run.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetID">virDomainGetID</see>.</summary>
    public int? Id { get; init; }
}

using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Hardware;

/// <summary>What hosts offer for the machines that they have.</summary>
public sealed class HostOffers(DomainCapabilitiesKeeper capabilities)
{
    /// <summary>By what is known, without waiting; <see cref="GetAsync"/> makes it known.</summary>
    internal HostOffer Known(string host, DomainXml domain) => new(capabilities.Known(host, KindOf(domain)));

    /// <summary>Asks libvirt. Where it does not answer, it judges what it is asked to make.</summary>
    internal async Task<HostOffer> GetAsync(string host, DomainXml domain, CancellationToken cancellationToken)
    {
        try
        {
            return new HostOffer(await capabilities.GetAsync(host, KindOf(domain), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception unknown) when (unknown is HypervisorException or LibvirtException)
        {
            return new HostOffer(null);
        }
    }

    private static DomainKind KindOf(DomainXml domain) => new(domain.Arch, domain.Machine, domain.DomainType);
}

using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Hardware;

/// <summary>What hosts offer for the machines that they have.</summary>
public sealed class HostOffers(DomainCapabilitiesKeeper capabilities, HostPages pages)
{
    /// <summary>By what is known, without waiting; <see cref="GetAsync"/> makes it known.</summary>
    internal HostOffer Known(string host, DomainXml domain) => new(capabilities.Known(host, KindOf(domain))) { FreePages = pages.Known(host) };

    /// <summary>Asks libvirt. Where it does not answer, it judges what it is asked to make.</summary>
    internal async Task<HostOffer> GetAsync(string host, DomainXml domain, CancellationToken cancellationToken) =>
        new(await AnswerAsync(() => capabilities.GetAsync(host, KindOf(domain), cancellationToken)).ConfigureAwait(false)) { FreePages = await AnswerAsync(() => pages.GetAsync(host, cancellationToken)).ConfigureAwait(false) is { IsDefault: false } free ? free : [] };

    private static async Task<T?> AnswerAsync<T>(Func<Task<T?>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception unknown) when (unknown is HypervisorException or LibvirtException)
        {
            return default;
        }
    }

    private static DomainKind KindOf(DomainXml domain) => new(domain.Arch, domain.Machine, domain.DomainType);
}

using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Features.Machines.Parts;

/// <summary>What changes of a machine are judged by.</summary>
/// <param name="Stands">Its definition for the next start.</param>
/// <param name="Host">Its host.</param>
/// <param name="Offer">What the host offers for it.</param>
/// <param name="MostVcpus">How many vCPUs it can have then.</param>
internal sealed record PartContext(DomainXml Stands, HostStatus? Host, HostOffer Offer, int MostVcpus)
{
    /// <summary>Whether it has hardware of its own, which is not the host's.</summary>
    public bool IsWhole => Stands.OsType is "hvm" && Stands.DomainType is not "xen";

    /// <summary>Whether the host's processor runs it.</summary>
    public bool IsKvm => Stands.DomainType is "kvm";
}

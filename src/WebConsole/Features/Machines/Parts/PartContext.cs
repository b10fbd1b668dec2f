using Libvirt.Xml;
using WebConsole.Features.Machines.Commands;
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
    /// <summary>All that is asked for at once: the parts of it depend on each other.</summary>
    public MachineChanges Asked { get; init; } = new();

    /// <summary>The most memory that it can have then, in bytes, its modules included.</summary>
    public long MemoryBytes => Asked.MaxMemory ?? Stands.MemoryBytes ?? 0;

    /// <summary>How much of the host's memory it may use then, in bytes; <c>null</c> for no limit.</summary>
    public long? HardLimit => Asked.MemoryLimits?.Hard is { } asked ? asked == 0 ? null : asked : Stands.MemoryHardLimitBytes;

    /// <summary>Whether memory modules can be plugged in then.</summary>
    public bool HasModuleSpace => Asked.MemoryModules?.Slots is { } asked ? asked > 0 : Stands.MaxMemorySlots > 0;

    /// <summary>A copy of its definition, to try changes on.</summary>
    public DomainXml Copy() => new(new System.Xml.Linq.XElement(Stands.Element));

    /// <summary>Whether it has hardware of its own, which is not the host's.</summary>
    public bool IsWhole => Stands.OsType is "hvm" && Stands.DomainType is not "xen";

    /// <summary>Whether the host's processor runs it.</summary>
    public bool IsKvm => Stands.DomainType is "kvm";
}

using Libvirt.Native;

namespace Libvirt;

// The host's machines.
public sealed partial class LibvirtConnection
{
    /// <summary>All domains, or those that fit the flags.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectListAllDomains">virConnectListAllDomains</see>.</summary>
    /// <param name="flags">Within a pair such as active and inactive, either fits; pairs narrow each other. None: all.</param>
    /// <returns>The domains, each to be disposed.</returns>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public unsafe IReadOnlyList<Domain> ListDomains(ListDomainsFlags flags = default) =>
        NativeList.Read<DomainHandle, Domain>(
            domains => NativeMethods.virConnectListAllDomains(_handle, domains, (uint)flags), handle => new Domain(handle));

    /// <summary>The domain with this UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainLookupByUUID">virDomainLookupByUUID</see>.</summary>
    /// <param name="uuid">Its UUID.</param>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.NoDomain"/>), or the connection is broken.</exception>
    public unsafe Domain LookupDomain(Guid uuid) => new(NativeCheck.Handle(() =>
    {
        var bytes = stackalloc byte[NativeUuid.Length];
        NativeUuid.Write(uuid, bytes);
        return NativeMethods.virDomainLookupByUUID(_handle, bytes);
    }));

    /// <summary>The domain with this name.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainLookupByName">virDomainLookupByName</see>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.NoDomain"/>), or the connection is broken.</exception>
    public Domain LookupDomain(string name) =>
        new(NativeCheck.Handle(() => NativeMethods.virDomainLookupByName(_handle, NativeText.Checked(name))));

    /// <summary>Defines a domain, or changes the definition of the one with the same UUID, without starting it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainDefineXMLFlags">virDomainDefineXMLFlags</see>.</summary>
    /// <param name="xml">The whole description. Host paths, emulators and command lines in it act with the daemon's rights.</param>
    /// <param name="flags">How to check it.</param>
    /// <exception cref="LibvirtException">The XML is refused, or the connection is broken.</exception>
    public Domain DefineDomain(string xml, DomainDefineFlags flags = default) =>
        new(NativeCheck.Handle(() => NativeMethods.virDomainDefineXMLFlags(_handle, NativeText.Checked(xml), (uint)flags)));

    /// <summary>Starts a domain that exists only while it runs.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainCreateXML">virDomainCreateXML</see>.</summary>
    /// <param name="xml">The whole description. Host paths, emulators and command lines in it act with the daemon's rights.</param>
    /// <param name="flags">How to start it.</param>
    /// <exception cref="LibvirtException">The XML is refused, the start failed, or the connection is broken.</exception>
    public Domain CreateDomain(string xml, DomainCreateFlags flags = default) =>
        new(NativeCheck.Handle(() => NativeMethods.virDomainCreateXML(_handle, NativeText.Checked(xml), (uint)flags)));

    /// <summary>
    /// The statistics of all domains in one call. It asks each running machine's monitor, group by group, so it costs
    /// milliseconds for each machine. A machine with a stuck hypervisor can block the call forever, whatever the flags.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetAllDomainStats">virConnectGetAllDomainStats</see>.
    /// </summary>
    /// <param name="groups">What to ask for. None: all that the driver has.</param>
    /// <param name="flags">Of which domains, and how.</param>
    /// <exception cref="LibvirtException">The driver has no bulk statistics (<see cref="LibvirtErrorCode.NoSupport"/>),
    /// or the connection is broken.</exception>
    public unsafe IReadOnlyList<DomainStats> GetAllDomainStats(DomainStatsGroups groups, GetAllDomainStatsFlags flags = default) =>
        DomainStatsReader.Read(records => NativeMethods.virConnectGetAllDomainStats(_handle, (uint)groups, records, (uint)flags));

    /// <summary>The statistics of some domains of this connection in one call.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainListGetStats">virDomainListGetStats</see>.</summary>
    /// <param name="domains">Which. None: nothing is asked.</param>
    /// <param name="groups">What to ask for. None: all that the driver has.</param>
    /// <param name="flags">How; the filters of <see cref="GetAllDomainStats"/> do not apply.</param>
    /// <exception cref="LibvirtException">The driver has no bulk statistics (<see cref="LibvirtErrorCode.NoSupport"/>),
    /// or the connection is broken.</exception>
    public static unsafe IReadOnlyList<DomainStats> GetDomainStats(
        IReadOnlyList<Domain> domains, DomainStatsGroups groups, GetAllDomainStatsFlags flags = default)
    {
        ArgumentNullException.ThrowIfNull(domains);
        if (domains.Count == 0)
            return [];
        using var references = new HandleArray(domains.Select(domain => domain.Handle));
        return DomainStatsReader.Read(records =>
        {
            fixed (nint* first = references.NullTerminated)
                return NativeMethods.virDomainListGetStats(first, (uint)groups, records, (uint)flags);
        });
    }
}

using Libvirt.Native;

namespace Libvirt;

// Facts about the host.
public sealed partial class LibvirtConnection
{
    /// <summary>What the host and its hypervisor can do, as XML.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectGetCapabilities">virConnectGetCapabilities</see>.</summary>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public string GetCapabilities() => NativeCheck.Text(() => NativeMethods.virConnectGetCapabilities(_handle));

    /// <summary>What a domain of one kind can have on this host, as XML.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetDomainCapabilities">virConnectGetDomainCapabilities</see>.</summary>
    /// <param name="emulator">The path of the emulator; null for the one that libvirt takes for the architecture.</param>
    /// <param name="arch">The architecture; null for the host's.</param>
    /// <param name="machine">The machine type, such as <c>q35</c>; null for the emulator's default.</param>
    /// <param name="domainType">The domain type, such as <c>kvm</c>; null for the best one.</param>
    /// <returns>A <c>domainCapabilities</c> document.</returns>
    /// <exception cref="LibvirtException">The driver does not know (<see cref="LibvirtErrorCode.NoSupport"/>), nothing here runs
    /// such a domain, or the connection is broken.</exception>
    public string GetDomainCapabilities(string? emulator = null, string? arch = null, string? machine = null, string? domainType = null)
    {
        var (emulatorText, archText, machineText, typeText) = (Checked(emulator), Checked(arch), Checked(machine), Checked(domainType));
        return NativeCheck.Text(() => NativeMethods.virConnectGetDomainCapabilities(_handle, emulatorText, archText, machineText, typeText, 0));

        static string? Checked(string? text) => text is null ? null : NativeText.Checked(text);
    }

    /// <summary>What the host's firmware says of its hardware (SMBIOS), as XML.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectGetSysinfo">virConnectGetSysinfo</see>.</summary>
    /// <exception cref="LibvirtException">It is not to be had, or the connection is broken.</exception>
    public string GetSysinfo() => NativeCheck.Text(() => NativeMethods.virConnectGetSysinfo(_handle, 0));

    /// <summary>The host's processors and memory.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virNodeGetInfo">virNodeGetInfo</see>.</summary>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public unsafe NodeInfo GetNodeInfo()
    {
        var info = NativeCheck.Out<NativeNodeInfo>((out value) => NativeMethods.virNodeGetInfo(_handle, out value));
        return new NodeInfo(
            NativeText.Read(info.model, NativeNodeInfo.ModelLength), info.memory.Value,
            (int)info.cpus, (int)info.mhz, (int)info.nodes, (int)info.sockets, (int)info.cores, (int)info.threads);
    }

    /// <summary>The time that the host's processors spent, in total since its start.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virNodeGetCPUStats">virNodeGetCPUStats</see>.</summary>
    /// <param name="cpu">One processor's number, null for all together.</param>
    /// <exception cref="LibvirtException">The driver does not know, or there is no such processor.</exception>
    public unsafe NodeCpuStats GetNodeCpuStats(int? cpu = null)
    {
        const int AllCpus = -1;
        var stats = NodeStatsReader.Read(
            (values, ref count) => NativeMethods.virNodeGetCPUStats(_handle, cpu ?? AllCpus, values, ref count, 0));
        return new NodeCpuStats(stats("kernel"), stats("user"), stats("idle"), stats("iowait"));
    }

    /// <summary>The host's memory.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virNodeGetMemoryStats">virNodeGetMemoryStats</see>.</summary>
    /// <exception cref="LibvirtException">The driver does not know.</exception>
    public unsafe NodeMemoryStats GetNodeMemoryStats()
    {
        const int AllCells = -1;
        const long KiB = 1024;
        var stats = NodeStatsReader.Read(
            (values, ref count) => NativeMethods.virNodeGetMemoryStats(_handle, AllCells, values, ref count, 0));
        return new NodeMemoryStats(stats("total") * KiB, stats("free") * KiB, stats("buffers") * KiB, stats("cached") * KiB);
    }

    /// <summary>How many memory pages of some sizes are free, in all of the host's NUMA nodes together.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virNodeGetFreePages">virNodeGetFreePages</see>.</summary>
    /// <param name="sizes">Sizes of pages that the host has, in bytes; <see cref="Xml.CapabilitiesXml.PageSizesBytes"/>.</param>
    /// <param name="nodes">How many nodes it has; their numbers are 0 and up.</param>
    /// <exception cref="LibvirtException">The host has no pages of a size, or the driver does not know.</exception>
    public unsafe IReadOnlyList<FreePages> GetFreePages(IReadOnlyList<long> sizes, int nodes = 1)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        uint[] kibibytes = [.. sizes.Select(size => (uint)(size >> 10))];
        var counts = new ulong[sizes.Count * nodes];
        if (counts.Length == 0)
            return [];
        NativeCheck.NotNegative(() =>
        {
            fixed (uint* pages = kibibytes)
            fixed (ulong* first = counts)
                return NativeMethods.virNodeGetFreePages(_handle, (uint)kibibytes.Length, pages, 0, (uint)nodes, first, 0);
        });
        // libvirt answers node by node.
        return [.. sizes.Select((size, index) => new FreePages(size, Enumerable.Range(0, nodes).Sum(node => (long)counts[node * sizes.Count + index])))];
    }

    /// <summary>The security model that isolates machines from the host, such as AppArmor or SELinux.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virNodeGetSecurityModel">virNodeGetSecurityModel</see>.</summary>
    /// <returns>Null when nothing does.</returns>
    /// <exception cref="LibvirtException">The driver does not know, or the connection is broken.</exception>
    public unsafe NodeSecurityModel? GetSecurityModel()
    {
        var model = NativeCheck.Out<NativeSecurityModel>((out value) => NativeMethods.virNodeGetSecurityModel(_handle, out value));
        var name = NativeText.Read(model.model, NativeSecurityModel.Length);
        return name is "" ? null : new NodeSecurityModel(name, NativeText.Read(model.doi, NativeSecurityModel.Length));
    }
}

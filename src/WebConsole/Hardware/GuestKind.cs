using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hardware;

/// <summary>How a host runs a machine, in libvirt's words.</summary>
/// <param name="DomainType"><c>kvm</c>, <c>qemu</c>, …</param>
/// <param name="OsType"><c>hvm</c> for a whole machine.</param>
/// <param name="Arch">The architecture: <c>x86_64</c>.</param>
internal sealed record GuestKind(string DomainType, string OsType, string Arch)
{
    // A page asks at each key, and the document is long.
    private static readonly ConditionalWeakTable<HostFacts, Offered> Known = [];

    /// <summary>Whether the host's CPU runs it; otherwise it is emulated.</summary>
    public bool IsKvm => DomainType is "kvm";

    /// <summary>Whether QEMU emulates its CPU.</summary>
    public bool IsEmulated => DomainType is "qemu";

    /// <summary>libvirt's type of the system of a machine with its own hardware.</summary>
    public const string WholeMachine = "hvm";

    /// <summary>Which of Xen's machines it is; null on another hypervisor.</summary>
    public XenKind? Xen => DomainType is not "xen" ? null : XenKind.All.FirstOrDefault(kind => kind.OsType == OsType) ?? XenKind.Full;

    /// <summary>Whether a kernel outside of the machine starts it, where one is asked for.</summary>
    public bool StartsKernels => IsQemu || Xen is not null;

    /// <summary>Whether QEMU runs it, which has the devices that are written for it.</summary>
    public bool IsQemu => DomainType is "kvm" or "qemu";

    /// <summary>What runs a machine that there is.</summary>
    public static GuestKind Of(Machine machine) => MachineDevice.DefinitionsOf(machine).Select(Of).FirstOrDefault() ?? new("kvm", WholeMachine, Offered.Nothing.Arch);

    public static GuestKind Of(DomainXml domain) => new(domain.DomainType ?? "kvm", domain.OsType switch
    {
        null => WholeMachine,
        // libvirt's old word for Xen's machines without the processor's help, which it still writes.
        "linux" when domain.DomainType is "xen" => XenKind.Paravirtual.OsType,
        var type => type,
    }, domain.Arch ?? Offered.Nothing.Arch);

    /// <summary>The host's own architecture, at its best speed.</summary>
    /// <param name="host">The host.</param>
    /// <param name="emulates">Whether QEMU is to emulate the CPU all the same.</param>
    /// <param name="machineType">What was asked for: it tells Xen's kinds apart.</param>
    public static GuestKind Of(HostStatus host, bool emulates, string? machineType = null)
    {
        var offered = host.Facts is { } facts ? Known.GetValue(facts, Read) : Offered.Nothing;
        if (offered.Xen is [var usual, ..] kinds)
            return new GuestKind("xen", (kinds.FirstOrDefault(kind => kind.MachineType == machineType) ?? usual).OsType, offered.Arch);
        return new GuestKind(!emulates && offered.Types.Contains("kvm") ? "kvm" : offered.Types.Contains("qemu") ? "qemu" : offered.Types is [var first, ..] ? first : "qemu", WholeMachine, offered.Arch);
    }

    /// <summary>The machine types that a host offers, those without a version first.</summary>
    public static ImmutableArray<string> MachineTypesOf(HostStatus host) => host.Facts is not { } facts ? []
        : Known.GetValue(facts, Read) is { Xen: [_, ..] xen } ? [.. xen.Select(kind => kind.MachineType)] : Known.GetValue(facts, Read).MachineTypes;

    private static Offered Read(HostFacts facts)
    {
        var capabilities = CapabilitiesXml.TryParse(facts.Capabilities, out var parsed) ? parsed : null;
        var guests = capabilities?.Guests ?? [];
        var xen = guests.Where(guest => guest.Arch == capabilities!.HostArch && guest.DomainTypes.Contains("xen")).Select(guest => guest.OsType).ToHashSet();
        if (xen.Count > 0)
            return Offered.Nothing with { Arch = capabilities!.HostArch ?? Offered.Nothing.Arch, Xen = [.. XenKind.All.Where(kind => xen.Contains(kind.OsType))] };
        var guest = guests.FirstOrDefault(guest => guest.OsType == WholeMachine && guest.Arch == capabilities!.HostArch) ?? guests.FirstOrDefault(guest => guest.OsType == WholeMachine);
        return new Offered([.. guest?.DomainTypes ?? []], guest?.Arch ?? capabilities?.HostArch ?? "x86_64", MachineTypes.Of(guest));
    }

    private sealed record Offered(ImmutableArray<string> Types, string Arch, ImmutableArray<string> MachineTypes)
    {
        public static Offered Nothing { get; } = new([], "x86_64", []);

        /// <summary>The kinds of Xen's machines, the usual one first.</summary>
        public ImmutableArray<XenKind> Xen { get; init; } = [];
    }
}

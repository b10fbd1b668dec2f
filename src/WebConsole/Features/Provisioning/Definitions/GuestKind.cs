using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>How a host runs a new machine, in libvirt's words.</summary>
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

    /// <summary>Whether QEMU runs it, which has the devices that are written for it.</summary>
    public bool IsQemu => DomainType is "kvm" or "qemu";

    /// <summary>The host's own architecture, at its best speed.</summary>
    /// <param name="host">The host.</param>
    /// <param name="emulates">Whether QEMU is to emulate the CPU all the same.</param>
    public static GuestKind Of(HostStatus host, bool emulates)
    {
        var offered = host.Facts is { } facts ? Known.GetValue(facts, Read) : Offered.Nothing;
        return new GuestKind(!emulates && offered.Types.Contains("kvm") ? "kvm" : offered.Types.Contains("qemu") ? "qemu" : offered.Types is [var first, ..] ? first : "qemu", "hvm", offered.Arch);
    }

    /// <summary>The machine types that a host offers, those without a version first.</summary>
    public static ImmutableArray<string> MachineTypesOf(HostStatus host) => host.Facts is { } facts ? Known.GetValue(facts, Read).MachineTypes : [];

    private static Offered Read(HostFacts facts)
    {
        var capabilities = CapabilitiesXml.TryParse(facts.Capabilities, out var parsed) ? parsed : null;
        var guests = capabilities?.Guests ?? [];
        var guest = guests.FirstOrDefault(guest => guest.OsType == "hvm" && guest.Arch == capabilities!.HostArch) ?? guests.FirstOrDefault(guest => guest.OsType == "hvm");
        return new Offered([.. guest?.DomainTypes ?? []], guest?.Arch ?? capabilities?.HostArch ?? "x86_64",
        [
            .. (guest?.Machines ?? []).Where(machine => machine.Name is { } name && MachineFamily.Of(name) is not null)
                .OrderBy(machine => machine.Canonical is null).ThenByDescending(machine => machine.Name, NaturalOrder.Instance).Select(machine => machine.Name!),
        ]);
    }

    private sealed record Offered(ImmutableArray<string> Types, string Arch, ImmutableArray<string> MachineTypes)
    {
        public static Offered Nothing { get; } = new([], "x86_64", []);
    }
}

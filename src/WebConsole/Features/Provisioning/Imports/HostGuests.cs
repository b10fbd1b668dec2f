using Libvirt.Xml;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Imports;

/// <summary>Whether a host runs machines as a definition from elsewhere wants them: most hosts differ in KVM and in the versions of machine types.</summary>
/// <param name="host">Its name.</param>
/// <param name="status">What is known of it; where nothing is, libvirt judges.</param>
internal sealed class HostGuests(string host, HostStatus? status)
{
    private const int MostNamed = 6;

    private readonly IReadOnlyList<GuestCapabilityXml> _guests = HostCapabilities.Of(status)?.Guests ?? [];

    public IEnumerable<(string Field, string? Mistake)> Mistakes(DomainXml machine) => _guests.Count == 0 ? [] : !Runs(machine) ? [WhyNot(machine)] : [("definition", MachineType(machine))];

    /// <summary>Whether the host has the definition's hypervisor and architecture.</summary>
    public bool Runs(DomainXml machine) => _guests.Count == 0 || Of(machine).Any(guest => machine.DomainType is not { } type || guest.DomainTypes.Contains(type));

    /// <summary>Lets QEMU emulate the processor of a machine of KVM. Of the host's own there is none then; all that QEMU can emulate comes nearest.</summary>
    public static void Emulate(DomainXml machine)
    {
        if (machine.DomainType is not "kvm")
            return;
        machine.DomainType = "qemu";
        if (machine.CpuMode is "host-passthrough" or "host-model")
            (machine.CpuMode, machine.CpuModel) = ("maximum", null);
    }

    private (string Field, string? Mistake) WhyNot(DomainXml machine) => machine.DomainType is "kvm" && Of(machine).Any(guest => guest.DomainTypes.Contains("qemu"))
        ? ("emulate", $"{host} has no KVM, on which this machine ran: let QEMU emulate its processor, which is slow, or take another host.")
        : ("definition", $"It is of the type {machine.DomainType} for {machine.Arch ?? "an unnamed architecture"}, and {host} runs {string.Join(", ", _guests.SelectMany(guest => guest.DomainTypes.Select(type => $"{type} for {guest.Arch}")).Distinct().Take(MostNamed))}.");

    private string? MachineType(DomainXml machine) => machine.Machine is not { } type || Of(machine).SelectMany(guest => guest.Machines).ToList() is not { Count: > 0 } known || known.Any(one => one.Name == type || one.Canonical == type) ? null
        : $"{host} has no machine type {type}: write another into the definition, such as {string.Join(", ", known.Where(one => one.Canonical is not null).Concat(known).Select(one => one.Name).Distinct().Take(MostNamed))}.";

    /// <summary>What libvirt says of such guests; it has lists of machine types for some of their hypervisors.</summary>
    private IEnumerable<GuestCapabilityXml> Of(DomainXml machine) => _guests.Where(guest => (machine.Arch is null || guest.Arch == machine.Arch) && (machine.OsType is null || guest.OsType == machine.OsType));
}

using Libvirt.Xml;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning;

/// <summary>Plans new machines by what their hosts can.</summary>
public sealed class MachinePlanner(InventoryStore store)
{
    internal MachinePlan Plan(HostStatus host, NewMachine asked) => new(store.Current, host.Name, asked, Shape(host, asked), asked.Os);

    private static MachineShape Shape(HostStatus host, NewMachine asked)
    {
        var capabilities = CapabilitiesXml.TryParse(host.Facts?.Capabilities, out var parsed) ? parsed : null;
        var guest = capabilities?.Guests.FirstOrDefault(guest => guest.OsType == "hvm" && guest.Arch == capabilities.HostArch) ?? (capabilities is { Guests: [var first, ..] } ? first : null);
        return new MachineShape { DomainType = guest?.DomainTypes.Contains("kvm") == true ? "kvm" : guest?.DomainTypes is [var type, ..] ? type : "qemu", OsType = guest?.OsType ?? "hvm", Arch = guest?.Arch, Memory = asked.Memory ?? 1L << 30, Vcpus = asked.Vcpus ?? 1, DiskBus = "virtio", CdromBus = "sata", NicModel = "virtio" };
    }
}

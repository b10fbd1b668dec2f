using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Hardware;

internal static class ControllerWords
{
    /// <summary>An item for each controller, but one for all of PCI: a modern machine has a dozen empty root ports.</summary>
    public static IEnumerable<HardwareItem> Describe(IEnumerable<ControllerXml> controllers)
    {
        var byPci = controllers.ToLookup(controller => controller.Type == "pci");
        return byPci[true].Any() ? [.. byPci[false].Select(Describe), Pci([.. byPci[true]])] : byPci[false].Select(Describe);
    }

    public static HardwareItem Describe(ControllerXml controller) => new(
        HardwareKind.Controller,
        $"{Bus(controller.Type)} controller{Words.With(" ", controller.Index)}",
        Words.List(
            Words.Name(controller.Model),
            controller.Ports is { } ports ? Format.Count(ports, "port", "ports") : null,
            controller.Queues is { } queues ? Format.Count(queues, "queue", "queues") : null,
            Words.With("I/O thread ", controller.IoThread)))
    {
        Key = DeviceKey.Of(controller),
    };

    private static HardwareItem Pci(IReadOnlyList<ControllerXml> controllers) => new(
        HardwareKind.Controller,
        Format.Count(controllers.Count, "PCI controller", "PCI controllers"),
        Words.List([.. controllers.CountBy(controller => controller.Model ?? "of no model")
            .Select(model => model.Value == 1 ? Words.Name(model.Key) : Words.With("", model.Value, " × " + Words.Name(model.Key)))]));

    private static string Bus(string? type) => type switch
    {
        "usb" or "scsi" or "sata" or "ide" => type.ToUpperInvariant(),
        "virtio-serial" => "Virtio serial",
        "fdc" => "Floppy",
        "ccid" => "Smart card",
        null => "Unknown",
        _ => Words.Name(type)!,
    };
}

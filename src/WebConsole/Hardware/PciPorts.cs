using Libvirt.Xml;

namespace WebConsole.Hardware;

/// <summary>The ports of PCI Express of a machine: each takes one device, and none is added while it runs.</summary>
internal static class PciPorts
{
    /// <param name="running">The definition in force.</param>
    /// <returns>How many are free; <c>null</c> for a board without such ports.</returns>
    public static int? FreeIn(DomainXml running)
    {
        ControllerXml[] controllers = [.. running.Devices.OfType<ControllerXml>().Where(controller => controller.Type is "pci")];
        if (!controllers.Any(controller => controller.Model is "pcie-root"))
            return null;
        var taken = running.Devices.Where(device => device.Address.Type is "pci").Select(device => device.Address.Bus).ToHashSet();
        return controllers.Count(port => port is { Model: "pcie-root-port" or "pcie-switch-downstream-port", Index: { } bus } && !taken.Contains(bus));
    }
}

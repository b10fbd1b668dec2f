using System.Xml.Linq;
using WebConsole.Features.Provisioning.Disks;

namespace WebConsole.Features.Provisioning.Lines;

// The devices, and those that virt-install would add.
internal sealed partial class VirtInstallLine
{
    /// <summary>Devices that virt-install adds of itself where nothing is said of them.</summary>
    private static readonly string[] Added = ["graphics", "console", "channel", "tpm", "rng", "memballoon", "sound"];

    private void WriteDevices()
    {
        var devices = Domain.Element("devices")?.Elements().ToArray() ?? [];
        var made = plan.Disks.Where(disk => MakesVolumes && disk.VirtInstallParts.Count > 0).ToArray();
        foreach (var device in devices)
        {
            if (VirtInstallWords.Devices.TryGetValue(device.Name.LocalName, out var words))
                WriteDevice(device, words, made);
        }
        if (devices.All(device => device.Name.LocalName is not "interface"))
            Add("network", "none");
        if (devices.All(device => device.Name.LocalName is not "disk"))
            Add("disk", "none");
        foreach (var missing in Added.Where(name => devices.All(device => device.Name.LocalName != name)))
            Add(missing, "none");
    }

    private void WriteDevice(XElement device, VirtInstallWords words, IReadOnlyList<DiskPlan> made)
    {
        var option = new VirtInstallOption(device.Name.LocalName is "interface" ? "network" : device.Name.LocalName);
        option.AddAll(device, words, GoesWithoutSaying(device));
        if (device.Name.LocalName is "disk" && made.FirstOrDefault(disk => PathOf(disk) == (string?)device.Element("source")?.Attribute("file")) is { } disk)
        {
            foreach (var (key, value) in disk.VirtInstallParts)
                option.Add(key, value);
        }
        Add(option);
    }

    private static IEnumerable<string> GoesWithoutSaying(XElement device) => device.Name.LocalName switch
    {
        "disk" when (string?)device.Attribute("type") is "file" or "block" => ["@type"],
        "interface" when (string?)device.Attribute("type") is "network" or "bridge" => ["@type"],
        // libvirt writes it beside a port of -1.
        "graphics" when (string?)device.Attribute("port") is "-1" => ["@autoport"],
        _ => [],
    };
}

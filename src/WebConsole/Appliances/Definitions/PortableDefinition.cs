using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Appliances.Definitions;

/// <summary>
/// Takes from a definition what belongs to one host or one run of the machine: what libvirt chooses anew where it is missing,
/// secrets, and paths. What the machine is stays, and so do its UUID and MAC addresses.
/// </summary>
internal static class PortableDefinition
{
    /// <summary>As in <c>DefinitionSecrets</c>: libvirt has no other names for secrets.</summary>
    private static readonly string[] Secrets = ["passwd", "passwdValidTo", "password", "passphrase"];

    /// <summary>A definition for another host: disks have the names of their files beside it, and other drives are empty.</summary>
    /// <param name="machine">Is not changed.</param>
    /// <param name="disks">Those that go with it.</param>
    public static DomainXml Of(DomainXml machine, IReadOnlyList<ExportedDisk> disks)
    {
        var copy = DomainXml.Parse(machine.ToXml());
        RemoveRun(copy);
        foreach (var disk in copy.Disks.ToList())
        {
            var exported = disks.FirstOrDefault(one => one.Target == disk.TargetDevice);
            disk.SetSource(exported is null ? null : DiskSource.File(exported.FileName));
            if (exported is null && disk.Device is not ("cdrom" or "floppy"))
                disk.Element.Remove();
            else if (exported is not null)
                (disk.DriverName, disk.DriverType) = ("qemu", Images.DiskFormats.Qcow2);
        }
        foreach (var element in copy.Element.DescendantsAndSelf())
            element.Attributes().Where(attribute => Secrets.Contains(attribute.Name.LocalName)).Remove();
        copy.Element.Descendants().Where(element => element.Name.LocalName is "auth" or "cookies" or "encryption").Remove();
        copy.Emulator = null;
        return copy;
    }

    /// <summary>Removes what libvirt chooses by itself at a definition or a start, and shows in the definition of a running machine.</summary>
    public static void RemoveRun(DomainXml machine)
    {
        var domain = machine.Element;
        domain.SetAttributeValue("id", null);
        domain.Elements("seclabel").Where(label => label.Attribute("type")?.Value == "dynamic").Remove();
        domain.Elements("resource").Where(resource => (resource.Element("partition")?.Value.Trim() ?? "").StartsWith("/machine", StringComparison.Ordinal) && resource.Elements().Count() == 1).Remove();
        if (domain.Element("os") is { } os)
            RemoveFirmwareFiles(os, machine.Name, isChosen: machine.Firmware == "efi");
        foreach (var device in domain.Element("devices")?.Elements() ?? [])
            RemoveRun(device);
    }

    /// <summary>
    /// Where libvirt is to choose the firmware, it finds its files, and what matters of them are the features. It also makes the
    /// file for the firmware's variables that has the machine's name.
    /// </summary>
    private static void RemoveFirmwareFiles(XElement os, string? machine, bool isChosen)
    {
        os.Elements("nvram").Where(nvram => isChosen || (nvram.Value.Trim() == $"/var/lib/libvirt/qemu/nvram/{machine}_VARS.fd" && machine?.Contains('/', StringComparison.Ordinal) is false)).Remove();
        if (!isChosen || os.Element("loader") is not { } loader)
            return;
        loader.Nodes().OfType<XText>().Remove();
        loader.Attributes().Where(attribute => attribute.Name.LocalName is "readonly" or "type" or "format").Remove();
        if (loader.Attribute("secure") is { Value: "no" } secure)
        {
            secure.Remove();
            ForbidSecureBoot(os, loader);
        }
        if (!loader.HasAttributes)
            loader.Remove();
    }

    /// <summary>Says it as a feature: libvirt 9.0 takes no other word for it where it chooses the firmware.</summary>
    private static void ForbidSecureBoot(XElement os, XElement loader)
    {
        var firmware = os.Element("firmware");
        if (firmware is null)
            loader.AddBeforeSelf(firmware = new XElement("firmware"));
        if (firmware.Elements("feature").All(feature => feature.Attribute("name")?.Value != "secure-boot"))
            firmware.Add(new XElement("feature", new XAttribute("enabled", "no"), new XAttribute("name", "secure-boot")));
    }

    /// <summary>The same of one device.</summary>
    public static void RemoveRun(XElement device)
    {
        device.Elements("alias").Where(alias => alias.Attribute("name")?.Value.StartsWith("ua-", StringComparison.Ordinal) is not true).Remove();
        var source = device.Element("source");
        switch (device.Name.LocalName)
        {
            case "disk":
                device.Elements().Where(part => part.Name.LocalName is "backingStore" or "mirror").Remove();
                source?.Attribute("index")?.Remove();
                break;
            case "interface":
                device.Elements("target").Where(target => target.Attribute("dev")?.Value.StartsWith("vnet", StringComparison.Ordinal) is true).Remove();
                source?.Attributes().Where(attribute => device.Attribute("type")?.Value == "network" && attribute.Name.LocalName is "portid" or "bridge").Remove();
                break;
            case "serial" or "console" or "parallel" or "channel":
                device.Attribute("tty")?.Remove();
                if (device.Attribute("type")?.Value == "pty" || IsLibvirtsSocket(source))
                    source?.Attribute("path")?.Remove();
                break;
            case "graphics":
                if (device.Attribute("autoport")?.Value == "yes")
                    device.Attributes().Where(attribute => attribute.Name.LocalName is "port" or "tlsPort").Remove();
                break;
            default:
                break;
        }
    }

    private static bool IsLibvirtsSocket(XElement? source) => source?.Attribute("path")?.Value is { } path && !path.Contains("/../", StringComparison.Ordinal)
        && (path.StartsWith("/var/lib/libvirt/qemu/channel/", StringComparison.Ordinal) || path.StartsWith("/run/libvirt/qemu/channel/", StringComparison.Ordinal));
}

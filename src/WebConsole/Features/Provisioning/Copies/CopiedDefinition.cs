using System.Security.Cryptography;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Appliances.Definitions;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>Writes the definition of a copy: the original's, with an identity and disks of its own.</summary>
/// <param name="plan">What is made.</param>
/// <param name="pathOf">The path of a new volume.</param>
internal sealed class CopiedDefinition(MachineCopyPlan plan, Func<DiskPlan, string> pathOf)
{
    /// <summary>What is said of the copy beside what it goes without, in words.</summary>
    public static IReadOnlyList<string> Remarks(DomainXml original) => HostEnds.Free(WithoutTheHosts(original));

    public DomainXml Write(DomainXml original)
    {
        var copy = WithoutTheHosts(original);
        WriteIdentity(copy);
        CopiedSize.Write(copy, plan.Asked.Memory, plan.Asked.Vcpus);
        WriteDisks(copy);
        WriteCards(copy);
        FreePlaces(copy);
        return copy;
    }

    private static DomainXml WithoutTheHosts(DomainXml original)
    {
        var copy = DomainXml.Parse(original.ToXml());
        PortableDefinition.RemoveRun(copy);
        copy.Element.Element("devices")?.Elements().Where(device => HostPart.In(device) is not null).Remove();
        return copy;
    }

    private void WriteIdentity(DomainXml copy)
    {
        CopiedMetadata.Write(copy);
        (copy.Name, copy.Uuid) = (plan.Name, plan.Uuid);
        if (plan.Asked.Title is { } title)
            copy.Title = string.IsNullOrWhiteSpace(title) ? null : title;
        // By its change Windows knows that it is a copy.
        if (copy.GenerationId is not null)
            copy.GenerationId = new Guid(SHA256.HashData(plan.Uuid.ToByteArray()).AsSpan(0, 16));
        RemoveVariables(copy.Element.Element("os")?.Element("nvram"));
        // libvirt refuses a UUID in the BIOS that is not the machine's.
        copy.Element.Elements("sysinfo").Elements().Elements("entry").Where(entry => entry.Attribute("name")?.Value is "uuid" or "serial").Remove();
    }

    /// <summary>libvirt takes those that <see cref="UefiVariables"/> copies, by the machine's name, or makes new ones.</summary>
    private static void RemoveVariables(XElement? nvram)
    {
        if (nvram?.Attribute("template") is not { } template)
            nvram?.Remove();
        else
            nvram.ReplaceWith(new XElement("nvram", template));
    }

    private void WriteDisks(DomainXml copy)
    {
        foreach (var xml in copy.Disks.ToList())
        {
            if (plan.Disks.FirstOrDefault(disk => disk.Target == xml.TargetDevice) is not { } disk || disk.Use is DiskUse.Omit)
                xml.Element.Remove();
            else if (disk.Plan is { } made)
                WriteDisk(xml, made);
            // A guest writes to a floppy disk.
            else if (xml.Device is "floppy")
                xml.SetSource(null);
        }
    }

    private void WriteDisk(DiskXml xml, DiskPlan made)
    {
        VolumeSource.Write(xml, made.Pool, made.Name, pathOf(made));
        (xml.DriverName, xml.DriverType) = ("qemu", made.Format);
        // Two disks with one of these pass for one disk with two paths.
        (xml.Serial, xml.Wwn) = (null, null);
    }

    private void WriteCards(DomainXml copy)
    {
        foreach (var (index, card) in copy.Interfaces.Index())
        {
            card.MacAddress = MachinePlan.MacOf(plan.Uuid, index);
            // The name of its end on the host.
            card.Element.Elements("target").Where(target => target.Attribute("dev") is not null).Remove();
        }
    }

    /// <summary>Ports and addresses that one machine at a time can have are chosen anew at each start; logs would be mixed.</summary>
    private static void FreePlaces(DomainXml copy)
    {
        foreach (var graphics in copy.Graphics.Where(graphics => graphics.AutoPort != true && (graphics.Port > 0 || graphics.TlsPort > 0)))
            (graphics.Port, graphics.TlsPort, graphics.WebSocketPort, graphics.AutoPort) = (-1, null, graphics.WebSocketPort is null ? null : -1, true);
        foreach (var vsock in copy.Devices.OfType<VsockXml>())
            (vsock.Cid, vsock.AutoCid) = (null, true);
        HostEnds.Free(copy);
        copy.Element.Element("devices")?.Elements().Elements("log").Remove();
    }
}

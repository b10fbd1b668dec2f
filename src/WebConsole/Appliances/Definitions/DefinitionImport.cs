using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Appliances.Definitions;

/// <summary>
/// Imports a domain definition that a user brings: hostile until it is reviewed. Whatever is answered or edited is reviewed
/// again, and what is defined is exactly what was reviewed last.
/// </summary>
internal static class DefinitionImport
{
    private const int LongestError = 200;

    /// <summary>What <see cref="DiskXml.SetSource"/> replaces.</summary>
    private static readonly string[] PartsOfDiskSource = ["source", "auth", "encryption", "backingStore", "mirror"];

    /// <summary>What <see cref="InterfaceXml.SetSource"/> replaces.</summary>
    private static readonly string[] PartsOfInterfaceSource = ["source", "virtualport", "target"];

    /// <summary>Reads a file, without what belonged to a run of the machine.</summary>
    /// <exception cref="OperationFailedException">It is no definition, has a DTD, or is too long.</exception>
    public static async Task<DomainXml> ReadAsync(Stream file, CancellationToken cancellation) => Parse(await ApplianceText.ReadAsync(file, cancellation).ConfigureAwait(false));

    /// <inheritdoc cref="ReadAsync"/>
    public static DomainXml Parse(string text)
    {
        try
        {
            var machine = DomainXml.Parse(text);
            PortableDefinition.RemoveRun(machine);
            return machine;
        }
        catch (XmlException error)
        {
            throw new OperationFailedException($"The file is no definition of a machine: {CutText.To(error.Message, LongestError)}", "Choose a file as virsh dumpxml writes it.");
        }
    }

    public static DefinitionReview Review(DomainXml machine, DefinitionSurroundings host)
    {
        var disks = machine.Disks.Where(disk => !IsAnswered(disk, host)).ToList();
        var cards = machine.Interfaces.Select((card, index) => (Card: card, Index: index)).Where(each => !IsAnswered(each.Card, host)).ToList();
        var settled = disks.SelectMany(disk => Parts(disk, PartsOfDiskSource)).Concat(cards.SelectMany(each => Parts(each.Card, PartsOfInterfaceSource))).Concat(OfTheHost(machine, host)).ToHashSet();
        return new DefinitionReview
        {
            ForAdministrators = [.. HarmlessSettings.Others(machine.Element, settled.Contains), .. Twice(machine)],
            DisksToChoose = [.. disks.Select(disk => disk.TargetDevice ?? "")],
            NetworksToChoose = [.. cards.Select(each => (each.Index, Ovf.OvfItems.NetworkOf(each.Card)))],
            NameIsTaken = machine.Name is { } name && host.MachineNames.Contains(name),
            UuidIsTaken = machine.Uuid is { } uuid && host.MachineUuids.Contains(uuid),
            MacAddressesTaken = [.. machine.Interfaces.Select(card => card.MacAddress).OfType<string>().Where(mac => host.MacAddresses.Contains(mac, StringComparer.OrdinalIgnoreCase))],
        };
    }

    private static bool IsAnswered(DiskXml disk, DefinitionSurroundings host) => disk.Element.Element("source") is null
        ? disk.Device is "cdrom" or "floppy"
        : disk is { Type: "volume", Source.Pool: { } pool, Source.Volume: { } volume } && host.HasVolume(pool, volume);

    private static bool IsAnswered(InterfaceXml card, DefinitionSurroundings host) =>
        card is { Type: "network", SourceNetwork: { } network } && host.Networks.Contains(network);

    /// <summary>The type of a device, and the parts that belong to its source.</summary>
    private static IEnumerable<XObject> Parts(DeviceXml device, string[] names)
    {
        if (device.Element.Attribute("type") is { } type)
            yield return type;
        foreach (var part in device.Element.Elements().Where(part => part.Name.Namespace == XNamespace.None && names.Contains(part.Name.LocalName)))
            yield return part;
    }

    /// <summary>Sources of which a device has several: which one libvirt takes is not ours to guess.</summary>
    internal static IEnumerable<DefinitionFinding> Twice(DomainXml machine) => machine.Devices.Where(device => device.Element.Elements("source").Skip(1).Any())
        .Select(device => new DefinitionFinding($"domain/devices/{device.Kind}/source", null));

    /// <summary>Programs and firmware that libvirt itself would choose.</summary>
    private static IEnumerable<XObject> OfTheHost(DomainXml machine, DefinitionSurroundings host)
    {
        if (machine.Emulator is { } emulator && host.Emulators.Contains(emulator))
            yield return machine.Element.Element("devices")!.Element("emulator")!;
        if (machine.LoaderPath is { } loader && host.Loaders.Contains(loader) && machine.LoaderReadOnly is true)
            yield return machine.Element.Element("os")!.Element("loader")!;
    }
}

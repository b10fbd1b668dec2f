using System.Xml.Linq;
using WebConsole.Operations;

namespace WebConsole.Appliances.Ovf;

/// <summary>Reads OVF descriptors, versions 1 and 2, as VMware, VirtualBox and others write them.</summary>
/// <seealso href="https://www.dmtf.org/standards/ovf"/>
internal static class OvfReader
{
    public const string AnotherFile = "Export the machine again, or choose another file.";

    private const string Envelope = "http://schemas.dmtf.org/ovf/envelope/";

    /// <summary>oVirt's numbers of a machine's firmware.</summary>
    private const string OVirtUefi = "3", OVirtSecureBoot = "4";

    /// <exception cref="OperationFailedException">It is no descriptor of one machine, or is broken.</exception>
    public static Appliance Read(string xml)
    {
        var envelope = ApplianceText.Parse(xml);
        if (envelope.Name.LocalName != "Envelope" || !envelope.Name.NamespaceName.StartsWith(Envelope, StringComparison.Ordinal))
            throw new OperationFailedException("The file is no OVF descriptor of version 1 or 2.", AnotherFile);
        var system = OneSystem(envelope);
        var (known, remarks) = (new OvfDisks(envelope), new List<string>());
        var sections = system.All("VirtualHardwareSection").ToList();
        if (sections.Count == 0)
            throw new OperationFailedException("The descriptor describes no hardware.", AnotherFile);
        if (sections.Count > 1)
            remarks.Add("Of several kinds of hardware the first one is taken.");
        var hardware = new OvfHardware(sections[0], Configuration(envelope, remarks), known, remarks);
        var settings = Settings(sections[0], remarks);
        if (known.Files.FirstOrDefault(file => file.Name.EndsWith(".nvram", StringComparison.OrdinalIgnoreCase)) is { } variables)
            remarks.Add($"The variables of its firmware, {variables.Name}, are not taken over: it starts what its disks offer by themselves.");
        if (system.All("ProductSection").Any(product => product.All("Property").Any()))
            remarks.Add("The properties that the machine asks for at its first start are not given to it.");
        return new Appliance
        {
            Name = system.TextOf("Name") ?? system.Word("id") ?? "",
            Description = system.One("AnnotationSection").TextOf("Annotation"),
            Os = OvfOs.Of(system.One("OperatingSystemSection")),
            Vcpus = hardware.Vcpus,
            CoresPerSocket = hardware.CoresPerSocket,
            MemoryBytes = hardware.MemoryBytes,
            Efi = settings.GetValueOrDefault("firmware") == "efi" || system.TextOf("BiosType") is OVirtUefi or OVirtSecureBoot || VirtualBoxFirmware(system)?.StartsWith("EFI", StringComparison.OrdinalIgnoreCase) is true,
            SecureBoot = settings.GetValueOrDefault("bootOptions.efiSecureBootEnabled") == "true" || system.TextOf("BiosType") is OVirtSecureBoot,
            Files = known.Files,
            Disks = hardware.Disks,
            Drives = hardware.Drives,
            Cards = hardware.Cards,
            Remarks = remarks,
        };
    }

    /// <summary>Several machines are refused: which networks and disks would be whose can't be asked at once.</summary>
    private static XElement OneSystem(XElement envelope) => envelope.Descendants().Where(element => element.Kind() == "VirtualSystem").Take(2).ToList() switch
    {
        [var one] => one,
        [] => throw new OperationFailedException("The descriptor describes no machine.", AnotherFile),
        _ => throw new OperationFailedException("The descriptor describes several machines.", "Export each machine by itself."),
    };

    /// <summary>The variant that is taken: the one that the descriptor calls its default, or the first.</summary>
    private static string? Configuration(XElement envelope, List<string> remarks)
    {
        var all = envelope.One("DeploymentOptionSection")?.All("Configuration").ToList() ?? [];
        if (all.Count == 0)
            return null;
        var taken = all.Find(one => one.Word("default") is "true" or "1") ?? all[0];
        if (all.Count > 1)
            remarks.Add($"Of {all.Count} variants the one named {taken.Word("id")} is taken.");
        return taken.Word("id");
    }

    /// <summary>VMware's settings of the machine.</summary>
    private static Dictionary<string, string> Settings(XElement section, List<string> remarks)
    {
        string[] understood = ["firmware", "bootOptions.efiSecureBootEnabled", "nvram"];
        var all = new Dictionary<string, string>();
        foreach (var setting in section.All("Config").Concat(section.All("ExtraConfig")))
        {
            if (setting.Word("key") is { } key)
                all[key] = setting.Word("value") ?? "";
        }
        if (all.Keys.Except(understood).ToList() is { Count: > 0 } others)
            remarks.Add($"Settings of VMware that are not taken over: {string.Join(", ", others)}.");
        return all;
    }

    private static string? VirtualBoxFirmware(XElement system) => system.One("Machine").One("Hardware").One("Firmware").Word("type");
}

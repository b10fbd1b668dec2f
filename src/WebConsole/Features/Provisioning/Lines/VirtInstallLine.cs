using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hardware;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Lines;

/// <summary>
/// The lines of a shell that make a machine by virt-install. They are written from the definition, so that they say all of it; what
/// virt-install can't make is left to virsh.
/// </summary>
/// <param name="plan">What is made.</param>
/// <param name="uri">libvirt's URI of the host.</param>
internal sealed partial class VirtInstallLine(MachinePlan plan, string uri)
{
    private const string OsInfoNamespace = "http://libosinfo.org/xmlns/libvirt/domain/1.0";
    private const long KibInMib = 1024;

    private static readonly string[] TypeParts = ["type", "type/@arch", "type/@machine"], Texts = ["title", "description"], UsualFeatures = ["acpi", "apic"];

    /// <summary>What is said by options of its own.</summary>
    private static readonly string[] Said = ["name", "uuid", "title", "description", "metadata", "memory", "vcpu", "cpu", "os", "features", "clock", "pm", "devices"];

    private readonly DomainXml _definition = plan.Definition();
    private readonly List<string> _options = [];

    private XElement Domain => _definition.Element;

    /// <summary>virt-install makes volumes only of machines that it starts.</summary>
    private bool MakesVolumes => plan.Starts;

    /// <summary>Of a nearest relative virt-install knows nothing, and for Windows it would add what an emulated CPU does not get from us.</summary>
    private bool NamesOs => plan.Os is { Id: not null, IsNearest: false } && !(plan.Os.Os is { IsWindows: true } && Domain.Element("features")?.Element("hyperv") is null);

    /// <summary>All lines.</summary>
    public string Write()
    {
        WriteHead();
        WriteProcessor();
        WriteDevices();
        WriteRest();
        _options.Add("--import");
        _options.Add("--noautoconsole");
        if (plan.Asked.Autostart == true && plan.Starts)
            _options.Add("--autostart");
        var install = $"virt-install --connect {ShellText.Quote(uri)} \\\n  {string.Join(" \\\n  ", _options)}";
        string[] lines = [.. plan.Tree?.ShellCommands(uri) ?? [], VirshCommand.OnHost(uri, Before()), plan.Starts ? install : $"{install} --print-xml \\\n  | virsh -c {ShellText.Quote(uri)} define /dev/stdin", VirshCommand.OnHost(uri, After())];
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    private IEnumerable<string> Before() =>
        [.. plan.Disks.Where(disk => !MakesVolumes || disk.VirtInstallParts.Count == 0).SelectMany(disk => disk.VirshCommands(uri)), .. plan.Seed?.VirshCommands() ?? []];

    /// <summary>virt-install writes of the metadata only the operating system, and that only where it knows it.</summary>
    private IEnumerable<string> After() =>
    [
        .. (_definition.Metadata?.Elements() ?? []).Where(element => element.Name.Namespace != OsInfoNamespace || !NamesOs)
            .Select(element => $"metadata {plan.Uuid:D} {VirshCommand.Option("uri", element.Name.NamespaceName)} --key {element.Name.LocalName} {VirshCommand.Option("set", Bare(element).ToString(SaveOptions.DisableFormatting))} --config{(plan.Starts ? " --live" : "")}"),
        .. plan.Asked.Autostart == true && !plan.Starts ? new[] { $"autostart {plan.Uuid:D}" } : [],
    ];

    private void WriteHead()
    {
        Add("name", plan.Name);
        var about = new VirtInstallOption("metadata").Add("uuid", $"{plan.Uuid:D}");
        foreach (var word in Texts)
        {
            if (Domain.Element(word) is { } text)
                about.Add(word, text.Value);
        }
        Add(about);
        Add("osinfo", NamesOs ? $"id={plan.Os.Id}" : "require=off");
        Add("virt-type", _definition.DomainType ?? "kvm");
        if (Domain.Element("os") is not { } start)
            return;
        if (start.Element("type") is { } type)
        {
            _options.Add(type.Value switch { "exe" => "--container", GuestKind.WholeMachine => "--hvm", _ => "--paravirt" });
            // It knows only the older of Xen's two kinds without firmware.
            if (type.Value is "xenpvh")
                AddPath("os/type", type.Value);
            if (type.Attribute("arch") is { } arch)
                Add("arch", arch.Value);
            if (type.Attribute("machine") is { } machine)
                Add("machine", machine.Value);
        }
        Add(new VirtInstallOption("boot").AddAll(start, VirtInstallWords.Boot, TypeParts));
    }

    private void WriteProcessor()
    {
        if (Domain.Element("memory") is { } memory)
            WriteMemory(memory);
        foreach (var (element, option, words) in new[]
        {
            ("vcpu", "vcpus", VirtInstallWords.Vcpus), ("cpu", "cpu", VirtInstallWords.Cpu), ("features", "features", VirtInstallWords.Features),
            ("clock", "clock", VirtInstallWords.Clock), ("pm", "pm", VirtInstallWords.Suspend),
        })
        {
            if (Domain.Element(element) is { } found)
                Add(new VirtInstallOption(option).AddAll(found, words));
        }
        // virt-install switches both on where nothing is said of them.
        if (_definition.Arch is "x86_64" or "i686" && UsualFeatures.Where(feature => Domain.Element("features")?.Element(feature) is null).ToArray() is { Length: > 0 } off)
            Add(off.Aggregate(new VirtInstallOption("features"), (option, feature) => option.Add(feature, "off")));
    }

    /// <summary>virt-install takes whole MiB.</summary>
    private void WriteMemory(XElement memory)
    {
        var kib = _definition.MemoryBytes / KibInMib ?? 0;
        Add("memory", string.Create(CultureInfo.InvariantCulture, $"{kib / KibInMib}"));
        if (kib % KibInMib != 0)
            AddPath("memory", memory.Value);
    }

    /// <summary>What virt-install has no option for is put into its definition by the path.</summary>
    private void WriteRest()
    {
        foreach (var (element, name) in XmlLeaves.Numbered(Domain.Elements()).Where(child => !Said.Contains(child.Element.Name.LocalName)))
            AddPaths(element, name);
        foreach (var (device, name) in XmlLeaves.Numbered(Domain.Element("devices")?.Elements() ?? []).Where(child => !VirtInstallWords.Devices.ContainsKey(child.Element.Name.LocalName)))
            AddPaths(device, $"devices/{name}");
    }

    private void AddPaths(XElement element, string path)
    {
        foreach (var (leaf, value) in XmlLeaves.Of(element, $"{path}/"))
            AddPath(leaf, VirtInstallOption.Shown(leaf, value));
    }

    private void AddPath(string path, string? value) =>
        Add(value is null ? new VirtInstallOption("xml").Add("xpath.create", $"./{path}") : new VirtInstallOption("xml").Add("xpath.set", $"./{path}").Add("xpath.value", value));

    private void Add(string option, string value) => _options.Add(VirtInstallOption.Line(option, value));

    private void Add(VirtInstallOption option)
    {
        if (!option.IsEmpty)
            _options.Add($"{option}");
    }

    private static string PathOf(DiskPlan disk) => VolumeSource.PathOf(disk.Pool, disk.Name);

    /// <summary>libvirt puts the outermost element into its namespace itself.</summary>
    private static XElement Bare(XElement element) => new(element.Name.LocalName, element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration), element.Nodes());
}

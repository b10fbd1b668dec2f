using System.Xml.Linq;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>The documents under <c>Fixtures</c>, each with the expected output of its view.</summary>
internal static class Fixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Xml", "Fixtures");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.xml").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    /// <summary>The documents whose values are all in libvirt's own form.</summary>
    public static TheoryData<string> Regular => [.. Names.Select(row => row.Data).Where(name => name != "domain-hostile")];

    public static string Text(string name) => File.ReadAllText(PathOf(name + ".xml"));

    public static string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Creates the view for the name of the root element.</summary>
    public static XmlView Open(string name)
    {
        var root = SafeXml.Parse(Text(name)).Root!;
        return root.Name.LocalName switch
        {
            "domain" => new DomainXml(root),
            "network" => new NetworkXml(root),
            "pool" => new StoragePoolXml(root),
            "volume" => new StorageVolumeXml(root),
            "device" => new NodeDeviceXml(root),
            "capabilities" => new CapabilitiesXml(root),
            "domainCapabilities" => new DomainCapabilitiesXml(root),
            "secret" => new SecretXml(root),
            "filter" => new NetworkFilterXml(root),
            "filterbinding" => NetworkFilterBindingXml.TryParse(Text(name), out var binding) ? binding : throw new InvalidOperationException("It is no binding."),
            "interface" => new HostInterfaceXml(root),
            "storagepoolCapabilities" => new StoragePoolCapabilitiesXml(root),
            var other => throw new InvalidOperationException($"No view goes with <{other}>."),
        };
    }

    public static string Document(XmlView view) => SafeXml.Format(view.Element.Document!);

    public static DomainXml Domain(string name) => (DomainXml)Open(name);

    public static XElement Element(string xml) => SafeXml.Parse(xml).Root!;
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What the firmware tells the guest of its machine.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#smbios-system-information"/>
public sealed class SystemInfoXml(XElement element) : XmlView(element)
{
    /// <summary>How it is told: <c>smbios</c>, or <c>fwcfg</c> (only <see cref="Entries"/>).</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The firmware: <c>vendor</c>, <c>version</c>, <c>date</c>, <c>release</c>.</summary>
    public XmlList<SystemInfoEntryXml> Bios => Views("bios/entry", e => new SystemInfoEntryXml(e));

    /// <summary>The machine: <c>manufacturer</c>, <c>product</c>, <c>version</c>, <c>serial</c>, <c>uuid</c>, <c>sku</c>, <c>family</c>.</summary>
    public XmlList<SystemInfoEntryXml> System => Views("system/entry", e => new SystemInfoEntryXml(e));

    /// <summary>The boards.</summary>
    public XmlList<SystemInfoBoardXml> BaseBoards => Views("baseBoard", e => new SystemInfoBoardXml(e));

    /// <summary>The case: <c>manufacturer</c>, <c>version</c>, <c>serial</c>, <c>asset</c>, <c>sku</c>.</summary>
    public XmlList<SystemInfoEntryXml> Chassis => Views("chassis/entry", e => new SystemInfoEntryXml(e));

    /// <summary>Free texts, which a guest can read.</summary>
    public XmlTexts OemStrings => Texts("oemStrings/entry");

    /// <summary>Named blobs, of type <c>fwcfg</c>, such as <c>opt/org.example/config</c>.</summary>
    public XmlList<SystemInfoEntryXml> Entries => Views("entry", e => new SystemInfoEntryXml(e));
}

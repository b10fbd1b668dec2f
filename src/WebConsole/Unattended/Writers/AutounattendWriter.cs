using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace WebConsole.Unattended.Writers;

/// <summary>Writes the answers for Windows Setup.</summary>
/// <seealso href="https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/"/>
internal static class AutounattendWriter
{
    private static readonly XNamespace Unattend = "urn:schemas-microsoft-com:unattend", Wcm = "http://schemas.microsoft.com/WMIConfig/2002/State";

    private static readonly string[] Languages = ["SystemLocale", "UILanguage", "UserLocale"];

    public static string Write(UnattendedSettings settings, InstalledMachine machine)
    {
        var language = settings.Locale is { Length: > 0 } locale ? locale.Split('.')[0].Replace('_', '-') : "en-US";
        var document = new XElement(Unattend + "unattend", new XAttribute(XNamespace.Xmlns + "wcm", Wcm),
            Pass("windowsPE",
                Component("Microsoft-Windows-International-Core-WinPE", machine, [Element("SetupUILanguage", Element("UILanguage", language)), .. International(settings, language)]),
                Component("Microsoft-Windows-Setup", machine, Disk(machine), Image(settings, machine), Licence(settings))),
            Pass("specialize", Component("Microsoft-Windows-Shell-Setup", machine, [Element("ComputerName", settings.Hostname!), .. TimeZone(settings)])),
            Pass("oobeSystem",
                Component("Microsoft-Windows-International-Core", machine, [.. International(settings, language)]),
                Component("Microsoft-Windows-Shell-Setup", machine, FirstStart(), Accounts(settings))));
        return new XDeclaration("1.0", "utf-8", null) + "\n" + document;
    }

    /// <summary>In the order of the schema. A keyboard is named by a language whose usual one it is.</summary>
    private static IEnumerable<XElement> International(UnattendedSettings settings, string language) =>
        Languages.Select(name => Element(name, language)).Prepend(Element("InputLocale", settings.Keyboard is { Length: > 0 } layout ? WindowsKeyboards.Of(layout)! : language));

    private static XElement Disk(InstalledMachine machine)
    {
        XElement[] made = machine.HasUefi ? [Partition(1, "EFI", 300), Partition(2, "MSR", 16), Partition(3, "Primary", null)] : [Partition(1, "Primary", 500), Partition(2, "Primary", null)];
        XElement[] used = machine.HasUefi ? [Format(1, 1, "FAT32"), Format(2, 2, null), Format(3, 3, "NTFS")] : [Format(1, 1, "NTFS", active: true), Format(2, 2, "NTFS")];
        return Element("DiskConfiguration", Element("Disk", Add, Element("DiskID", "0"), Element("WillWipeDisk", "true"), Element("CreatePartitions", [.. made]), Element("ModifyPartitions", [.. used])));
    }

    private static XElement Partition(int order, string type, int? megabytes) =>
        Element("CreatePartition", Add, Element("Order", Text(order)), Element("Type", type), megabytes is { } size ? Element("Size", Text(size)) : Element("Extend", "true"));

    private static XElement Format(int order, int partition, string? format, bool active = false) =>
        Element("ModifyPartition", [Add, Element("Order", Text(order)), Element("PartitionID", Text(partition)), .. format is null ? [] : new[] { Element("Format", format) }, .. active ? new[] { Element("Active", "true") } : []]);

    private static XElement Image(UnattendedSettings settings, InstalledMachine machine)
    {
        var (key, value) = settings.Edition is { Length: > 0 } edition ? ("/IMAGE/NAME", edition) : ("/IMAGE/INDEX", "1");
        return Element("ImageInstall", Element("OSImage",
            Element("InstallFrom", Element("MetaData", Add, Element("Key", key), Element("Value", value))),
            Element("InstallTo", Element("DiskID", "0"), Element("PartitionID", machine.HasUefi ? "3" : "2"))));
    }

    private static XElement Licence(UnattendedSettings settings) => Element("UserData", [Element("AcceptEula", "true"), Element("FullName", settings.User!), Element("Organization", ""), .. ProductKey(settings)]);

    private static XElement[] ProductKey(UnattendedSettings settings) =>
        settings.ProductKey is { Length: > 0 } key ? [Element("ProductKey", Element("Key", key.ToUpperInvariant()), Element("WillShowUI", "OnError"))] : [];

    private static XElement[] TimeZone(UnattendedSettings settings) =>
        settings.Timezone is { Length: > 0 } zone && TimeZoneInfo.TryConvertIanaIdToWindowsId(zone, out var windows) ? [Element("TimeZone", windows)] : [];

    private static XElement FirstStart() => Element("OOBE", Element("HideEULAPage", "true"), Element("HideOnlineAccountScreens", "true"), Element("HideWirelessSetupInOOBE", "true"), Element("ProtectYourPC", "3"));

    private static XElement Accounts(UnattendedSettings settings) => Element("UserAccounts", Element("LocalAccounts", Element("LocalAccount", Add,
        Element("Name", settings.User!), Element("Group", "Administrators"), Element("Password", Element("Value", Concealed(settings.Password!)), Element("PlainText", "false")))));

    /// <summary>As Windows' own tools write it: no hash is taken.</summary>
    private static string Concealed(string password) => Convert.ToBase64String(Encoding.Unicode.GetBytes(password + "Password"));

    private static XAttribute Add => new(Wcm + "action", "add");

    private static XElement Pass(string name, params object[] components) => Element("settings", [new XAttribute("pass", name), .. components]);

    private static XElement Component(string name, InstalledMachine machine, params object[] content) => Element("component",
    [
        new XAttribute("name", name), new XAttribute("processorArchitecture", machine.Architecture is "aarch64" ? "arm64" : "amd64"),
        new XAttribute("publicKeyToken", "31bf3856ad364e35"), new XAttribute("language", "neutral"), new XAttribute("versionScope", "nonSxS"), .. content,
    ]);

    private static XElement Element(string name, params object[] content) => new(Unattend + name, content);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

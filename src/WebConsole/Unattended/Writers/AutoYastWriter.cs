using System.Xml.Linq;

namespace WebConsole.Unattended.Writers;

/// <summary>Writes the answers for the installer of SUSE and openSUSE.</summary>
/// <seealso href="https://doc.opensuse.org/projects/autoyast/"/>
internal static class AutoYastWriter
{
    private static readonly XNamespace Yast = "http://www.suse.com/1.0/yast2ns", Config = "http://www.suse.com/1.0/configns";

    public static string Write(UnattendedSettings settings, string? hash, InstalledMachine machine)
    {
        var profile = new XElement(Yast + "profile", new XAttribute(XNamespace.Xmlns + "config", Config),
            Element("general", Element("mode", Switch("confirm", false))),
            Element("language", Text("language", settings.Locale is { Length: > 0 } locale ? locale.Split('.')[0] : "en_US")),
            Keyboard(settings),
            Element("timezone", Text("hwclock", "UTC"), Text("timezone", settings.Timezone is { Length: > 0 } zone ? zone : "Etc/UTC")),
            Network(settings.Hostname!.Split('.', 2)),
            List("partitioning", Element("drive", Text("device", $"/dev/{machine.Disk}"), Switch("initialize", true), Text("use", "all"))),
            Element("software", List("patterns", Text("pattern", "base")), List("packages", Text("package", "openssh"), Text("package", "sudo"), Text("package", "qemu-guest-agent"))),
            Element("services-manager", Element("services", List("enable", Text("service", "sshd")))),
            List("users", User("root", "!", []), User(settings.User!, hash ?? "!", settings.PlainKeys)),
            List("files", Administrator(settings.User!, hash)));
        return new XDeclaration("1.0", "utf-8", null) + "\n<!DOCTYPE profile>\n" + profile;
    }

    private static XElement? Keyboard(UnattendedSettings settings) => settings.Keyboard is not { Length: > 0 } layout ? null
        : Element("keyboard", Text("keymap", layout switch { "us" => "english-us", "gb" => "english-uk", "de" => "german", "fr" => "french", "es" => "spanish", "it" => "italian", _ => layout }));

    private static XElement Network(string[] name) => Element("networking",
        Element("dns", [Text("hostname", name[0]), .. name is [_, var domain] ? new[] { Text("domain", domain) } : []]),
        Switch("keep_install_network", true));

    private static XElement User(string name, string hash, IReadOnlyCollection<string> keys) => Element("user",
        [Text("username", name), Switch("encrypted", true), Text("user_password", hash), .. keys.Count > 0 ? new[] { List("authorized_keys", [.. keys.Select(key => Text("listentry", key))]) } : []]);

    /// <summary>SUSE's sudo asks for the password of root, who has none.</summary>
    private static XElement Administrator(string user, string? hash) =>
        Element("file", Text("file_path", SudoRule.File), Text("file_contents", $"Defaults:{user} !targetpw\n{SudoRule.For(user, hash)}\n"), Text("file_permissions", SudoRule.Mode));

    private static XElement Element(string name, params XElement?[] content) => new(Yast + name, content);

    private static XElement Text(string name, string text) => new(Yast + name, text);

    private static XElement Switch(string name, bool on) => new(Yast + name, new XAttribute(Config + "type", "boolean"), on ? "true" : "false");

    private static XElement List(string name, params XElement[] content) => new(Yast + name, new XAttribute(Config + "type", "list"), content);
}

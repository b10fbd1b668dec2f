using WebConsole.CloudInit.Yaml;
using YamlDotNet.RepresentationModel;

namespace WebConsole.Unattended.Writers;

/// <summary>Writes the answers for Ubuntu's installer.</summary>
/// <seealso href="https://canonical-subiquity.readthedocs-hosted.com/en/latest/reference/autoinstall-reference.html"/>
internal static class AutoinstallWriter
{
    public static string Write(UnattendedSettings settings, string? hash, InstalledMachine machine)
    {
        var answers = new YamlMappingNode();
        answers.Put("version", YamlText.Plain(1));
        answers.Put("locale", settings.Locale is { Length: > 0 } locale ? locale : "en_US.UTF-8");
        answers.Put("keyboard", Node(("layout", settings.Keyboard is { Length: > 0 } keyboard ? keyboard : "us")));
        answers.Put("timezone", settings.Timezone is { Length: > 0 } zone ? zone : "Etc/UTC");
        answers.Put("identity", Node(("hostname", settings.Hostname), ("username", settings.User), ("password", hash)));
        answers.Put("ssh", Access(settings));
        answers.Put("storage", StorageNode(machine));
        answers.Put("packages", (IReadOnlyList<string>)["qemu-guest-agent"]);
        answers.Put("shutdown", "reboot");
        var node = new YamlMappingNode();
        node.Put("autoinstall", answers);
        return "#cloud-config\n" + YamlText.Of(node);
    }

    private static YamlMappingNode Access(UnattendedSettings settings)
    {
        var node = new YamlMappingNode();
        node.Put("install-server", YamlText.Plain(true));
        node.Put("allow-pw", YamlText.Plain(settings.PlainKeys.IsEmpty));
        node.Put("authorized-keys", (IReadOnlyList<string>)settings.PlainKeys);
        return node;
    }

    /// <summary>Without a match the installer takes the largest disk. Which letters stand around the number, depends on the bus.</summary>
    private static YamlMappingNode StorageNode(InstalledMachine machine)
    {
        var layout = Node(("name", "direct"));
        layout.Put("match", Node(("serial", $"*{machine.Serial}*")));
        var node = new YamlMappingNode();
        node.Put("layout", layout);
        return node;
    }

    private static YamlMappingNode Node(params (string Key, string? Text)[] entries)
    {
        var node = new YamlMappingNode();
        foreach (var (key, text) in entries)
            node.Put(key, text);
        return node;
    }
}

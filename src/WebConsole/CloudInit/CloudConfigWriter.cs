using WebConsole.CloudInit.Rules;
using WebConsole.CloudInit.Yaml;
using YamlDotNet.RepresentationModel;

namespace WebConsole.CloudInit;

/// <summary>Writes user-data of the kind cloud-config.</summary>
/// <seealso href="https://cloudinit.readthedocs.io/en/latest/reference/modules.html"/>
internal static class CloudConfigWriter
{
    private const string Root = "root";

    /// <param name="settings">The settings.</param>
    /// <param name="hashes">The hash of each user's password; <c>null</c> for one without.</param>
    /// <param name="key">A public key as it is to be written.</param>
    public static string Write(CloudInitSettings settings, IReadOnlyList<string?> hashes, Func<string, string> key)
    {
        var users = settings.AllUsers;
        var node = new YamlMappingNode();
        node.Put("hostname", settings.Hostname);
        node.Put("timezone", settings.Timezone);
        node.Put("locale", settings.Locale);
        if (users.Length > 0)
            node.Put("users", new YamlSequenceNode(users.Select((user, at) => UserOf(user, hashes[at], key, HasGroup(user.Name, users)))));
        // Else cloud-init puts a command before root's keys that only says who may sign in.
        if (users.Any(user => user.Name is Root))
            node.Put("disable_root", YamlText.Plain(false));
        if (settings.SshPasswords is { } passwords)
            node.Put("ssh_pwauth", YamlText.Plain(passwords));
        if (settings.Packages is { Count: > 0 })
            node.Put("package_update", YamlText.Plain(true));
        node.Put("packages", settings.Packages);
        node.Put("runcmd", settings.Runcmd);
        return "#cloud-config\n" + YamlText.Of(node);
    }

    /// <summary>Whether a group of the user's name may be there already; then useradd makes neither the group nor the user.</summary>
    private static bool HasGroup(string? name, IEnumerable<CloudInitUser> users) =>
        name is { Length: > 0 } and not Root && (SystemNames.Groups.Contains(name) || users.Any(user => user.Groups?.Contains(name) == true));

    private static YamlMappingNode UserOf(CloudInitUser user, string? hash, Func<string, string> key, bool hasGroup)
    {
        var node = new YamlMappingNode();
        node.Put("name", user.Name);
        node.Put("gecos", user.FullName);
        // Unlike passwd, it also changes a user whom the image has, such as root.
        node.Put("hashed_passwd", hash);
        node.Put("lock_passwd", YamlText.Plain(hash is null));
        if (user is { Sudo: true, Name: not Root })
            node.Put("sudo", hash is null ? "ALL=(ALL) NOPASSWD:ALL" : "ALL=(ALL) ALL");
        node.Put("shell", user.Shell);
        if (hasGroup)
            node.Put("primary_group", user.Name);
        // cloud-init makes a missing primary group only where it is among the others.
        node.Put("groups", hasGroup ? [.. (user.Groups ?? []).Append(user.Name!).Distinct()] : user.Groups);
        node.Put("ssh_authorized_keys", (IReadOnlyList<string>?)user.SshKeys?.OfType<string>().Select(key).ToList());
        return node;
    }
}

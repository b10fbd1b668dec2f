using System.Text;

namespace WebConsole.Unattended.Writers;

/// <summary>
/// Writes the answers for Debian's installer, and for Ubuntu's of before 2020. An answer goes to the end of its line, so each value
/// was checked to hold no line break; <see cref="Word"/> keeps that.
/// </summary>
/// <seealso href="https://www.debian.org/releases/stable/amd64/apb.en.html"/>
internal static class PreseedWriter
{
    private const string MarksOfWords = "._-+/=@$:,%~[]", NoPassword = "!";

    public static string Write(UnattendedSettings settings, string? hash, InstalledMachine machine)
    {
        var (text, disk, user) = (new StringBuilder(), $"/dev/{machine.Disk}", Word(settings.User!));
        Answer("debian-installer/locale", "string", Word(settings.Locale is { Length: > 0 } locale ? locale : "en_US.UTF-8"));
        Answer("keyboard-configuration/xkb-keymap", "select", Word(settings.Keyboard is { Length: > 0 } keyboard ? keyboard : "us"));
        Answer("netcfg/choose_interface", "select", "auto");
        var name = Word(settings.Hostname!).Split('.', 2);
        Answer("netcfg/hostname", "string", name[0]);
        Answer("netcfg/get_hostname", "string", name[0]);
        Answer("netcfg/get_domain", "string", name is [_, var domain] ? domain : "");
        Mirror(machine.Tree, Answer);
        Answer("passwd/root-login", "boolean", "false");
        Answer("passwd/user-fullname", "string", user);
        Answer("passwd/username", "string", user);
        Answer("passwd/user-password-crypted", "password", hash is null ? NoPassword : Word(hash));
        Answer("clock-setup/utc", "boolean", "true");
        Answer("time/zone", "string", Word(settings.Timezone is { Length: > 0 } zone ? zone : "Etc/UTC"));
        Answer("partman-auto/disk", "string", disk);
        Answer("partman-auto/method", "string", "regular");
        Answer("partman-auto/choose_recipe", "select", "atomic");
        Answer("partman-partitioning/confirm_write_new_label", "boolean", "true");
        Answer("partman/choose_partition", "select", "finish");
        Answer("partman/confirm", "boolean", "true");
        Answer("partman/confirm_nooverwrite", "boolean", "true");
        Answer("grub-installer/only_debian", "boolean", "true");
        Answer("grub-installer/bootdev", "string", disk);
        Line("tasksel", "tasksel/first", "multiselect", "standard, ssh-server");
        Line("popularity-contest", "popularity-contest/participate", "boolean", "false");
        Answer("pkgsel/include", "string", "qemu-guest-agent sudo");
        Answer("finish-install/reboot_in_progress", "note", "");
        string[] late =
        [
            .. settings.PlainKeys is { IsEmpty: false } keys ? Keys(user, keys.Select(key => string.Join(' ', key.Split(' ').Select(Word)))) : [],
            // With a password the group sudo suffices.
            .. hash is null ? new[] { $"echo '{SudoRule.For(user, hash)}' > /target{SudoRule.File}", $"chmod {SudoRule.Mode} /target{SudoRule.File}" } : [],
        ];
        if (late.Length > 0)
            Answer("preseed/late_command", "string", string.Join("; ", late));
        return text.ToString();

        void Answer(string question, string type, string value) => Line("d-i", question, type, value);
        void Line(params string[] words) => text.Append(string.Join(' ', words).TrimEnd()).Append('\n');
    }

    /// <summary>The packages come from where the installer came from.</summary>
    private static void Mirror(Uri? tree, Action<string, string, string> answer)
    {
        answer("mirror/country", "string", "manual");
        if (tree?.AbsolutePath.Split("/dists/") is not [var directory, var rest])
            return;
        var protocol = Word(tree.Scheme);
        answer("mirror/protocol", "string", protocol);
        answer($"mirror/{protocol}/hostname", "string", Word(tree.Authority));
        answer($"mirror/{protocol}/directory", "string", directory.Length == 0 ? "/" : Word(directory));
        answer($"mirror/{protocol}/proxy", "string", "");
        answer("mirror/suite", "string", Word(rest.Split('/')[0]));
    }

    private static string[] Keys(string user, IEnumerable<string> keys) =>
    [
        $"in-target install -d -m 700 -o {user} -g {user} /home/{user}/.ssh",
        .. keys.Select(key => $"echo '{key}' >> /target/home/{user}/.ssh/authorized_keys"),
        $"in-target chown {user}:{user} /home/{user}/.ssh/authorized_keys",
    ];

    /// <exception cref="ArgumentException">It could end its line, or be read as more than one word.</exception>
    private static string Word(string value) => value.Length > 0 && value.All(letter => char.IsAsciiLetterOrDigit(letter) || MarksOfWords.Contains(letter, StringComparison.Ordinal)) ? value
        : throw new ArgumentException("A value for a preseed that the rules should have refused.", nameof(value));
}

using System.Text;

namespace WebConsole.Unattended.Writers;

/// <summary>Writes the answers for Anaconda. Each value was checked to hold only letters that need no quoting; <see cref="Word"/> keeps that.</summary>
/// <seealso href="https://pykickstart.readthedocs.io/en/latest/kickstart-docs.html"/>
internal static class KickstartWriter
{
    private const string MarksOfWords = "._-+/=@$:,";

    public static string Write(UnattendedSettings settings, string? hash, InstalledMachine machine)
    {
        var text = new StringBuilder();
        Line("text");
        Line("lang", Word(settings.Locale is { Length: > 0 } locale ? locale : "en_US.UTF-8"));
        Line("keyboard", Word(settings.Keyboard is { Length: > 0 } keyboard ? keyboard : "us"));
        Line("timezone", Word(settings.Timezone is { Length: > 0 } zone ? zone : "UTC"), "--utc");
        Line("network", "--bootproto=dhcp", "--activate", $"--hostname={Word(settings.Hostname!)}");
        Line("rootpw", "--lock");
        Line("user", $"--name={Word(settings.User!)}", "--groups=wheel", hash is null ? "--lock" : $"--iscrypted --password={Word(hash)}");
        foreach (var key in settings.PlainKeys)
            Line("sshkey", $"--username={Word(settings.User!)}", $"\"{string.Join(' ', key.Split(' ').Select(Word))}\"");
        // Anaconda ends where no disk has that number. Which letters stand around it, depends on the bus.
        Line("ignoredisk", $"--only-use=disk/by-id/*{Word(machine.Serial)}*");
        Line("zerombr");
        Line("clearpart", "--all", "--initlabel");
        Line("autopart");
        Line("firstboot", "--disable");
        Line("reboot");
        Line("%packages");
        Line("@core");
        Line("qemu-guest-agent");
        Line("%end");
        // With a password the group wheel suffices.
        if (hash is null)
            Run($"echo '{SudoRule.For(Word(settings.User!), hash)}' > {SudoRule.File}", $"chmod {SudoRule.Mode} {SudoRule.File}");
        return text.ToString();

        void Run(params string[] commands)
        {
            Line("%post");
            foreach (var command in commands)
                Line(command);
            Line("%end");
        }

        void Line(params string[] words) => text.AppendJoin(' ', words).Append('\n');
    }

    /// <exception cref="ArgumentException">It would need quoting.</exception>
    private static string Word(string value) => value.Length > 0 && value.All(letter => char.IsAsciiLetterOrDigit(letter) || MarksOfWords.Contains(letter, StringComparison.Ordinal)) ? value
        : throw new ArgumentException("A value for a kickstart that the rules should have refused.", nameof(value));
}

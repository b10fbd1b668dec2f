using System.Text.RegularExpressions;
using WebConsole.Hypervisor;
using WebConsole.Text;

namespace WebConsole.Operations;

/// <summary>Writes <c>virsh</c> commands that a shell reads back exactly; <c>docs/adr/0020-virsh-line.md</c> says how and why.</summary>
public static partial class VirshCommand
{
    /// <summary>The definition of a machine with twenty disks, and the volumes of these.</summary>
    private const int LongestKept = 32_000;

    private const int LongestShown = 200;

    /// <summary>A command on one machine.</summary>
    /// <param name="uri">libvirt's URI of its host.</param>
    /// <param name="command">virsh's command and options: constants that need no quoting.</param>
    /// <param name="machine">Which one.</param>
    /// <param name="name">The machine's name, which is used if it is unambiguous.</param>
    public static string ForMachine(string uri, string command, MachineId machine, string name) => For(uri, command, machine.Uuid, name);

    /// <summary>A command on anything else that has a name and a UUID.</summary>
    public static string For(string uri, string command, Guid uuid, string name) =>
        $"virsh -c {ShellText.Quote(uri)} {command} {(IsUnmistakable(name) ? name : uuid.ToString("D"))}";

    /// <summary>Commands on the host itself, one per line; their words are already quoted.</summary>
    public static string OnHost(string uri, params IEnumerable<string> commands) =>
        string.Join('\n', commands.Select(command => $"virsh -c {ShellText.Quote(uri)} {command}"));

    /// <summary>An option with its value, which virsh takes for a value even where it begins with a hyphen.</summary>
    public static string Option(string name, string value) => $"--{name}={ShellText.Quote(value)}";

    /// <summary>The command that makes an empty volume of plain bytes, which an upload fills.</summary>
    public static string MakeRaw(Guid pool, string name) => $"vol-create-as {pool:D} {Option("name", name)} 0 --format raw";

    /// <summary>What was not entered yet, in the preview of a form: a word that nobody takes for a value.</summary>
    public static string OrMissing(string? value, string word) => string.IsNullOrEmpty(value) ? word : value;

    /// <summary>The lines as a task keeps them: those that are too long become a comment, because half a command must not run.</summary>
    public static string Kept(string lines) => lines.Length <= LongestKept ? lines
        : $"# Too long to be kept: {CutText.To(lines.ReplaceLineEndings(" "), LongestShown)}";

    /// <summary>
    /// Whether the shell, the terminal, virsh and the reader all read it as a name: virsh first tries a number as an ID
    /// and 36 characters as a UUID, and takes a leading hyphen for an option.
    /// </summary>
    private static bool IsUnmistakable(string name) => PlainName().IsMatch(name) && !Guid.TryParse(name, out _);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.+-]{0,99}\z")]
    private static partial Regex PlainName();
}

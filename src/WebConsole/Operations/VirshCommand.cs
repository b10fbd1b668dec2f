using System.Text.RegularExpressions;
using WebConsole.Hypervisor;
using WebConsole.Text;

namespace WebConsole.Operations;

/// <summary>Writes <c>virsh</c> commands that a shell reads back exactly; <c>docs/adr/0020-virsh-line.md</c> says how and why.</summary>
public static partial class VirshCommand
{
    /// <summary>A command on one machine.</summary>
    /// <param name="uri">libvirt's URI of its host.</param>
    /// <param name="command">virsh's command and options, which are ours and plain.</param>
    /// <param name="machine">Which one.</param>
    /// <param name="name">The machine's name, used where nobody can misread it.</param>
    public static string ForMachine(string uri, string command, MachineId machine, string name) => For(uri, command, machine.Uuid, name);

    /// <summary>A command on anything else that has a name and a UUID.</summary>
    public static string For(string uri, string command, Guid uuid, string name) =>
        $"virsh -c {ShellText.Quote(uri)} {command} {(IsUnmistakable(name) ? name : uuid.ToString("D"))}";

    /// <summary>Commands on the host itself, one a line; all of their words are ours and plain.</summary>
    public static string OnHost(string uri, params IEnumerable<string> commands) =>
        string.Join('\n', commands.Select(command => $"virsh -c {ShellText.Quote(uri)} {command}"));

    /// <summary>
    /// Whether shell, terminal, virsh and reader all take it for the name that it is: virsh tries a number as an id and 36
    /// characters as a UUID first, and takes a leading hyphen for an option.
    /// </summary>
    private static bool IsUnmistakable(string name) => PlainName().IsMatch(name) && !Guid.TryParse(name, out _);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.+-]{0,99}\z")]
    private static partial Regex PlainName();
}

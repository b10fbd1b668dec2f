using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using WebConsole.Components.Shared.Forms;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Lines;

/// <summary>An option of virt-install with its parts: <c>--disk path=/srv/web.qcow2,target.bus=virtio</c>.</summary>
/// <param name="name">The option: <c>disk</c>.</param>
internal sealed partial class VirtInstallOption(string name)
{
    private readonly List<string> _parts = [];
    private int _paths;

    public bool IsEmpty => _parts.Count == 0;

    public VirtInstallOption Add(string key, string value)
    {
        _parts.Add($"{key}={Quote(value)}");
        return this;
    }

    /// <summary>Adds all that an element says: by virt-install's own word where it has one, else by the path in the definition.</summary>
    /// <param name="element">The element.</param>
    /// <param name="words">virt-install's words.</param>
    /// <param name="said">What is said already, or goes without saying.</param>
    public VirtInstallOption AddAll(XElement element, VirtInstallWords words, params IEnumerable<string> said)
    {
        foreach (var (path, value) in XmlLeaves.Of(element).Where(leaf => !said.Contains(leaf.Path)))
        {
            if (words.Of(path) is { } word)
                Add(word, Shown(path, value) ?? "on");
            else
                AddPath(path, Shown(path, value));
        }
        return this;
    }

    public override string ToString() => Line(name, string.Join(',', _parts));

    /// <summary>An option whose value is one word of the shell, which is no option even where it begins with a hyphen.</summary>
    public static string Line(string name, string value) => $"--{name}{(value.StartsWith('-') ? '=' : ' ')}{ShellText.Quote(value)}";

    /// <summary>A value without what nobody but its owner may read.</summary>
    public static string? Shown(string path, string? value) => IsSecret().IsMatch(path) ? SecretMask.Dots : value;

    private void AddPath(string path, string? value)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"xpath{_paths++}");
        if (value is null)
        {
            Add($"{key}.create", $"./{path}");
            return;
        }
        Add($"{key}.set", $"./{path}");
        Add($"{key}.value", value);
    }

    /// <summary>virt-install splits an option at its commas, by the quotes of a shell.</summary>
    private static string Quote(string value) => NeedsNoQuotes().IsMatch(value) ? value : $"'{value.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";

    [GeneratedRegex("""\A[^,'"\\]*\z""")]
    private static partial Regex NeedsNoQuotes();

    [GeneratedRegex("(?:passwd|password|passphrase)$", RegexOptions.IgnoreCase)]
    private static partial Regex IsSecret();
}

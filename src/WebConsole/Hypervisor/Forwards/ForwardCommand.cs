using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>
/// WebConsole as a program of root that puts forwards in force: for libvirt's hook, which has the machine's definition on its standard
/// input, and for the helper, which gets a UUID from WebConsole's user and nothing else. It never calls libvirt: libvirt waits for its hooks.
/// </summary>
internal sealed class ForwardCommand(ForwardPlaces places, Func<string, string?>? read = null)
{
    public const string Argument = "--forwards";

    private readonly Firewall _firewall = new(places);
    private readonly Func<string, string?> _read = read ?? ReadFile;

    /// <summary>Runs <c>hook OPERATION</c> or <c>apply</c>.</summary>
    /// <returns>The exit code, 0 also where a hook fails: another would keep the machine from starting.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var command = new ForwardCommand(new ForwardPlaces());
        try
        {
            switch (arguments)
            {
                case ["hook", var operation]:
                    await command.HookAsync(operation, await ReadInputAsync(SafeXml.MaxLength).ConfigureAwait(false)).ConfigureAwait(false);
                    return 0;
                case ["apply"]:
                    Console.WriteLine(Guid.TryParseExact((await ReadInputAsync(36).ConfigureAwait(false)).Trim(), "D", out var machine) ? await command.ApplyAsync(machine).ConfigureAwait(false) ?? "ok" : "Not the UUID of a machine.");
                    return 0;
                default:
                    await Console.Error.WriteLineAsync("webconsole: --forwards hook OPERATION, or --forwards apply").ConfigureAwait(false);
                    return 64;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            Console.WriteLine(error.Message);
            return 0;
        }
    }

    /// <summary>What libvirt says of a machine.</summary>
    /// <param name="operation">libvirt's word for what has happened.</param>
    /// <param name="definition">The definition of the machine; a text that is none changes nothing.</param>
    public async Task HookAsync(string operation, string definition)
    {
        if (!DomainXml.TryParse(definition, out var domain) || domain.Uuid is not { } machine)
            return;
        if (operation is "started" or "reconnect")
            await _firewall.ReplaceAsync(machine, () => ActiveForward.AllOf(domain, FindNetwork)).ConfigureAwait(false);
        else if (operation is "stopped" or "release")
            await _firewall.ReplaceAsync(machine, () => []).ConfigureAwait(false);
    }

    /// <summary>Puts in force what the definition of a running machine says now; of one that is off, nothing.</summary>
    /// <returns>Why not; <c>null</c> once it is so.</returns>
    public Task<string?> ApplyAsync(Guid machine) => _firewall.ReplaceAsync(machine, () => FindRunning(machine) is { } domain ? ActiveForward.AllOf(domain, FindNetwork) : []);

    /// <summary>The machine as libvirt keeps it for its own restart.</summary>
    private DomainXml? FindRunning(Guid machine) => Directory.Exists(Path.Combine(places.Libvirt, "qemu"))
        ? Directory.EnumerateFiles(Path.Combine(places.Libvirt, "qemu"), "*.xml").Select(_read).Where(text => text?.Contains(machine.ToString("D"), StringComparison.Ordinal) is true)
            .Select(text => Inside(text, "domstatus", "domain") is { } element && Runs(element.Parent!) ? new DomainXml(element) : null).FirstOrDefault(domain => domain?.Uuid == machine)
        : null;

    /// <summary>libvirt forgets a machine some time after its process has ended.</summary>
    private static bool Runs(XElement status) => int.TryParse(status.Attribute("pid")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Directory.Exists(FormattableString.Invariant($"/proc/{pid}"));

    private NetworkXml? FindNetwork(string name) => name is "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal) ? null
        : Inside(_read(Path.Combine(places.Libvirt, "network", $"{name}.xml")), "networkstatus", "network") is { } element ? new NetworkXml(element) : null;

    private static XElement? Inside(string? text, string status, string name)
    {
        try
        {
            return text is null ? null : SafeXml.ParseRoot(text, status).Element(name);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the standard input up to a length; what is longer is no definition, and is cut.</summary>
    private static async Task<string> ReadInputAsync(int most)
    {
        var buffer = new char[Math.Min(most, 64 * 1024)];
        var text = new System.Text.StringBuilder();
        while (text.Length < most && await Console.In.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, most - text.Length))).ConfigureAwait(false) is > 0 and var read)
            text.Append(buffer, 0, read);
        return text.ToString();
    }
}

using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>
/// WebConsole as a program of root that puts forwards in force: for libvirt's hook, which has the machine's definition on its standard
/// input, and for the helper, which gets UUIDs from WebConsole's user and nothing else. It never calls libvirt: libvirt waits for its hooks.
/// </summary>
internal sealed class ForwardCommand(ForwardPlaces places, Func<string, string?>? read = null)
{
    public const string Argument = "--forwards", Check = "check", Done = "ok";

    /// <summary>How many machines the helper is told at once.</summary>
    public const int MostMachines = 500;

    private const int UuidLength = 36;

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
                    Console.WriteLine(await command.AnswerAsync(await ReadInputAsync(MostMachines * (UuidLength + 1)).ConfigureAwait(false)).ConfigureAwait(false));
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

    /// <summary>What the helper is asked.</summary>
    /// <param name="asked"><c>check</c>, or UUIDs with spaces in between.</param>
    /// <returns><c>ok</c>, or why not.</returns>
    public async Task<string> AnswerAsync(string asked)
    {
        if (asked.Trim() is Check)
            return await CheckAsync().ConfigureAwait(false) ?? Done;
        Guid?[] machines = [.. asked.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => Guid.TryParseExact(word, "D", out var machine) ? machine : (Guid?)null)];
        return machines.Length is 0 or > MostMachines || machines.Contains(null) ? "Not the UUID of a machine." : await ApplyAsync([.. machines.OfType<Guid>()]).ConfigureAwait(false) ?? Done;
    }

    /// <summary>What libvirt says of a machine.</summary>
    /// <param name="operation">libvirt's word for what has happened.</param>
    /// <param name="definition">The definition of the machine; a text that is none changes nothing.</param>
    public async Task HookAsync(string operation, string definition)
    {
        if (!DomainXml.TryParse(definition, out var domain) || domain.Uuid is not { } machine)
            return;
        if (operation is "started" or "reconnect")
            await _firewall.ReplaceAsync([machine], () => Only(machine, ActiveForward.AllOf(domain, FindNetwork))).ConfigureAwait(false);
        else if (operation is "stopped" or "release")
            await _firewall.ReplaceAsync([machine], () => Only(machine, [])).ConfigureAwait(false);

        static Dictionary<Guid, IReadOnlyList<ActiveForward>> Only(Guid machine, IReadOnlyList<ActiveForward> forwards) => new() { [machine] = forwards };
    }

    /// <summary>Puts in force what the definitions of running machines say now; of those that are off, nothing.</summary>
    /// <returns>Why not; <c>null</c> once it is so.</returns>
    public Task<string?> ApplyAsync(IReadOnlyCollection<Guid> machines) => _firewall.ReplaceAsync(machines, () =>
    {
        var (running, networks) = (FindRunning(machines.ToHashSet()), new Dictionary<string, NetworkXml?>(StringComparer.Ordinal));
        return machines.Distinct().ToDictionary(machine => machine, machine => running.TryGetValue(machine, out var domain) ? ActiveForward.AllOf(domain, Network) : []);

        NetworkXml? Network(string name) => networks.TryGetValue(name, out var known) ? known : networks[name] = FindNetwork(name);
    });

    /// <inheritdoc cref="Firewall.CheckAsync"/>
    public Task<string?> CheckAsync() => _firewall.CheckAsync();

    /// <summary>The machines as libvirt keeps them for its own restart, as far as they have forwards.</summary>
    private Dictionary<Guid, DomainXml> FindRunning(HashSet<Guid> machines)
    {
        var found = new Dictionary<Guid, DomainXml>();
        var directory = Path.Combine(places.Libvirt, "qemu");
        foreach (var text in Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*.xml").Select(_read) : [])
        {
            if (text is not null && ForwardReader.Mentions(text) && Inside(text, "domstatus", "domain") is { } element && Runs(element.Parent!)
                && new DomainXml(element) is { Uuid: { } machine } domain && machines.Contains(machine))
                found.TryAdd(machine, domain);
        }
        return found;
    }

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

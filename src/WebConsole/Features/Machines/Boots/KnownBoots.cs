using System.Text.Json;
using WebConsole.Hosting;

namespace WebConsole.Features.Machines.Boots;

/// <summary>The last boot of each host that WebConsole has seen, by the kernel's id of it, in a file of the state directory: a restart of WebConsole is no boot.</summary>
internal sealed class KnownBoots(string stateDirectory)
{
    private readonly string _path = StateDirectory.Boots(stateDirectory);

    /// <summary>The boot of the host that WebConsole runs on; a test has others.</summary>
    public Func<string> Current { get; init; } = static () => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>By the hosts' names. Empty where there is no file, or none that can be understood: what was not seen before is no new boot.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public IReadOnlyDictionary<string, string> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(_path)) ?? [];
        }
        catch (Exception error) when (error is FileNotFoundException or JsonException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>Replaces the file, whole or not at all.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Write(IReadOnlyDictionary<string, string> boots)
    {
        var unfinished = _path + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(boots));
        File.Move(unfinished, _path, overwrite: true);
    }
}

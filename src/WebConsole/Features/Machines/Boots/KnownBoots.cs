using System.Globalization;
using System.Text.Json;
using WebConsole.Hosting;

namespace WebConsole.Features.Machines.Boots;

/// <summary>The last boot of each host that WebConsole has seen, by the kernel's id of it, in a file of the state directory: a restart of WebConsole is no boot.</summary>
internal sealed partial class KnownBoots(string stateDirectory, ILogger<KnownBoots> log)
{
    private readonly string _path = StateDirectory.Boots(stateDirectory);

    /// <summary>The boot of the host that WebConsole runs on; a test has others.</summary>
    public Func<string> Current { get; init; } = static () => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>How long ago that was.</summary>
    public Func<TimeSpan> Uptime { get; init; } = static () => TimeSpan.FromSeconds(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>By the hosts' names. Empty where there is no file, or none that can be understood: what was not seen before is no new boot.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public IReadOnlyDictionary<string, string> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(_path)) ?? [];
        }
        catch (FileNotFoundException)
        {
            return new Dictionary<string, string>();
        }
        catch (JsonException error)
        {
            Damaged(log, _path, error);
            return new Dictionary<string, string>();
        }
    }

    /// <summary>Replaces the file, whole or not at all, even where the host loses its power.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Write(IReadOnlyDictionary<string, string> boots)
    {
        var unfinished = _path + ".new";
        using (var file = File.Create(unfinished))
        {
            JsonSerializer.Serialize(file, boots);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, _path, overwrite: true);
    }

    [LoggerMessage(2534, LogLevel.Warning, "The file {Path} is damaged: whether the host has booted since WebConsole ran last is not known, so no machine is started in order")]
    private static partial void Damaged(ILogger log, string path, Exception error);
}

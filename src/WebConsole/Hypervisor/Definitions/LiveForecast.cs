using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// What an edit of a whole definition would do to the running machine at once, told before it is made. It is what is tried: QEMU or
/// the guest may refuse it, and then it waits for the next start.
/// </summary>
public sealed class LiveForecast
{
    // What may change while it runs; devices are looked at one by one.
    private static readonly string[] Tried = ["title", "description", "metadata", "cputune", "memtune", "numatune", "vcpu@cpuset", "currentMemory", "vcpu@current"];

    private readonly RunningEdit _settings;

    private LiveForecast(RunningEdit settings) => _settings = settings;

    /// <summary>The devices that the running machine loses, gets, or has otherwise.</summary>
    internal IReadOnlyList<DeviceDifference> Devices { get; private init; } = [];

    internal IEnumerable<DeviceDifference> Unplugged => Devices.Where(device => device.Wanted is null);

    internal IEnumerable<DeviceDifference> PluggedIn => Devices.Where(device => device.Was is null);

    internal IEnumerable<DeviceDifference> Changed => Devices.Where(device => device is { Was: not null, Wanted: not null });

    /// <summary>The vCPUs that it gets; <c>null</c> where that stays, or waits.</summary>
    public int? Vcpus => HadVcpus != WantedVcpus && _settings.Now is var now && WantedVcpus >= LiveResources.LeastCpus(now) && WantedVcpus <= now.VirtualCpus ? WantedVcpus : null;

    /// <summary>The memory that its balloon gives it, in bytes; <c>null</c> where that stays, or waits.</summary>
    public long? Memory => HadMemory != WantedMemory && WantedMemory <= _settings.Now.MemoryBytes ? WantedMemory : null;

    /// <summary>Its title; <c>null</c> where that stays, and none where it goes.</summary>
    public string? Title => _settings.Now.Title != _settings.Wanted.Title ? _settings.Wanted.Title ?? "" : null;

    public string? Description => _settings.Now.Description != _settings.Wanted.Description ? _settings.Wanted.Description ?? "" : null;

    /// <summary>Further steps, by the names that they have in the task: tags, limits, where its threads run.</summary>
    public IEnumerable<string> Steps =>
        LiveWords.Of(_settings).Concat(new LiveTuning(_settings, []).Steps()).Select(step => step.Name).Except(["Change the title", "Change the description"]);

    /// <summary>What only the next start changes.</summary>
    public IReadOnlyList<DefinitionChange> Waiting { get; private init; } = [];

    public bool IsEmpty => Devices.Count == 0 && Vcpus is null && Memory is null && Title is null && Description is null && !Steps.Any();

    private int? HadVcpus => _settings.Now.CurrentVirtualCpus ?? _settings.Now.VirtualCpus;

    private int? WantedVcpus => _settings.Wanted.CurrentVirtualCpus ?? _settings.Wanted.VirtualCpus;

    private long? HadMemory => _settings.Now.CurrentMemoryBytes ?? _settings.Now.MemoryBytes;

    private long? WantedMemory => _settings.Wanted.CurrentMemoryBytes ?? _settings.Wanted.MemoryBytes;

    /// <param name="stored">The definition that stands.</param>
    /// <param name="after">What the edit makes of it.</param>
    /// <param name="running">The definition in force.</param>
    public static LiveForecast Of(XElement stored, XElement after, XElement running)
    {
        var forecast = new LiveForecast(new RunningEdit(new DomainXml(running), new DomainXml(DefinitionMerge.Of(stored, after, running))))
        {
            Devices = [.. DevicesOf(new DomainXml(stored).DevicesByKey(), new DomainXml(after).DevicesByKey(), new DomainXml(running).DevicesByKey())],
        };
        return new LiveForecast(forecast._settings)
        {
            Devices = forecast.Devices,
            Waiting = [.. DefinitionOutline.Plain(stored).ChangesTo(DefinitionOutline.Plain(after)).Where(change => forecast.Waits(change.Path))],
        };
    }

    /// <summary>A device that the running machine lacks can't be unplugged, one that it has not plugged in.</summary>
    private static IEnumerable<DeviceDifference> DevicesOf(IReadOnlyDictionary<DeviceKey, DeviceXml> stored, IReadOnlyDictionary<DeviceKey, DeviceXml> after, IReadOnlyDictionary<DeviceKey, DeviceXml> running) =>
        stored.Keys.Union(after.Keys).Select(key => new DeviceDifference(key, stored.GetValueOrDefault(key), after.GetValueOrDefault(key)))
            .Where(device => running.ContainsKey(device.Key) == (device.Was is not null) && Differs(device));

    private static bool Differs(DeviceDifference device) => device.Was is null || device.Wanted is null
        || DefinitionOutline.Plain(device.Was.Element).ChangesTo(DefinitionOutline.Plain(device.Wanted.Element)).Count > 0;

    private bool Waits(string path) => path switch
    {
        "currentMemory" => Memory is null && HadMemory != WantedMemory,
        "vcpu@current" => Vcpus is null && HadVcpus != WantedVcpus,
        _ when path.StartsWith("devices/", StringComparison.Ordinal) => !Devices.Any(device => IsIn(path, $"devices/{device.Key.Kind}[{device.Key.Name}]") || path == $"devices/{device.Key.Kind}"),
        _ => path.Length > 0 && !Tried.Any(place => IsIn(path, place)),
    };

    private static bool IsIn(string path, string place) => path.StartsWith(place, StringComparison.Ordinal) && (path.Length == place.Length || path[place.Length] is '/' or '@' or '[');
}

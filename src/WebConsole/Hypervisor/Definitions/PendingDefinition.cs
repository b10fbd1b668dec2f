using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// What the next start of a running machine or pool will change. libvirt adds much to the definition in force (aliases, host devices,
/// labels, the ports it chose), which is no change: what only that one has counts where it is a whole device or a
/// setting that libvirt never adds.
/// </summary>
internal static class PendingDefinition
{
    // What libvirt chooses at the start, where the definition leaves it to libvirt.
    private static readonly (string Word, string[] Left)[] Chosen =
    [
        ("port", ["-1", "0"]),
        ("tlsPort", ["-1", "0"]),
        ("websocket", ["-1", "0"]),
        ("path", ["default"]),
        ("mode", ["host-model", "maximum"]),
    ];

    // What libvirt never adds by itself, so that its absence is a change.
    private static readonly FrozenSet<string> Settings = FrozenSet.ToFrozenSet(
    [
        "cputune", "memtune", "blkiotune", "numatune", "iothreads", "memoryBacking", "vcpupin", "emulatorpin", "shares", "quota", "period", "hard_limit", "soft_limit",
        "title", "description", "boot", "bootmenu", "kernel", "initrd", "cmdline", "iotune", "bandwidth", "filterref", "link", "mtu", "readonly", "shareable", "serial", "wwn",
    ]);

    // Set by WebConsole while it runs, so that memory is measured (BalloonKeeper).
    private const string StatisticsPeriod = "/stats@period";

    // Changed by libvirt or the guest while it runs; libvirt itself sets how strictly the processor was checked.
    private static readonly string[] Moving = ["currentMemory", "cpu@check", "clock@adjustment", "resource", "seclabel"];

    private const string Firmware = "os@firmware", Loader = "os/loader";

    // Behind the name of a device.
    private const string OwnAddress = "]/address";

    // Less than 2 % more or less memory is no change that somebody made.
    private const int Balloon = 50;

    // What libvirt never adds to a source.
    private static readonly string[] OfSource = ["source/host", "source/auth", "source/initiator"];

    /// <summary>Worked out once a machine's record: menus ask too.</summary>
    private static readonly ConditionalWeakTable<Machine, IReadOnlyList<DefinitionChange>> Whole = new();

    /// <param name="machine">The machine.</param>
    /// <param name="operates">Whether who looks may read all of a definition.</param>
    /// <returns>The changes, <see cref="DefinitionChange.Old"/> being what holds now; none where there is one definition.</returns>
    public static IReadOnlyList<DefinitionChange> Of(Machine machine, bool operates) => operates ? Whole.GetValue(machine, static known => Read(known, operates: true)) : Read(machine, operates: false);

    private static IReadOnlyList<DefinitionChange> Read(Machine machine, bool operates) => Both(machine, operates) is var (now, next) ? Of(now, next) : [];

    /// <summary>The definition in force and that of the next start, as far as who looks may read them; <c>null</c> where there is one definition.</summary>
    public static (XElement Now, XElement Next)? Both(Machine machine, bool operates)
    {
        if (machine.InactiveXml is not { } inactive || Read(machine.Xml, operates) is not { } now || Read(inactive, operates) is not { } next)
            return null;
        LeaveTheBalloonOut(now, next, machine.AskedMemoryBytes);
        return (now, next);
    }

    /// <summary>While the balloon moves, or where the guest has none, a machine has other memory than it was told to have: that is no change.</summary>
    /// <param name="now">The definition in force; it is changed.</param>
    /// <param name="next">The one for the next start.</param>
    /// <param name="asked"><see cref="Machine.AskedMemoryBytes"/>.</param>
    internal static void LeaveTheBalloonOut(XElement now, XElement next, long? asked)
    {
        if (asked is { } bytes && IsOtherMemory(now, next))
            new DomainXml(now).CurrentMemoryBytes = bytes;
    }

    /// <param name="now">The definition in force of a machine.</param>
    /// <param name="next">The one for its next start.</param>
    public static IReadOnlyList<DefinitionChange> Of(XElement now, XElement next)
    {
        var ownCpu = next.Element("cpu")?.Attribute("mode")?.Value is not ("host-model" or "maximum");
        var memory = IsOtherMemory(now, next);
        var empty = EmptyDrives(now).Intersect(EmptyDrives(next)).Select(drive => $"devices/{drive.Kind}[{drive.Name}]/driver@type").ToHashSet();
        var (moved, bridges) = (MovedDevices.Of(new DomainXml(now), new DomainXml(next)).SelectMany(pair => new[] { PlaceOf(pair.Key), PlaceOf(pair.Value) }).ToHashSet(), new DomainXml(next).DevicesByKey().Where(device => IsBridge(device.Value)).Select(device => PlaceOf(device.Key)).ToHashSet());
        return [.. DefinitionOutline.Plain(now).ChangesTo(DefinitionOutline.Plain(next))
            .Where(change => change.Path switch
            {
                _ when IsAddress(change.Path) || moved.Contains(change.Path) || bridges.Contains(change.Path) => false,
                "currentMemory" => memory,
                Firmware or Loader => IsOtherFirmware(change, now, next),
                // Of an image that is not there, the definition in force has no format.
                _ when change.Kind is DefinitionChangeKind.Added && empty.Contains(change.Path) => false,
                _ => Counts(change) && (ownCpu || !IsIn(change.Path, "cpu")),
            })];
    }

    /// <summary>
    /// The place of a device in the guest. libvirt chooses it once for each definition, and with every device that was plugged in while the machine ran
    /// they differ more. An address that somebody has changed by hand is not told from that, so it is left out, too.
    /// </summary>
    private static bool IsAddress(string path) => path.StartsWith("devices/", StringComparison.Ordinal)
        && path.LastIndexOf(OwnAddress, StringComparison.Ordinal) is > 0 and var at && path[(at + OwnAddress.Length)..] is "" or ['@' or '/', ..];

    /// <summary>A PCI port or bridge, of which libvirt adds as many as the devices need; the running machine gets none.</summary>
    internal static bool IsBridge(DeviceXml device) => device is ControllerXml { Type: "pci", Model: "pcie-root-port" or "pcie-to-pci-bridge" or "dmi-to-pci-bridge" or "pci-bridge" };

    private static string PlaceOf(DeviceKey key) => $"devices/{key.Kind}[{key.Name}]";

    private static IEnumerable<DeviceKey> EmptyDrives(XElement root) => new DomainXml(root).DevicesByKey().Where(device => device.Value is DiskXml && device.Value.Element.Elements("source").All(IsNone)).Select(device => device.Key);

    /// <summary>Where there is no medium, libvirt leaves the number of the image that was there, and what is done without one.</summary>
    private static bool IsNone(XElement source) => !source.HasElements && source.Attributes().All(attribute => attribute.Name.LocalName is "index" or "startupPolicy");

    /// <summary>At the start libvirt puts the file of the firmware in the place of the word for it.</summary>
    private static bool IsOtherFirmware(DefinitionChange change, XElement now, XElement next) => change switch
    {
        { Path: Firmware, Kind: DefinitionChangeKind.Added } => now.Element("os")?.Element("loader") is null,
        { Path: Loader, Kind: DefinitionChangeKind.Removed } => next.Element("os")?.Attribute("firmware") is null,
        _ => Counts(change),
    };

    /// <summary>The memory that a guest has moves with its balloon, a little also by itself.</summary>
    private static bool IsOtherMemory(XElement now, XElement next) =>
        new DomainXml(now).CurrentMemoryBytes is { } has && new DomainXml(next).CurrentMemoryBytes is { } gets && Math.Abs(has - gets) > gets / Balloon;

    /// <summary>The same of a pool: where it is, and how it signs in. libvirt fills in the rest when it starts.</summary>
    /// <inheritdoc cref="Of(Machine, bool)"/>
    public static IReadOnlyList<DefinitionChange> Of(StoragePool pool, bool operates)
    {
        if (pool.InactiveXml is not { } inactive || Read(pool.Xml, operates, "pool") is not { } now || Read(inactive, operates, "pool") is not { } next)
            return [];
        return [.. DefinitionOutline.Plain(now).ChangesTo(DefinitionOutline.Plain(next)).Where(change => IsIn(change.Path, "source") ? change.Kind is not DefinitionChangeKind.Removed || OfSource.Any(place => IsIn(change.Path, place)) : IsIn(change.Path, "target/path"))];
    }

    private static bool Counts(DefinitionChange change) =>
        !Moving.Any(place => IsIn(change.Path, place)) && !change.Path.EndsWith(StatisticsPeriod, StringComparison.Ordinal) && change.Kind switch
        {
            DefinitionChangeKind.Removed => IsDevice(change.Path) || Settings.Contains(NameAt(change.Path)),
            DefinitionChangeKind.Changed => !Chosen.Any(chosen => change.Path.EndsWith($"@{chosen.Word}", StringComparison.Ordinal) && chosen.Left.Contains(change.New)),
            _ => true,
        };

    /// <summary>The name of the element or attribute: <c>vcpupin</c> of <c>cputune/vcpupin[0]</c>.</summary>
    private static string NameAt(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '@']) + 1)..];
        return name.IndexOf('[') is >= 0 and var end ? name[..end] : name;
    }

    private static bool IsIn(string path, string place) =>
        path.StartsWith(place, StringComparison.Ordinal) && (path.Length == place.Length || path[place.Length] is '/' or '@' or '[');

    /// <summary>A whole device: <c>devices/disk[vda]</c>. Controllers come and go with the devices on them.</summary>
    private static bool IsDevice(string path) =>
        path.StartsWith("devices/", StringComparison.Ordinal) && path.AsSpan("devices/".Length) is var device
        && !device.StartsWith("controller") && (device.IndexOf('[') is var name && name > 0 ? device[^1] is ']' && device[..name].IndexOf('/') < 0 : device.IndexOfAny('/', '@') < 0);

    /// <summary><c>null</c> for what no XML reader takes, and libvirt lets through.</summary>
    private static XElement? Read(string text, bool operates, string kind = "domain") => SafeXml.TryParseRoot(DefinitionMask.For(operates, text), kind, out var root) ? root : null;
}

using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Components.Shared.History;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Text;

namespace WebConsole.Components.Shared;

/// <summary>A change of a definition, as people speak of it: one or several places of it. Its texts hold untrusted names.</summary>
/// <param name="Title">What changes.</param>
/// <param name="IsPath">Whether the title is the place in the definition, since there is no word for it.</param>
/// <param name="Now">What holds before it.</param>
/// <param name="Next">What holds after it.</param>
/// <param name="Changes">What belongs together, and is taken back together.</param>
public sealed record ChangeInWords(string Title, bool IsPath, string Now, string Next, IReadOnlyList<DefinitionChange> Changes)
{
    private const int MostInWords = 50;

    internal const string BootOrder = "Boot order";

    private const string MediumOf = "]/source";

    private const string Added = "added", Removed = "removed";

    private const string Memory = "Memory", Firmware = "Firmware", VirtualCpus = "Virtual CPUs", Topology = "cpu/topology";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["title"] = "Title", ["description"] = "Description", ["vcpu@current"] = VirtualCpus, ["cputune"] = "Places of its threads", ["on_poweroff"] = "When it is shut down", ["on_reboot"] = "When it reboots", ["on_crash"] = "When it crashes", ["os/type@machine"] = "Machine type",
        ["cpu@mode"] = "Processor", ["cpu/model"] = "Processor's model", ["currentMemory"] = Memory, ["memory"] = "Maximum of the memory", ["maxMemory"] = "Memory with all modules",
    };

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["interface"] = "network card", ["graphics"] = "display", ["video"] = "video card", ["hostdev"] = "device of the host", ["filesystem"] = "folder", ["memory"] = "memory module",
        ["redirdev"] = "USB redirection", ["rng"] = "random number generator", ["tpm"] = "TPM", ["sound"] = "sound card", ["memballoon"] = "memory balloon", ["shmem"] = "shared memory", ["iommu"] = "IOMMU",
    };

    /// <summary>The places of the definition.</summary>
    public IEnumerable<string> Paths => Changes.Select(change => change.Path);

    /// <summary>Whether an element comes or goes as a whole, which is all that can be said of it.</summary>
    public bool IsWhole => Title != BootOrder && Changes is [{ Old: null, New: null, Kind: DefinitionChangeKind.Added or DefinitionChangeKind.Removed }];

    /// <summary>The change as one sentence: "Disk vdb added", "Memory: 1 GiB → 2 GiB".</summary>
    public string InWords => IsWhole ? $"{Title} {Next}" : $"{Title}: {Now} → {Next}";

    /// <summary>The changes in words, in their order.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="before">The definition before them, where it is known: it has what did not change, such as the most vCPUs.</param>
    /// <param name="after">The one after them.</param>
    public static IReadOnlyList<ChangeInWords> Of(IReadOnlyList<DefinitionChange> changes, XElement? before = null, XElement? after = null) =>
        [.. changes.GroupBy(change => GroupOf(change.Path)).Select(group => Of(group.Key, [.. group], before, after))];

    /// <summary>What a place of a definition is called: <c>devices/interface[52:54:00:00:00:01]</c> is "Network card 52:54:00:00:00:01".</summary>
    public static string TitleOf(string path) => Of([new DefinitionChange(path, DefinitionChangeKind.Changed, null, null)])[0].Title;

    /// <summary>What differs between two definitions, a line each; none where one is no XML, or where sizes have other units.</summary>
    public static IReadOnlyList<string> Between(string before, string after)
    {
        try
        {
            if (before == after)
                return [];
            var (old, now) = (SafeXml.Parse(before).Root!, SafeXml.Parse(after).Root!);
            if (DefinitionOutline.Plain(old).ChangesTo(DefinitionOutline.Plain(now)) is not { Count: <= MostInWords } changes || changes.Any(change => change.Path.EndsWith("@unit", StringComparison.Ordinal)))
                return [];
            // The whole order: of a device that comes or goes as a whole, its place in the order is no change of its own.
            return [.. Of(changes, old, now).Select(row => row.Title == BootOrder ? row with { Now = OrderIn(old), Next = OrderIn(now) } : row).Select(row => row.InWords)];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    /// <summary>Whether it is a change of a part: of an element, its attributes and what is in it.</summary>
    /// <param name="place">The place of the element: <c>devices/disk[vda]</c>.</param>
    public bool Concerns(string place) => Paths.Any(path => path.StartsWith(place, StringComparison.Ordinal) && (path.Length == place.Length || path[place.Length] is '/' or '@' or '['));

    /// <summary>What is one change to people: both numbers of the memory and of the vCPUs, the order of all that boots, the parts of the firmware.</summary>
    private static string GroupOf(string path) => path switch
    {
        "memory" or "currentMemory" => Memory,
        // Sockets, cores and threads multiply to the maximum: taken back alone, the rest would not fit.
        "vcpu" or "vcpu@current" or Topology => VirtualCpus,
        _ when path.StartsWith($"{Topology}@", StringComparison.Ordinal) => VirtualCpus,
        "os@firmware" or "os/loader" or "os/nvram" or "os/firmware" => Firmware,
        _ when path.StartsWith("os/loader@", StringComparison.Ordinal) || path.StartsWith("os/nvram@", StringComparison.Ordinal) || path.StartsWith("os/firmware/", StringComparison.Ordinal) => Firmware,
        _ when path is "os/boot" or "os/boot@dev" || path.StartsWith("os/boot[", StringComparison.Ordinal) || IsOrderOfDevice(path) => BootOrder,
        _ => path,
    };

    private static bool IsOrderOfDevice(string path) => path.StartsWith("devices/", StringComparison.Ordinal) && (path.EndsWith("/boot", StringComparison.Ordinal) || path.EndsWith("/boot@order", StringComparison.Ordinal));

    private static ChangeInWords Of(string group, DefinitionChange[] changes, XElement? before, XElement? after) => group switch
    {
        Memory when changes is [{ Path: "memory" } all, { } first] => new(Memory, false, first.Old == all.Old ? Size(all.Old) : $"{Size(first.Old)}, at most {Size(all.Old)}", first.New == all.New ? Size(all.New) : $"{Size(first.New)}, at most {Size(all.New)}", changes),
        Memory when changes is [{ } one] => new(Settings[one.Path], false, Size(one.Old), Size(one.New), changes),
        VirtualCpus => Cpus(changes, before, after),
        BootOrder => new(BootOrder, false, Order(changes, after: false), Order(changes, after: true), changes),
        Firmware when changes is [{ } one] => new(Firmware, false, Value(one, after: false), Value(one, after: true), changes),
        Firmware => new(Firmware, false, Parts(changes, change => change.Old), Parts(changes, change => change.New), changes),
        _ => Device(One(changes[0]), before, after),
    };

    private static ChangeInWords Cpus(DefinitionChange[] changes, XElement? before, XElement? after)
    {
        return new(VirtualCpus, false, Said(before, change => change.Old), Said(after, change => change.New), changes);

        string Said(XElement? root, Func<DefinitionChange, string?> value)
        {
            var (most, on) = (Of("vcpu", (string?)root?.Element("vcpu")), Of("vcpu@current", (string?)root?.Element("vcpu")?.Attribute("current")));
            var counted = (most, on) switch
            {
                ({ } all, { } some) when all != some => $"{some}, at most {all}",
                (null, null) when changes.Any(change => change.Path is "vcpu@current") => "all",
                // Of a topology alone, nothing is counted.
                _ when changes.All(change => change.Path is not ("vcpu" or "vcpu@current")) => null,
                _ => most ?? on,
            };
            string?[] parts = [counted, .. changes.Where(change => change.Path.StartsWith($"{Topology}@", StringComparison.Ordinal) && value(change) is not null).Select(change => $"{change.Path[(Topology.Length + 1)..]} {value(change)}")];
            return parts.OfType<string>().ToArray() is { Length: > 0 } said ? string.Join(", ", said) : value(changes[0]) ?? "by default";

            string? Of(string path, string? whole) => Array.Find(changes, change => change.Path == path) is { } changed ? value(changed) : whole;
        }
    }

    /// <summary>A device that comes or goes as a whole, with what tells it from others.</summary>
    private static ChangeInWords Device(ChangeInWords row, XElement? before, XElement? after)
    {
        if (!row.IsWhole || row.Changes is not [{ Kind: var kind, Path: var path }])
            return row;
        if (path.EndsWith(MediumOf, StringComparison.Ordinal) && path.StartsWith("devices/disk[", StringComparison.Ordinal))
            return Medium(row, kind is DefinitionChangeKind.Added, (kind is DefinitionChangeKind.Added ? after : before) is { } root ? At(root, path[..^"/source".Length]) : null);
        if (!path.StartsWith("devices/", StringComparison.Ordinal))
            return row;
        var comes = kind is DefinitionChangeKind.Added;
        return (comes ? after : before) is { } whole && At(whole, path) is { } element && DeviceInWords.Of(element) is { } words
            ? comes ? row with { Next = $"{Added}: {words}" } : row with { Now = words }
            : row;
    }

    /// <summary>What lies in a drive goes or comes as a whole.</summary>
    private static ChangeInWords Medium(ChangeInWords row, bool comes, XElement? drive) =>
        drive is null || new DiskXml(drive) is not { Device: "cdrom" or "floppy" } disk ? row
            : row with { Title = $"{row.Title[..^"source".Length]}medium", Now = comes ? "empty" : "there", Next = comes ? $"inserted: {Words.Name(disk.Source.File ?? disk.Source.Device)}" : "ejected" };

    private static XElement? At(XElement root, string path) => DefinitionOutline.Walk(root).FirstOrDefault(place => place.Path == path).Node as XElement;

    private static ChangeInWords One(DefinitionChange change)
    {
        var (title, isPath) = Settings.TryGetValue(change.Path, out var word) ? (word, false)
            : change.Path.StartsWith("devices/", StringComparison.Ordinal) ? (Device(change.Path), false)
            : NetworkChangeWords.TitleOf(change.Path, change.New ?? change.Old) is { } words ? (words, false) : (change.Path, true);
        return new(title, isPath, Shown(change, after: false), Shown(change, after: true), [change]);
    }

    /// <summary><c>devices/interface[52:54:00:00:00:01]/model@type</c>: "Network card 52:54:00:00:00:01: model type".</summary>
    private static string Device(string path)
    {
        var words = HistoryWords.Place(path);
        var kind = words.Split(' ', ':')[0];
        words = Kinds.GetValueOrDefault(kind, kind) + words[kind.Length..];
        return words.Length == 0 ? path : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Shown(DefinitionChange change, bool after) => change.Path switch
    {
        "maxMemory" => Size(after ? change.New : change.Old),
        "cpu@mode" => Mode(after ? change.New : change.Old),
        _ => NetworkChangeWords.SwitchOf(change.Path, after ? change.New : change.Old) ?? Value(change, after),
    };

    /// <summary>A value; without one, of an element as a whole, whether it is there.</summary>
    private static string Value(DefinitionChange change, bool after) => (after ? change.New : change.Old) ?? change.Kind switch
    {
        DefinitionChangeKind.Added when after => Added,
        DefinitionChangeKind.Removed when after && change.Old is null => Removed,
        DefinitionChangeKind.Added or DefinitionChangeKind.Removed when after == change.Kind is DefinitionChangeKind.Removed => change.Old is null && change.New is null ? "not there" : "not set",
        DefinitionChangeKind.Reordered => "another order",
        _ => "there",
    };

    private static string Mode(string? mode) => mode switch { "host-passthrough" => "the host's, as it is", "host-model" => "like the host's", "maximum" => "all that can be offered", "custom" => "a model", null => "by default", _ => mode };

    /// <summary>libvirt writes sizes of memory in KiB.</summary>
    private static string Size(string? value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) && kibibytes <= long.MaxValue >> 10 ? Format.Bytes(kibibytes << 10) : value ?? "not set";

    private static string Parts(DefinitionChange[] changes, Func<DefinitionChange, string?> value) =>
        changes.Select(change => value(change) is { } text ? $"{change.Path.Split('/', '@')[^1]} {text}" : null).OfType<string>().ToArray() is { Length: > 0 } parts ? string.Join(", ", parts) : "by default";

    private static string OrderIn(XElement root)
    {
        var devices = new DomainXml(root).DevicesByKey().Select(device => (device.Key, Order: (string?)device.Value.Element.Element("boot")?.Attribute("order")))
            .Where(device => device.Order is not null).OrderBy(device => int.TryParse(device.Order, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : int.MaxValue)
            .Select(device => Device($"devices/{device.Key.Kind}[{device.Key.Name}]"));
        var kinds = root.Elements("os").Elements("boot").Select(boot => (string?)boot.Attribute("dev") switch { "hd" => "hard disk", "cdrom" => "CD-ROM", "fd" => "floppy disk", var other => other });
        return string.Join(", ", devices.Concat(kinds).OfType<string>()) is { Length: > 0 } order ? order : "not set";
    }

    /// <summary>A device with its number, a kind of device by itself. Where the number comes or goes, only its element is known.</summary>
    private static string Order(DefinitionChange[] changes, bool after) =>
        changes.Select(change => InOrder(change, after)).OfType<string>().ToArray() is { Length: > 0 } parts ? string.Join(", ", parts) : "not set";

    private static string? InOrder(DefinitionChange change, bool after)
    {
        if (change.Kind == (after ? DefinitionChangeKind.Removed : DefinitionChangeKind.Added))
            return null;
        var value = after ? change.New : change.Old;
        if (!IsOrderOfDevice(change.Path))
            return value;
        var device = Device(change.Path[..change.Path.LastIndexOf("/boot", StringComparison.Ordinal)]);
        return value is null ? device : $"{device}: {value}";
    }
}

using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>A piece of hardware in the list that changes it.</summary>
/// <param name="Item">The piece, in words.</param>
/// <param name="Group">Where it stands.</param>
/// <param name="Device">The device that it is; <c>null</c> if it is none.</param>
/// <param name="Waiting">The changes of it that wait for the next start.</param>
internal sealed record HardwareRow(HardwareItem Item, HardwareGroup Group, MachineDevice? Device, IReadOnlyList<ChangeInWords> Waiting)
{
    private const int MostInWords = 3;

    /// <summary>What the next start does to it; <c>null</c> if nothing.</summary>
    public PendingSign? Pending => Item.Comes ? PendingSign.Comes
        : Waiting.Count == 0 ? null
        : Place is { } place && Waiting.Any(change => change.Changes.Any(part => part.Kind is DefinitionChangeKind.Removed && part.Path == place)) ? PendingSign.Goes
        : PendingSign.Changes;

    /// <summary>The changes as far as they have words of their own; untrusted.</summary>
    public string? Said => Pending is not PendingSign.Changes ? null
        : string.Join("; ", Waiting.Take(MostInWords).Select(Say)) + (Waiting.Count > MostInWords ? $"; {Waiting.Count - MostInWords} more" : "");

    private string? Place => PlaceOf(Item.Key);

    /// <summary>All rows of a machine, in the order of the list.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="context">What its definition does not contain.</param>
    /// <param name="changes">What waits for its next start.</param>
    public static IReadOnlyList<HardwareRow> Of(Machine machine, HardwareContext context, IReadOnlyList<ChangeInWords> changes)
    {
        if (!DomainXml.TryParse(machine.Xml, out var domain))
            return [];
        var devices = MachineDevice.AllOf(machine).ToDictionary(device => device.Key);
        var moved = DomainXml.TryParse(machine.InactiveXml, out var next) ? MovedDevices.Of(domain, next).Values : [];
        var coming = devices.Values.Where(device => device.Now is null && !moved.Contains(device.Key) && !PendingDefinition.IsBridge(device.Stands)).Select(device => MachineHardware.Describe(device.Stands, context) with { Key = device.Key, Comes = true });
        return [.. MachineHardware.Describe(domain, context).Concat(coming).Select(Row).OrderBy(row => row.Group)];

        HardwareRow Row(HardwareItem item)
        {
            var device = item.Key is { } key ? devices.GetValueOrDefault(key) : null;
            var places = PlacesOf(item);
            return new(item, HardwareGroups.Of(item, device?.Stands), device, [.. changes.Where(change => places.Any(change.Concerns))]);
        }
    }

    /// <summary>Whether it has all of the words that somebody looks for.</summary>
    public bool Has(string[] words) => words.All(word => Item.Title.Contains(word, StringComparison.OrdinalIgnoreCase) || Item.Detail?.Contains(word, StringComparison.OrdinalIgnoreCase) is true
        || Group.ToWord().Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? PlaceOf(DeviceKey? key) => key is { } own ? $"devices/{own.Kind}[{own.Name}]" : null;

    private static string[] PlacesOf(HardwareItem item) => item switch
    {
        { Key: { } key } => [PlaceOf(key)!],
        { Kind: HardwareKind.Processor } => ["vcpu", "vcpus", "cpu", "cputune", "iothreads"],
        { Kind: HardwareKind.Memory } => ["memory", "currentMemory", "maxMemory", "memoryBacking", "memtune", "numatune"],
        { Kind: HardwareKind.Firmware } => ["os"],
        _ => [],
    };

    /// <summary>Without the name of the device, which stands beside it, and without the order of all others that boot.</summary>
    private string Say(ChangeInWords change)
    {
        var own = change.Title.LastIndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? change.Title[(at + 2)..] : change.Title;
        if (Item.Key is not null && own == ChangeInWords.BootOrder)
            return "boot order";
        if (change.IsWhole)
            return $"{Words.Name(own)} {change.Next}";
        var values = $"{Words.Name(change.Now)} → {Words.Name(change.Next)}";
        return own == (Item.Key is null ? Item.Kind.ToString() : change.Title) ? values : $"{Words.Name(own)}: {values}";
    }
}

/// <summary>What the next start does to a piece of hardware.</summary>
internal enum PendingSign
{
    Comes,
    Changes,
    Goes,
}

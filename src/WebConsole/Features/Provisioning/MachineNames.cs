using System.Globalization;
using System.Text.RegularExpressions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning;

/// <summary>Proposes names of new machines: debian-12, debian-12-2, …</summary>
internal static partial class MachineNames
{
    /// <summary>A name that no machine of the host has; <c>null</c> where nothing tells what the machine will be.</summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="os">The operating system.</param>
    /// <param name="image">The name of its image.</param>
    public static string? Propose(InventorySnapshot inventory, string host, Os? os, string? image)
    {
        var start = os is { ShortId: { } id } ? Release().Replace(id.Replace("-unknown", "", StringComparison.Ordinal), "$1-$2") : image is null ? null : Path.GetFileNameWithoutExtension(image);
        if (string.IsNullOrEmpty(start) || ObjectName.Mistake(start) is not null)
            return null;
        return Free(inventory, host, start);
    }

    /// <summary>web-01-2 for a copy of web-01; <c>null</c> where no machine has been chosen.</summary>
    public static string? OfCopy(InventorySnapshot inventory, string host, MachineId? original) =>
        original is { } id && inventory.Machines.TryGetValue(id, out var machine) ? Free(inventory, host, machine.Name) : null;

    /// <summary>What another product called it; with a number where that name is taken here.</summary>
    public static string? OfImport(InventorySnapshot inventory, string host, string? name) => string.IsNullOrEmpty(name) ? name : Free(inventory, host, name);

    private static string Free(InventorySnapshot inventory, string host, string start)
    {
        var taken = inventory.Machines.Values.Where(machine => machine.Id.Host == host).Select(machine => machine.Name).ToHashSet();
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? start : string.Create(CultureInfo.InvariantCulture, $"{start}-{number}")).First(name => !taken.Contains(name));
    }

    // debian12, ubuntu24.04, win2k22
    [GeneratedRegex(@"\A([a-z]+)([0-9].*)\z")]
    private static partial Regex Release();
}

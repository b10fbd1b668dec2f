using System.Globalization;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>The kernel's table of VLANs, <c>/proc/net/vlan/config</c>.</summary>
internal static class VlanTable
{
    /// <summary>By the name of the VLAN's interface: its number, and what it lies on.</summary>
    public static IReadOnlyDictionary<string, (int Id, string Parent)> Parse(string? text)
    {
        var found = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        foreach (var line in (text ?? "").Split('\n'))
        {
            if (line.Split('|', StringSplitOptions.TrimEntries) is [var name, var id, var parent] && int.TryParse(id, CultureInfo.InvariantCulture, out var number))
                found[name] = (number, parent);
        }
        return found;
    }
}

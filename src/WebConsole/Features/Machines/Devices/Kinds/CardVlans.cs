using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>The VLANs of a network card: one that the guest does not see, or several that it tells apart.</summary>
internal static class CardVlans
{
    public static readonly string[] Fields = ["vlan", "vlans", "nativeVlan"];

    /// <summary>The highest number of a VLAN.</summary>
    public const int Most = 4094;

    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, InterfaceXml? stands)
    {
        var vlans = settings.Vlans ?? (stands is { VlanTrunk: true } ? Numbers(stands) : []);
        yield return ("vlan", settings.Vlan is null or (>= 0 and <= Most) ? null : $"A number from 1 to {Most}.");
        yield return ("vlans", settings.Vlans is not { Count: > 0 } ? null
            : settings.Vlan > 0 ? "Either vlan or vlans."
            : settings.Vlans.Any(vlan => vlan is < 1 or > Most) ? $"Numbers from 1 to {Most}."
            : settings.Vlans.Distinct().Count() < settings.Vlans.Count ? "Each number once." : null);
        yield return ("nativeVlan", settings.NativeVlan is null or 0 || vlans.Contains(settings.NativeVlan.Value) ? null : "One of the VLANs that the guest tells apart.");
    }

    public static void Apply(DeviceSettings settings, InterfaceXml card)
    {
        if (settings.Vlans is { } vlans)
            Write(card, vlans, isTrunk: vlans.Count > 0, settings.NativeVlan);
        else if (settings.Vlan is { } vlan)
            Write(card, vlan > 0 ? [vlan] : [], isTrunk: false, null);
        else if (settings.NativeVlan is { } native && card.VlanTrunk)
            Write(card, Numbers(card), isTrunk: true, native);
    }

    /// <summary>The numbers of its VLANs.</summary>
    public static int[] Numbers(InterfaceXml card) => [.. card.Vlans.Select(vlan => vlan.Id).OfType<int>()];

    private static void Write(InterfaceXml card, IReadOnlyList<int> vlans, bool isTrunk, int? native)
    {
        // Where nothing is said of it, it stays.
        var (stands, mode) = card.Vlans.FirstOrDefault(vlan => vlan.NativeMode is not null) is { } before ? (before.Id, before.NativeMode) : (null, null);
        card.Element.Elements("vlan").Remove();
        foreach (var number in vlans)
        {
            var tag = card.Vlans.Add();
            tag.Id = number;
            if (isTrunk && number == (native ?? stands))
                tag.NativeMode = number == stands ? mode : "untagged";
        }
        if (isTrunk)
            card.VlanTrunk = true;
    }
}

using System.Collections.Immutable;

namespace WebConsole.OsInfo;

// What holds for a system and is said of what it is made from; the nearest one that says something counts.
public sealed partial class OsDatabase
{
    /// <summary>More steps from a system to what it is made from are a circle.</summary>
    private const int MostBases = 128;

    /// <summary>What a system needs, with what it does not say itself from the systems that it is made from.</summary>
    public (OsNeeds Minimum, OsNeeds Recommended) NeedsOf(Os os, string architecture)
    {
        var (minimum, recommended) = (OsNeeds.Unknown, OsNeeds.Unknown);
        foreach (var each in WithBases(os))
        {
            foreach (var resources in each.Resources.Where(known => known.Architecture == architecture).Concat(each.Resources.Where(known => known.Architecture is OsResources.AnyArchitecture)))
                (minimum, recommended) = (minimum.Or(resources.Minimum), recommended.Or(resources.Recommended));
        }
        return (minimum, recommended);
    }

    /// <summary>The devices that a system has drivers for (<see cref="OsDevice"/>); none where the data say nothing of them.</summary>
    public ImmutableHashSet<string> DevicesOf(Os os) => [.. WithBases(os)
        .SelectMany(each => each.Devices).DistinctBy(device => device.Id).Where(device => device.IsSupported).Select(device => device.Id)];

    /// <summary>Whether a system starts with a firmware (<see cref="OsFirmware"/>); <c>null</c> where the data say nothing of it.</summary>
    public bool? StartsWith(Os os, string firmware, string architecture) => WithBases(os)
        .SelectMany(each => each.Firmware).FirstOrDefault(known => known.Type == firmware && (known.Architecture == architecture || known.Architecture is OsResources.AnyArchitecture))?.IsSupported;

    /// <summary>Whether it is this system, or made from it.</summary>
    public bool IsOrComesFrom(Os os, string id) => WithBases(os).Any(each => each.Id == id);

    /// <summary>A system, and all that it is made from.</summary>
    private List<Os> WithBases(Os os)
    {
        var found = new List<Os> { os };
        for (var next = 0; next < found.Count && found.Count < MostBases; next++)
            found.AddRange(found[next].Bases.Select(Find).OfType<Os>().Where(other => !found.Contains(other)));
        return found;
    }
}

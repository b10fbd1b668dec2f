using Libvirt.Xml;

namespace WebConsole.Hardware;

/// <summary>The names of disks and drives in a machine, by the letters that belong to their bus.</summary>
internal static class DiskNames
{
    /// <summary>A name that no disk of a machine has.</summary>
    public static string Free(IEnumerable<DomainXml> definitions, string bus) =>
        Free([.. definitions.SelectMany(domain => domain.Disks).Select(disk => disk.TargetDevice).OfType<string>()], bus, definitions.Any(domain => domain.DomainType is "xen"));

    /// <summary>The first name on a bus that is not taken.</summary>
    /// <param name="taken">The names that there are.</param>
    /// <param name="bus">The bus.</param>
    /// <param name="isXen">Whether Xen runs the machine, which counts all disks alike: hda and xvda are one.</param>
    public static string Free(IReadOnlyCollection<string> taken, string bus, bool isXen)
    {
        var others = taken.Select(name => isXen ? name.TrimPrefix() : name).ToHashSet();
        return Enumerable.Range(0, int.MaxValue).Select(Letters).Select(letters => PrefixOf(bus) + letters).First(name => !others.Contains(isXen ? name.TrimPrefix() : name));
    }

    private static string PrefixOf(string bus) => bus switch { "virtio" => "vd", "ide" => "hd", "fdc" => "fd", "xen" => "xvd", _ => "sd" };

    /// <summary>What follows the letters of the bus.</summary>
    private static string TrimPrefix(this string name) => name.StartsWith("xvd", StringComparison.Ordinal) ? name[3..] : name.Length > 2 ? name[2..] : name;

    /// <summary>a to z, aa to zz, …</summary>
    private static string Letters(int index) => (index < 26 ? "" : Letters(index / 26 - 1)) + (char)('a' + index % 26);
}

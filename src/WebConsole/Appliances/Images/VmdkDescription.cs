using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using WebConsole.Appliances.Packages;

namespace WebConsole.Appliances.Images;

/// <summary>A VMDK that is a text: it describes a disk, whose data are in other files.</summary>
/// <param name="Extents">Their names, as far as they are names of files in one folder.</param>
/// <param name="IsFlat">Whether they are the disk's bytes as they are.</param>
internal sealed partial record VmdkDescription(ImmutableArray<string> Extents, bool IsFlat)
{
    private const int MostNamed = 3;

    /// <summary>Why it is no disk, and what to give in its place.</summary>
    public string WhyNoDisk => Extents switch
    {
        [] => "It is only the description of a disk, whose data are in other files. Where they are, make one file of them: qemu-img convert -O qcow2",
        [var one] when IsFlat => $"It is only the description of a disk, whose data are in {one}: upload that file, and import it with the format raw.",
        _ => $"It is only the description of a disk, whose data are in {string.Join(", ", Extents.Take(MostNamed))}{(Extents.Length > MostNamed ? ", …" : "")}. Where they are, make one file of them: qemu-img convert -O qcow2",
    };

    /// <summary>What a file says that begins so; <c>null</c> for what is no such text.</summary>
    public static VmdkDescription? Read(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("# Disk DescriptorFile"u8))
            return null;
        var found = Encoding.UTF8.GetString(head).Split('\n').Select(line => Extent().Match(line.Trim())).Where(line => line.Success).ToList();
        return new VmdkDescription([.. found.Select(line => line.Groups["file"].Value).Where(PlainName.Is)], found.All(line => line.Groups["kind"].Value is "FLAT" or "VMFS"));
    }

    // RW 4192256 SPARSE "disk-s001.vmdk"
    [GeneratedRegex("""\A(RW|RDONLY) [0-9]+ (?<kind>[A-Z]+) "(?<file>[^"]+)"( [0-9]+)?\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Extent();
}

using System.Collections.Frozen;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WebConsole.Appliances.Ovf;

/// <summary>Understands how descriptors name operating systems: VMware's and VirtualBox's words first, then CIM's numbers.</summary>
internal static partial class OvfOs
{
    /// <summary>VMware's and VirtualBox's words for Windows, without "Guest" and "_64"; VMware calls 10 "9".</summary>
    private static readonly FrozenDictionary<string, string> Windows = new Dictionary<string, string>
    {
        ["winxppro"] = "winxp", ["windowsxp"] = "winxp", ["winvista"] = "winvista", ["windowsvista"] = "winvista",
        ["windows7"] = "win7", ["windows8"] = "win8", ["windows81"] = "win8.1", ["windows9"] = "win10", ["windows10"] = "win10", ["windows11"] = "win11",
        ["windows7server"] = "win2k8r2", ["windows2008"] = "win2k8", ["windows8server"] = "win2k12", ["windows2012"] = "win2k12",
        ["windows9server"] = "win2k16", ["windows2016"] = "win2k16", ["windows2019srv"] = "win2k19", ["windows2019"] = "win2k19",
        ["windows2019srvnext"] = "win2k22", ["windows2022"] = "win2k22", ["windows2022srvnext"] = "win2k25", ["windows2025"] = "win2k25",
    }.ToFrozenDictionary();

    /// <summary>CIM's numbers of Windows; of others they say no version.</summary>
    private static readonly FrozenDictionary<int, string> WindowsByNumber = new Dictionary<int, string>
    {
        [67] = "winxp", [71] = "winxp", [73] = "winvista", [74] = "winvista", [76] = "win2k8", [77] = "win2k8", [103] = "win2k8r2", [105] = "win7",
        [112] = "win2k12", [113] = "win8", [114] = "win8", [115] = "win2k12r2", [116] = "win2k16", [117] = "win8.1", [118] = "win8.1", [119] = "win10", [120] = "win10",
    }.ToFrozenDictionary();

    private static readonly (string Word, string Family)[] Families =
    [
        ("darwin", "darwin"), ("macos", "darwin"), ("win", "winnt"), ("freebsd", "freebsd"), ("openbsd", "openbsd"), ("netbsd", "netbsd"), ("solaris", "solaris"),
        .. "linux debian ubuntu rhel redhat centos fedora suse sles oracle rocky alma amazon photon arch gentoo mandriva turbo coreos asianux crx".Split(' ').Select(word => (word, "linux")),
    ];

    /// <param name="section">The descriptor's <c>OperatingSystemSection</c>.</param>
    public static ApplianceOs? Of(XElement? section)
    {
        var number = int.TryParse(section.Word("id"), out var id) ? id : 0;
        var said = section.Word("osType") ?? section.TextOf("OSType") ?? section.TextOf("Description");
        var word = Plain().Replace((said ?? "").ToLowerInvariant(), "");
        var family = Families.FirstOrDefault(each => word.Contains(each.Word, StringComparison.Ordinal)).Family ?? FamilyOf(number);
        return section is null || (said is null && family is null) ? null
            : new ApplianceOs(said ?? $"CIM {number}", family, ShortId(word) ?? WindowsByNumber.GetValueOrDefault(number));
    }

    private static string? ShortId(string word) => Windows.GetValueOrDefault(word) ?? (Numbered().Match(word) is { Success: true } match ? match.Value : null);

    private static string? FamilyOf(int number) => number switch
    {
        36 or (>= 79 and <= 80) or (>= 82 and <= 101) or (>= 106 and <= 109) => "linux",
        42 or 78 => "freebsd",
        _ when WindowsByNumber.ContainsKey(number) || number is 69 or 70 or 111 => "winnt",
        _ => null,
    };

    [GeneratedRegex(@"(-?64)?-?guest$|_64(?=guest)|_64$|_arm64$|\((32|64)-bit\)|gnu/linux|[ _]")]
    private static partial Regex Plain();

    /// <summary>What has one version number in both vocabularies.</summary>
    [GeneratedRegex("^(debian[0-9]+|freebsd[0-9]+)$")]
    private static partial Regex Numbered();
}

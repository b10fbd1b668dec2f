using System.Collections.Immutable;
using WebConsole.OsInfo.Trees;

namespace WebConsole.OsInfo;

/// <summary>An operating system as osinfo-db describes it.</summary>
/// <param name="Id">Its stable name, a URI that other tools store in definitions, too: <c>http://debian.org/debian/11</c>.</param>
/// <seealso href="https://gitlab.com/libosinfo/osinfo-db"/>
public sealed record Os(string Id)
{
    /// <summary>Its short name: <c>debian11</c>.</summary>
    public string? ShortId { get; init; }

    /// <summary>For people: <c>Debian 11</c>.</summary>
    public required string Name { get; init; }

    public string? Version { get; init; }

    /// <summary>Its makers' word for the release: <c>bullseye</c>.</summary>
    public string? Codename { get; init; }

    /// <summary><c>linux</c>, <c>winnt</c>, <c>freebsd</c>, …</summary>
    public string? Family { get; init; }

    /// <summary><c>debian</c>, <c>ubuntu</c>, <c>win</c>, …</summary>
    public string? Distribution { get; init; }

    public string? Vendor { get; init; }

    public DateOnly? Released { get; init; }

    /// <summary>After this day its vendor mends nothing any more.</summary>
    public DateOnly? EndOfLife { get; init; }

    /// <summary>The systems that it is made from, the nearest first: what it does not say of itself holds as for them.</summary>
    public ImmutableArray<string> Bases { get; init; } = [];

    public ImmutableArray<OsMedium> Media { get; init; } = [];

    /// <summary>Disks with the system on them.</summary>
    public ImmutableArray<OsImage> Images { get; init; } = [];

    /// <summary>Directories of web servers from which it is installed.</summary>
    public ImmutableArray<OsTree> Trees { get; init; } = [];

    /// <summary>What it says of its needs itself; <see cref="OsDatabase.NeedsOf"/> asks its bases, too.</summary>
    public ImmutableArray<OsResources> Resources { get; init; } = [];

    /// <summary>What it says of devices itself; <see cref="OsDatabase.DevicesOf"/> asks its bases, too.</summary>
    public ImmutableArray<OsDevice> Devices { get; init; } = [];

    /// <summary>What it says of firmware itself; <see cref="OsDatabase.StartsWith"/> asks its bases, too.</summary>
    public ImmutableArray<OsFirmware> Firmware { get; init; } = [];

    /// <summary>The scripts that install it unattended: <c>http://debian.org/debian/preseed/jeos</c>.</summary>
    public ImmutableArray<string> Scripts { get; init; } = [];

    /// <summary>The account that its cloud images have: <c>fedora</c>.</summary>
    public string? CloudUser { get; init; }

    /// <summary>
    /// A release that the data do not know, called as this one but for the version. Itself where its ID does not tell the version.
    /// </summary>
    public Os As(string? version) => version is null or "" || Version is not { Length: > 0 } its || !Id.EndsWith("/" + its, StringComparison.Ordinal) ? this : this with
    {
        Id = Id[..^its.Length] + version,
        ShortId = ShortId?.Replace(its, version, StringComparison.Ordinal),
        Name = Name.Replace(its, version, StringComparison.Ordinal),
        Version = version,
    };

    public bool IsWindows => Family is "winnt";

    /// <summary>Whether its vendor mends nothing any more.</summary>
    public bool IsOver(DateOnly today) => EndOfLife < today;
}

using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Features.Provisioning.Containers;

/// <summary>
/// The container in which an archive is unpacked, since WebConsole is not root and an archive names owners, links and devices. libvirt starts it
/// with the mapped users of the container to be: owners are shifted by the kernel, device nodes can't be made, and of the host it can write
/// only to the new folder and to what everybody may write to. It has no network, and waits to be forced off: libvirt misses the end of a container that ends as soon as it has begun.
/// </summary>
internal sealed class UnpackingContainer(RootFolder folder, Guid uuid)
{
    /// <summary>Two directories that every host has, and in which nothing is mounted.</summary>
    private const string Target = "/usr/local/src", Source = "/usr/local/games";

    /// <summary>Of what xz and zstd need most, their window.</summary>
    private const long Memory = 512L << 20;

    /// <summary>The folder's rights say how it went: libvirt knows no exit codes of containers.</summary>
    private const string Unpack = $"""
        case "$1" in *gz) unpack="gzip -dc" ;; *xz) unpack="xz -dc -M 256MiB" ;; *zst) unpack="zstd -dc -M256MiB" ;; *) unpack=cat ;; esac
        $unpack < "{Source}/$1" | head -c "$2" |
            tar -x -C {Target} --numeric-owner --preserve-permissions --no-overwrite-dir --anchored --exclude='./dev/*' --exclude='dev/*' &&
            chmod {RootFolder.Open} {Target} || chmod {RootFolder.Failed} {Target}
        sleep infinity
        """;

    private const string Clear = $"chmod {RootFolder.Closed} {Target}; find {Target} -mindepth 1 -delete; chmod {RootFolder.Cleared} {Target}; sleep infinity";

    /// <summary>Its name beside those of machines while it runs.</summary>
    public string Name { get; } = $"unpack-{uuid:D}";

    public Guid Uuid => uuid;

    /// <param name="copy">The archive's name in the folder's pool.</param>
    /// <param name="most">How many bytes come of it at most.</param>
    public string ToUnpack(string copy, long most) => Write(Unpack, copy, most.ToString(CultureInfo.InvariantCulture));

    /// <summary>Removes what was unpacked, of which only the folder itself is libvirt's.</summary>
    public string ToClear() => Write(Clear);

    private string Write(string script, params string[] arguments)
    {
        var domain = new DomainXml(new XElement("domain", new XElement("memory", new XAttribute("unit", "KiB"), 0)))
        {
            DomainType = "lxc",
            Name = Name,
            Uuid = uuid,
            MemoryBytes = Memory,
            VirtualCpus = 1,
            OsType = "exe",
            Init = "/bin/bash",
        };
        // The archive may be damaged in its packing only.
        domain.InitArguments.Replace(["-o", "pipefail", "-c", script, "unpack", .. arguments]);
        ContainerPlan.MapUsers(domain, folder.Owner);
        domain.Features.Add(FeatureXml.New("privnet"));
        foreach (var (directory, place) in new[] { ("/", "/"), (folder.Path, Target), (folder.Directory, Source) })
            domain.Devices.Add(new FileSystemXml(new XElement("filesystem")) { Type = "mount", SourceDirectory = directory, Target = place });
        domain.Devices.Add(new CharacterDeviceXml(new XElement("console")) { Type = "pty" });
        return domain.ToXml();
    }
}

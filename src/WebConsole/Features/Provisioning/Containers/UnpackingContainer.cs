using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Features.Provisioning.Containers;

/// <summary>
/// The container in which an archive is unpacked, since WebConsole is not root and an archive names owners, links and devices. libvirt starts it
/// with the mapped users of the container to be: owners are shifted by the kernel, device nodes can't be made, and of the host it can write
/// only to the new folder and to what everybody may write to. It has no network, and waits a while to be forced off: libvirt misses the end of a container that ends as soon as it has begun.
/// </summary>
internal sealed class UnpackingContainer(RootFolder folder, Guid uuid)
{
    /// <summary>Two directories that every host has, and in which nothing is mounted.</summary>
    private const string Target = "/usr/local/src", Source = "/usr/local/games";

    /// <summary>Of what xz and zstd need most, their window.</summary>
    private const long Memory = 512L << 20;

    /// <summary>Its script ends by itself some time after its work, should nobody be there to force it off.</summary>
    private const string Wait = "sleep 600";

    /// <summary>
    /// The folder's rights say how it went: libvirt knows no exit codes of containers. Files and directories of a few bytes take a block and
    /// an inode each, so that the length of an archive bounds neither: what was free of both at the beginning is looked at all the while.
    /// Of extended attributes it takes what programs such as ping may do; the kernel lets that hold among the container's users only.
    /// Nobody reads the container's console, so programs that complain there would stop once it is full. It ends after an hour or so, should
    /// WebConsole have gone.
    /// </summary>
    private const string Unpack = $$"""
        case "$1" in *gz) packer="gzip -dc" ;; *xz) packer="xz -dc -M 256MiB" ;; *zst) packer="zstd -dc -M256MiB" ;; *) packer=cat ;; esac
        unpack() {
            $packer < "{{Source}}/$1" | head -c "$2" |
                tar -x -C {{Target}}/{{RootFolder.RootName}} --numeric-owner --preserve-permissions --xattrs --xattrs-include='security.capability' --no-overwrite-dir --anchored --exclude='./dev/*' --exclude='dev/*'
        }
        first=($(stat -f -c '%a %d' {{Target}}))
        leaves_room() {
            local now=($(stat -f -c '%a %d' {{Target}}))
            [ $((now[0] * 10)) -ge "${first[0]}" ] && [ $((now[1] * 10)) -ge "${first[1]}" ]
        }
        mkdir -m 755 {{Target}}/{{RootFolder.RootName}}
        unpack "$@" 2> /dev/null & work=$!
        while kill -0 $work 2> /dev/null; do
            leaves_room && [ $SECONDS -lt 4000 ] || kill -KILL -1
            sleep 0.1
        done
        root={{Target}}/{{RootFolder.RootName}}
        has() { [ "$1" "$root/$2" ] && [ ! -L "$root/$2" ]; }
        mode={{RootFolder.Open}}
        wait $work && leaves_room || mode={{RootFolder.Failed}}
        if [ $mode = {{RootFolder.Failed}} ] || has -d usr || has -d etc || has -d bin; then
            :
        elif has -f metadata.yaml; then
            # An image of Incus has the system a level below. A link in its place would lead out of the folder.
            has -d rootfs && mv "$root" {{Target}}/image && mv {{Target}}/image/rootfs "$root" && rm -rf {{Target}}/image || mode={{RootFolder.Description}}
        elif has -f oci-layout || has -f manifest.json; then
            mode={{RootFolder.Layers}}
        fi
        chmod $mode {{Target}}
        {{Wait}}
        """;

    private const string Clear = $"chmod {RootFolder.Closed} {Target}; find {Target} -mindepth 1 -delete; chmod {RootFolder.Cleared} {Target}; {Wait}";

    /// <summary>Where libvirt puts the host's root aside while a container starts.</summary>
    public const string OldRoot = "/.oldroot";

    /// <summary>Its name beside those of machines while it runs.</summary>
    public string Name { get; } = $"unpack-{uuid:D}";

    public Guid Uuid => uuid;

    /// <param name="copy">The archive's name in the folder's pool.</param>
    /// <param name="most">How many bytes come of it at most.</param>
    public string ToUnpack(string copy, long most) => Write(Unpack, copy, most.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Has libvirt make the directory <see cref="OldRoot"/> of the host's root, as it does for any container that shares that root: with mapped users it may not.
    /// It runs as the host's root, so it runs nothing of the archive, and nothing of ours.
    /// </summary>
    public string ToPrepare()
    {
        var domain = New("/bin/sleep");
        domain.InitArguments.Replace(["60"]);
        return Finish(domain, ("/", "/"));
    }

    /// <summary>Removes what was unpacked, of which only the folder itself is libvirt's.</summary>
    public string ToClear() => Write(Clear);

    private string Write(string script, params string[] arguments)
    {
        var domain = New("/bin/bash");
        // The archive may be damaged in its packing only.
        domain.InitArguments.Replace(["-o", "pipefail", "-c", script, "unpack", .. arguments]);
        ContainerPlan.MapUsers(domain, folder.Owner);
        return Finish(domain, ("/", "/"), (folder.Path, Target), (folder.Directory, Source));
    }

    private DomainXml New(string program) => new(new XElement("domain", new XElement("memory", new XAttribute("unit", "KiB"), 0)))
    {
        DomainType = "lxc",
        Name = Name,
        Uuid = uuid,
        MemoryBytes = Memory,
        VirtualCpus = 1,
        OsType = "exe",
        Init = program,
    };

    private static string Finish(DomainXml domain, params (string Directory, string Place)[] mounts)
    {
        domain.Features.Add(FeatureXml.New("privnet"));
        foreach (var (directory, place) in mounts)
            domain.Devices.Add(new FileSystemXml(new XElement("filesystem")) { Type = "mount", SourceDirectory = directory, Target = place });
        domain.Devices.Add(new CharacterDeviceXml(new XElement("console")) { Type = "pty" });
        return domain.ToXml();
    }
}

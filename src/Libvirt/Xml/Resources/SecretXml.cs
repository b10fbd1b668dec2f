using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The description of a secret that libvirt keeps; the value is not part of it.</summary>
/// <seealso href="https://libvirt.org/formatsecret.html"/>
public sealed class SecretXml(XElement element) : XmlView(element)
{
    private const string RootName = "secret";

    /// <summary>Reads a <c>secret</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no secret.</exception>
    public static SecretXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>A secret whose value can't be read back by any client of libvirt, and is kept over a restart of the host.</summary>
    /// <param name="uuid">Its UUID.</param>
    /// <param name="usage">For what it is used: <c>iscsi</c>, <c>ceph</c> or <c>volume</c>.</param>
    /// <param name="name">The name by which pools and disks find it, unique among those of its usage; of <c>volume</c> the volume's path.</param>
    public static SecretXml New(Guid uuid, string usage, string name)
    {
        var secret = new SecretXml(SafeXml.NewRoot(RootName));
        secret.Set("@ephemeral", "no");
        secret.Set("@private", "yes");
        secret.SetUuid("uuid", uuid);
        secret.Set("usage@type", usage);
        secret.Set(NameOf(usage), name);
        return secret;
    }

    /// <summary>Whether only libvirt itself can read the value.</summary>
    public bool IsPrivate => Get("@private") == "yes";

    /// <summary>The UUID.</summary>
    public Guid? Uuid => GetUuid("uuid");

    /// <summary>What it is for, in words.</summary>
    public string? Description { get => Get("description"); set => Set("description", value); }

    /// <summary>For what it is used: <c>volume</c>, <c>ceph</c>, <c>iscsi</c>, <c>tls</c>, <c>vtpm</c>.</summary>
    public string? UsageType => Get("usage@type");

    /// <summary>The name by which pools and disks find it.</summary>
    public string? UsageName => UsageType is { } type ? Get(NameOf(type)) : null;

    private static string NameOf(string usage) => usage switch
    {
        "iscsi" => "usage/target",
        "volume" => "usage/volume",
        _ => "usage/name",
    };
}

namespace Libvirt.Xml;

/// <summary>The bond in the guest of a network card with a device of the host, which takes over while that is gone for a migration.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#teaming-a-virtio-hostdev-nic-pair"/>
public sealed class TeamingXml : XmlView
{
    internal TeamingXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>The part in it: <c>persistent</c> (stays) or <c>transient</c> (goes for a migration).</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The alias of the card that stays, of type <c>transient</c>.</summary>
    public string? Persistent { get => Get("@persistent"); set => Set("@persistent", value); }
}

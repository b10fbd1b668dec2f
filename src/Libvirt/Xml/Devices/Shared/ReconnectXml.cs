namespace Libvirt.Xml;

/// <summary>What QEMU does when a connection as a client breaks.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#tcp-client-server"/>
public sealed class ReconnectXml : XmlView
{
    internal ReconnectXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>Whether it connects again.</summary>
    public bool? Enabled { get => GetYesNo("@enabled"); set => SetYesNo("@enabled", value); }

    /// <summary>How long it waits between two attempts.</summary>
    public int? TimeoutSeconds { get => GetInt("@timeout"); set => SetNumber("@timeout", value); }
}

namespace Libvirt.Xml;

// What only one hypervisor knows, in a namespace of its own.
public sealed partial class DomainXml
{
    internal const string Qemu = "{http://libvirt.org/schemas/domain/qemu/1.0}";
    private const string Lxc = "{http://libvirt.org/schemas/domain/lxc/1.0}";
    private const string Xen = "{http://libvirt.org/schemas/domain/xen/1.0}";

    /// <summary>Whether it passes arguments to QEMU directly.</summary>
    public bool HasQemuCommandLine => Has(Qemu + "commandline");

    /// <summary>Arguments passed to QEMU directly.</summary>
    public XmlTexts QemuArguments => Texts($"{Qemu}commandline/{Qemu}arg@value");

    /// <summary>Variables in QEMU's environment.</summary>
    public XmlList<QemuEnvironmentXml> QemuEnvironment => Views($"{Qemu}commandline/{Qemu}env", e => new QemuEnvironmentXml(e));

    /// <summary>What libvirt is to think that QEMU can do.</summary>
    public XmlTexts QemuAddedCapabilities => Texts($"{Qemu}capabilities/{Qemu}add@capability");

    /// <summary>What libvirt is to think that QEMU can't do.</summary>
    public XmlTexts QemuRemovedCapabilities => Texts($"{Qemu}capabilities/{Qemu}del@capability");

    /// <summary>What QEMU does about deprecated settings: <c>omit</c>, <c>reject</c>, <c>crash</c>, <c>none</c>.</summary>
    public string? QemuDeprecation { get => Get($"{Qemu}deprecation@behavior"); set => Set($"{Qemu}deprecation@behavior", value); }

    /// <summary>Settings of devices that go to QEMU other than libvirt would have them.</summary>
    public XmlList<QemuDeviceOverrideXml> QemuDeviceOverrides => Views($"{Qemu}override/{Qemu}device", e => new QemuDeviceOverrideXml(e));

    /// <summary>Whose network a container is in: <c>netns</c>, <c>name</c>, <c>pid</c>; null for its own.</summary>
    public string? SharedNetworkType { get => Get($"{Lxc}namespace/{Lxc}sharenet@type"); set => Set($"{Lxc}namespace/{Lxc}sharenet@type", value); }

    /// <summary>That one's name or process.</summary>
    public string? SharedNetwork { get => Get($"{Lxc}namespace/{Lxc}sharenet@value"); set => Set($"{Lxc}namespace/{Lxc}sharenet@value", value); }

    /// <summary>Whose interprocess communication a container has part in: <c>name</c>, <c>pid</c>; null for its own.</summary>
    public string? SharedIpcType { get => Get($"{Lxc}namespace/{Lxc}shareipc@type"); set => Set($"{Lxc}namespace/{Lxc}shareipc@type", value); }

    /// <summary>That one's name or process.</summary>
    public string? SharedIpc { get => Get($"{Lxc}namespace/{Lxc}shareipc@value"); set => Set($"{Lxc}namespace/{Lxc}shareipc@value", value); }

    /// <summary>Whose host name a container has: <c>name</c>, <c>pid</c>; null for its own.</summary>
    public string? SharedHostNameType { get => Get($"{Lxc}namespace/{Lxc}shareuts@type"); set => Set($"{Lxc}namespace/{Lxc}shareuts@type", value); }

    /// <summary>That one's name or process.</summary>
    public string? SharedHostName { get => Get($"{Lxc}namespace/{Lxc}shareuts@value"); set => Set($"{Lxc}namespace/{Lxc}shareuts@value", value); }

    /// <summary>Arguments passed to Xen's device model directly.</summary>
    public XmlTexts XenArguments => Texts($"{Xen}commandline/{Xen}arg@value");
}

using System.Collections.Frozen;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A device of a domain: what all kinds have in common.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#devices"/>
public class DeviceXml : XmlView
{
    private static readonly FrozenDictionary<string, Func<XElement, DeviceXml>> Kinds =
        new Dictionary<string, Func<XElement, DeviceXml>>
        {
            ["disk"] = e => new DiskXml(e),
            ["interface"] = e => new InterfaceXml(e),
            ["graphics"] = e => new GraphicsXml(e),
            ["video"] = e => new VideoXml(e),
            ["sound"] = e => new SoundXml(e),
            ["serial"] = e => new CharacterDeviceXml(e),
            ["console"] = e => new CharacterDeviceXml(e),
            ["parallel"] = e => new CharacterDeviceXml(e),
            ["channel"] = e => new CharacterDeviceXml(e),
            ["controller"] = e => new ControllerXml(e),
            ["input"] = e => new InputXml(e),
            ["hostdev"] = e => new HostDeviceXml(e),
            ["filesystem"] = e => new FileSystemXml(e),
            ["tpm"] = e => new TpmXml(e),
            ["rng"] = e => new RandomGeneratorXml(e),
            ["watchdog"] = e => new WatchdogXml(e),
            ["memballoon"] = e => new MemoryBalloonXml(e),
            ["memory"] = e => new MemoryDeviceXml(e),
            ["panic"] = e => new PanicXml(e),
            ["vsock"] = e => new VsockXml(e),
            ["iommu"] = e => new IommuXml(e),
            ["redirdev"] = e => new RedirectedDeviceXml(e),
            ["shmem"] = e => new SharedMemoryXml(e),
            ["smartcard"] = e => new SmartCardXml(e),
            ["hub"] = e => new HubXml(e),
            ["audio"] = e => new AudioXml(e),
            ["nvram"] = e => new NvramXml(e),
            ["lease"] = e => new LeaseXml(e),
            ["redirfilter"] = e => new RedirectionFilterXml(e),
        }.ToFrozenDictionary();

    private protected DeviceXml(XElement element) : base(element) { }

    /// <summary>The name of its element, such as <c>disk</c>; a foreign one in braces with its namespace before.</summary>
    public string Kind => Element.Name.ToString();

    /// <summary>The name libvirt gave it in a running domain; one that starts with <c>ua-</c> is the user's, and libvirt keeps no other.</summary>
    public string? Alias { get => Get("alias@name"); set => Set("alias@name", value); }

    /// <summary>Where the guest finds it; libvirt chooses a free place for a device without.</summary>
    public DeviceAddressXml Address => new(this, "address");

    /// <summary>The number of a PCI device in ACPI, by which a guest can name it.</summary>
    public int? AcpiIndex { get => GetInt("acpi@index"); set => SetNumber("acpi@index", value); }

    /// <summary>Its position in the boot order, from 1; null if the guest does not boot from it.</summary>
    public int? BootOrder
    {
        get => GetInt("boot@order");
        set
        {
            // libvirt refuses what is left of a boot element without its order.
            if (value is null && BootOrder is not null)
                Remove("boot");
            else
                SetNumber("boot@order", value);
        }
    }

    /// <summary>What the guest's boot loader on s390 is told, at most 8 letters and digits.</summary>
    public string? BootLoadParameter { get => Get("boot@loadparm"); set => Set("boot@loadparm", value); }

    /// <summary>Replaces the address as a whole; the same address changes nothing.</summary>
    /// <param name="address">The new place; null lets libvirt choose.</param>
    public void SetAddress(DeviceAddress? address)
    {
        if (address == DeviceAddress.Of(Address))
            return;
        Remove("address");
        address?.Write(Address);
    }

    /// <summary>Creates the view for a child of <c>devices</c>.</summary>
    public static DeviceXml Lay(XElement element) =>
        element.Name.Namespace == XNamespace.None && Kinds.TryGetValue(element.Name.LocalName, out var lay)
            ? lay(element)
            : new DeviceXml(element);
}

using System.Globalization;
using System.Xml.Linq;

namespace WebConsole.Appliances.Ovf;

/// <summary>A piece of hardware of a descriptor: the properties of CIM's resource allocation that are read.</summary>
internal sealed class OvfItem(XElement element)
{
    public const int Processor = 3, Memory = 4, Ide = 5, Scsi = 6, Ethernet = 10, Floppy = 14, Cd = 15, Dvd = 16, Disk = 17, StorageExtent = 19,
        OtherStorage = 20, Serial = 21, Parallel = 22, Usb = 23, Graphics = 24, LogicalDisk = 31, EthernetConnection = 33, Sound = 35;

    private const int MostOfAKind = 512;

    public int? Type => NumberOf("ResourceType");

    public string? SubType => element.TextOf("ResourceSubType");

    public string? Id => element.TextOf("InstanceID") ?? element.TextOf("InstanceId");

    public string? Parent => element.TextOf("Parent");

    public int Place => NumberOf("AddressOnParent") ?? 0;

    /// <summary>Of a controller, its number among those of its bus.</summary>
    public int? Number => NumberOf("Address");

    public string? Address => element.TextOf("MACAddress") ?? element.TextOf("Address");

    public string? Connection => element.TextOf("Connection");

    public string? Quantity => element.TextOf("VirtualQuantity");

    public string? Units => element.TextOf("AllocationUnits");

    public int? CoresPerSocket => NumberOf("CoresPerSocket") ?? NumberOf("cpu_per_socket");

    /// <summary>oVirt says how they are divided, and not always how many there are.</summary>
    public int? OVirtVcpus => NumberOf("num_of_sockets") is > 0 and <= MostOfAKind and var sockets && NumberOf("cpu_per_socket") is > 0 and <= MostOfAKind and var cores
        && (NumberOf("threads_per_cpu") ?? 1) is > 0 and <= MostOfAKind and var threads ? sockets * cores * threads : null;

    public string Caption => element.TextOf("ElementName") ?? element.TextOf("Caption") ?? "A device";

    /// <summary>The variant of the machine to which it belongs; <c>null</c> if to all.</summary>
    public string? Configuration => element.Word("configuration");

    /// <summary>What it is of, <c>disk</c> or <c>file</c>, and its name: <c>ovf:/disk/vmdisk1</c>.</summary>
    public (string Kind, string Name)? Host
    {
        get
        {
            var text = element.TextOf("HostResource");
            var path = text?.StartsWith("ovf:", StringComparison.OrdinalIgnoreCase) is true ? text[4..] : text;
            return path?.Trim('/').Split('/') is [var kind, var name] ? (kind, name) : null;
        }
    }

    private int? NumberOf(string name) => int.TryParse(element.TextOf(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Globalization;
using System.Xml.Linq;

namespace WebConsole.Appliances.Ovf;

/// <summary>The namespaces and addresses of OVF 1.1.</summary>
internal static class OvfNames
{
    public const string StreamOptimized = "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized";

    private const string Cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";

    public static readonly XNamespace Envelope = "http://schemas.dmtf.org/ovf/envelope/1";
    public static readonly XNamespace Rasd = Cim + "CIM_ResourceAllocationSettingData";
    public static readonly XNamespace Vssd = Cim + "CIM_VirtualSystemSettingData";
    public static readonly XNamespace VMware = "http://www.vmware.com/schema/ovf";

    public static XAttribute Attribute(string name, object value) => new(Envelope + name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
}

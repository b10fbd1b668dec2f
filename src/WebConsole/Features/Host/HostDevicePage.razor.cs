using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Host;

/// <summary>The page of one device of a host.</summary>
public sealed partial class HostDevicePage
{
    private readonly LastKnown<ObjectId, NodeDevice> _known = new();
    private ImmutableArray<HostDuty> _duties = [];
    private HostStatus? _host;
    private HostDevice? _device;
    private Tabs.Tab[] _tabs = [];
    private string _tab = "";
    private string?[] _short = [];
    private (string, string?)[] _facts = [];
    private IReadOnlyList<DeviceUse> _users = [];
    private IReadOnlyList<HostDevice> _group = [];
    private IReadOnlyList<HostDevice> _children = [];

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private HostDuties Duties { get; set; } = null!;

    [Parameter]
    public required string Host { get; set; }

    /// <summary>libvirt's name of it.</summary>
    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    private ObjectId Id { get; set; }

    protected override void OnInitialized()
    {
        _tabs = [new("overview", Text["Overview"]), new("xml", Text["XML"]), new("tasks", Text["Tasks"])];
        Listen(Inventory, change => change.Touches(ObjectKind.Device) || change.Touches(ObjectId.OfHost(Host)) || change.Touches(ObjectKind.Pool) || change.Touches(ObjectKind.Network) || change.TouchesDefinitions(Host));
    }

    protected override async Task OnParametersSetAsync()
    {
        // The router decodes a parameter twice, and a name may hold %2F.
        Id = AppUrls.ObjectAt(Navigation.ToBaseRelativePath(Navigation.Uri)) is { Kind: ObjectKind.Device } id ? id : new ObjectId(ObjectKind.Device, Host, Name);
        _tab = Tabs.Choose(_tabs, Tab);
        Read();
        var (host, duties) = (_host, Duties);
        _duties = await Task.Run(() => duties.Of(host));
        Read();
    }

    protected override bool Refresh()
    {
        Read();
        return true;
    }

    private void Read()
    {
        var snapshot = Inventory.Current;
        _host = snapshot.Host(Host);
        _known.See(Id, snapshot.Find(Id) as NodeDevice);
        if (_known.Item is not { } known)
            return;
        _device = HostDevice.Of(known);
        var map = new HostDeviceMap(snapshot, Host, _duties);
        _users = map.UsersOf(_device);
        _group = map.GroupOf(_device);
        _children = [.. map.ChildrenOf(_device).OrderBy(child => child.Words, NaturalOrder.Instance)];
        _short = [Text[_device.Kind], _device.At, _device.Xml?.Driver, known.Active ? null : Text["defined only"].Value];
        _facts = FactsOf(_device);
    }

    private (string, string?)[] FactsOf(HostDevice device) => device.Xml is not { } xml ? [] :
    [
        (Text["Name in libvirt"], device.Name),
        (Text["Vendor"], Words.List(xml.VendorName, xml.VendorId)),
        (Text["Product"], Words.List(xml.ProductName ?? xml.Model, xml.ProductId)),
        (Text["Serial number"], xml.Serial),
        (Text["At"], device.At),
        (Text["Driver"], xml.Driver),
        (Text["NUMA node"], Number(xml.NumaNode)),
        (Text["Virtual function of"], xml.PhysicalFunction),
        (Text["MAC address"], xml.MacAddress),
        (Text["Link"], xml.CapabilityType == "net" ? Words.List(xml.LinkState, NodeDeviceWords.Speed(xml.LinkSpeed)) : null),
        (Text["Size"], xml.SizeBytes is { } size ? Format.Bytes(size) : null),
        (Text["Kind of mediated device"], xml.MediatedType),
        (Text["Made again when its parent appears"], xml.CapabilityType == "mdev" ? (device.Device.Autostart ? Text["yes"] : Text["no"]).Value : null),
        (Text["Connected to"], device.Device.Parent),
        (Text["Files"], string.Join(", ", xml.DeviceNodes)),
        (Text["In sysfs"], xml.SysfsPath),
    ];

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}

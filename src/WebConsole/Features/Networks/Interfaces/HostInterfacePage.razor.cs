using System.Globalization;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Interfaces;

/// <summary>The page of one network interface of a host.</summary>
public sealed partial class HostInterfacePage
{
    private IDisposable? _watch;
    private string? _watched;
    private string _name = "";
    private HostStatus? _host;
    private HostInterfaceReading? _read;
    private HostInterface? _one;
    private bool _gone;
    private IReadOnlyList<HostDuty> _duties = [];
    private IReadOnlyList<DeviceUse> _users = [];
    private IReadOnlyList<HostInterface> _ports = [];
    private (string, string?)[] _facts = [];

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private VisibleInventory Inventory { get; set; } = null!;

    [Inject]
    private VisibleInterfaces Interfaces { get; set; } = null!;

    [Inject]
    private HostDuties Duties { get; set; } = null!;

    [Parameter]
    public required string Host { get; set; }

    [Parameter]
    public required string Name { get; set; }

    protected override void OnInitialized()
    {
        Listen(handler => Interfaces.Changed += handler, handler => Interfaces.Changed -= handler);
        Listen(Inventory, change => change.Touches(ObjectKind.Network) || change.Touches(ObjectId.OfHost(Host)) || change.TouchesDefinitions(Host));
    }

    protected override async Task OnParametersSetAsync()
    {
        var name = AppUrls.HostInterfaceAt(Navigation.ToBaseRelativePath(Navigation.Uri)) ?? Name;
        if (name != _name)
            (_name, _one, _gone) = (name, null, false);
        if (_watched != Host)
        {
            _watch?.Dispose();
            (_watched, _watch) = (Host, Inventory.Current.Host(Host) is null ? null : Interfaces.Watch(Host));
        }
        Read();
        // Files of the kernel can block their reader.
        var (host, duties) = (_host, Duties);
        var own = await Task.Run(() => duties.OfCard(host, name));
        if (name == _name)
            _duties = own;
        Read();
    }

    protected override bool Refresh()
    {
        Read();
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _watch?.Dispose();
        base.Dispose(disposing);
    }

    private void Read()
    {
        var snapshot = Inventory.Current;
        _host = snapshot.Host(Host);
        _read = Interfaces.Latest(Host);
        if (_read?.Find(_name) is { } found)
            (_one, _gone) = (found, false);
        else
            _gone = _one is not null && _read is not null;
        if (_one is null || _read is null)
            return;
        _users = [.. new InterfaceUsers(snapshot, Host).Of(_name), .. _duties.Select(duty => duty.Use)];
        _ports = [.. _read.PortsOf(_name).Concat(_read.LyingOn(_name)).DistinctBy(port => port.Name).OrderBy(port => port.Name, NaturalOrder.Instance)];
        _facts = FactsOf(_one);
    }

    private (string, string?)[] FactsOf(HostInterface one) =>
    [
        (Text["Kind"], Text[one.Kind.ToWord()]),
        (Text["Speed"], NodeDeviceWords.Speed(one.Speed)),
        (Text["MTU"], one.Mtu?.ToString(CultureInfo.InvariantCulture)),
        (Text["MAC address"], one.Mac),
        (Text["Driver"], one.Driver),
        .. one.Addresses.Select(address => (Text["Address"].Value, (string?)(address.IsAutomatic switch
        {
            true => Text["{0}, given automatically", address.Address].Value,
            false => Text["{0}, fixed", address.Address].Value,
            _ => address.Address,
        }))),
        (Text["Gateway"], one.Gateway),
        (Text["Configured by"], one.Keeper.ToWord()),
        (Text["Port of"], one.Master),
        (Text["Lies on"], one.Parent),
        (Text["VLAN"], one.VlanId?.ToString(CultureInfo.InvariantCulture)),
        (Text["Mode of the bond"], one.BondMode),
        (Text["Port at work"], one.ActivePort),
        (Text["Spanning tree"], OnOff(one.Stp)),
        (Text["Tells VLANs apart"], OnOff(one.FiltersVlans)),
        (Text["Received now"], Traffic(one.ReceivedRate, one.Received)),
        (Text["Sent now"], Traffic(one.SentRate, one.Sent)),
    ];

    private string? OnOff(bool? value) => value is { } known ? Text[known ? "on" : "off"].Value : null;

    private string? Traffic(double? rate, long? total) => rate is null && total is null ? null : Text["{0}, {1} in all", Format.Rate(rate), Format.Bytes(total)].Value;

    private string PortWords(HostInterface port) => string.Join(" · ", new[] { Text[port.Kind.ToWord()].Value, Text[port.StateWord].Value, new InterfaceUsers(Inventory.Current, Host).MachineOf(port.Name)?.Name }.OfType<string>());
}

using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Forms;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Detail;

/// <summary>The list of a machine's hardware that changes it.</summary>
public sealed partial class HardwareTab
{
    private const string Changed = "changed", Open = "open", Folded = "folded";

    private (Machine?, object?, object?, bool) _read;
    private IReadOnlyList<HardwareRow> _rows = [];
    private bool _isContainer;
    private bool _takesModules;

    [Parameter, EditorRequired]
    public required Machine Machine { get; set; }

    [Parameter, EditorRequired]
    public required InventorySnapshot Inventory { get; set; }

    /// <summary>Whether hardware can be changed, as far as the user may; else it is only shown.</summary>
    [Parameter]
    public bool Changes { get; set; }

    /// <summary>Words that shown hardware has.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary><c>changed</c>: only what the next start changes.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary><c>open</c> or <c>folded</c>; without it, the plumbing is open only where something of it waits for the next start.</summary>
    [SupplyParameterFromQuery]
    public string? Plumbing { get; set; }

    private bool OnlyChanged => Show is Changed;

    private int ChangedCount => _rows.Count(row => row.Pending is not null);

    private string[] Sought => (Query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<HardwareRow> Shown => Sought is var words && words.Length == 0 && !OnlyChanged ? _rows : _rows.Where(row => (row.Pending is not null || !OnlyChanged) && row.Has(words));

    private bool PlumbingWaits => _rows.Any(row => row is { Group: HardwareGroup.Plumbing, Pending: not null });

    /// <summary>What was looked for is not hidden again.</summary>
    private bool IsPlumbingOpen => OnlyChanged || Sought.Length > 0 || Plumbing switch { Open => true, Folded => false, _ => PlumbingWaits };

    private ObjectAction? Edit => Changes ? Available.For(Machine).Find("edit") : null;

    private ObjectAction? Reverting => Changes ? Available.For(Machine).Find("revert-pending") : null;

    protected override void OnParametersSet()
    {
        // A change of other objects is no reason to read anew.
        var context = HardwareContext.Of(Machine, Inventory, Metrics);
        if (_read == (Machine, Inventory.Volumes, context.DiskSizes, Changes))
            return;
        _read = (Machine, Inventory.Volumes, context.DiskSizes, Changes);
        _isContainer = DomainXml.TryParse(Machine.Xml, out var domain) && domain.OsType is "exe";
        _takesModules = domain is { OsType: "hvm", DomainType: not "xen" };
        _rows = HardwareRow.Of(Machine, context, Changes ? PendingWords.Of(Machine, Available.May(Right.Operate, Machine.Id)) : []);
    }

    private void Go(string parameter, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(parameter, string.IsNullOrEmpty(value) ? null : value), replace: true);

    private void ShowAll() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = null, ["show"] = null }), replace: true);

    private void TogglePlumbing() => Go("plumbing", IsPlumbingOpen == PlumbingWaits ? IsPlumbingOpen ? Folded : Open : null);

    /// <summary>What changes a row's hardware; <c>null</c> where the user may not, or only its XML says it.</summary>
    private Func<Task>? OpenerOf(HardwareRow row) => row switch
    {
        { Item: { Kind: HardwareKind.Processor } } when Edit is { } edit => () => Runner.AskForAsync<EditProcessorsForm>(edit, Machine),
        { Item: { Kind: HardwareKind.Memory, Key: null } } when Edit is { } edit => () => Runner.AskForAsync<EditMemoryForm>(edit, Machine),
        { Item: { Kind: HardwareKind.Firmware } } when !_isContainer && Edit is { } edit => () => Runner.AskForAsync<EditStartForm>(edit, Machine),
        { Device: { } device } when Changes && Available.For(device).Find("edit-device") is { } edit => () => Runner.RunAsync(edit, device),
        _ => null,
    };

    /// <summary>What a card has by the leases of its network; of the only card, what the machine has. All of it is asked for below the list (<see cref="CardAddressList"/>).</summary>
    private string AddressesOf(HardwareRow row) => row.Device?.Now is not InterfaceXml { MacAddress: { } mac } card || Machine.Addresses.IsEmpty ? ""
        : string.Join(", ", Machine.MacAddresses.Length == 1 ? Machine.Addresses
            : Inventory.Leases.GetValueOrDefault((Machine.Id.Host, card.SourceNetwork ?? ""), []).Where(lease => string.Equals(lease.HardwareAddress, mac, StringComparison.OrdinalIgnoreCase)).Select(lease => lease.Address).Distinct().Where(Machine.Addresses.Contains));

    private string XmlOf(HardwareItem item) => item.Key is { } key ? AppUrls.MachineXml(Machine.Id, key.ToString()) : AppUrls.Machine(Machine.Id, "xml");

    /// <summary>Whether ports of the host can lead to a card.</summary>
    private bool IsOnNat(InterfaceXml card) => card is { Type: "network", SourceNetwork: { } name }
        && Inventory.Networks.Values.FirstOrDefault(network => network.Host == Machine.Id.Host && network.Name == name) is { } on && NetworkXml.TryParse(on.InactiveXml ?? on.Xml, out var xml) && xml.ForwardMode is "nat";

    private DiskJob? JobOf(HardwareRow row) => row.Item.Key is { Kind: "disk" } key ? Machine.DiskJobs.FirstOrDefault(job => job.Disk == key.Name) : null;

    /// <summary>An action that would not be refused now.</summary>
    private ObjectAction? Possible(MachineDevice device, string word) => Available.For(device).Find(word) is { } action && Runner.WhyNot(action, device) is null ? action : null;

    private Task RevertAsync(HardwareRow row) => Reverting is { } action
        ? Runner.StartAsync(action, Machine, new PendingChangesToRevert([.. row.Waiting.SelectMany(change => change.Paths).Distinct()]))
        : Task.CompletedTask;

    private string WordOf(PendingSign sign) => sign switch
    {
        PendingSign.Comes => Text["new after restart"],
        PendingSign.Goes => Text["gone after restart"],
        _ => Text["after restart"],
    };

    private static string SignOf(PendingSign sign) => sign switch
    {
        PendingSign.Comes => "+",
        PendingSign.Goes => "−",
        _ => "→",
    };

    private static string? StateOf(HardwareRow row) => row.Pending switch
    {
        PendingSign.Comes => "next",
        PendingSign.Goes => "gone",
        PendingSign.Changes => "changed",
        _ => null,
    };

    private static string TestIdOf(HardwareItem item) => item switch
    {
        { Kind: HardwareKind.Processor } => "edit-processors",
        { Kind: HardwareKind.Memory, Key: null } => "edit-memory",
        { Kind: HardwareKind.Firmware } => "edit-start",
        _ => "open-device",
    };

    /// <summary>A localizer's key.</summary>
    private static string LinkWord(HardwareItem item) => item.Kind switch
    {
        HardwareKind.NetworkCard => "Open network",
        HardwareKind.HostDevice => "Open device",
        _ when item.Link!.Contains("/volumes/", StringComparison.Ordinal) => "Open volume",
        _ => "Open pool",
    };
}

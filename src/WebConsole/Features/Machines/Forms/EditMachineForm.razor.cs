using Libvirt.Xml;
using MudBlazor;
using WebConsole.Components.Shared;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for what people write about a machine, its picture, who starts it, and its protection.</summary>
public sealed partial class EditMachineForm
{
    private (string? Title, string? Description, IReadOnlyList<string> Tags, string? Notes, bool Protected) _first = (null, null, [], null, false);
    private (string Icon, string By, int? Order, int? Delay) _firstOwn = ("", AutostartChanges.Off, null, null);
    private string? _title;
    private string? _description;
    private IReadOnlyList<string>? _tags;
    private string? _notes;
    private bool _protected;
    private string _icon = "";
    private string _by = AutostartChanges.Off;
    private int? _order;
    private int? _delay;

    protected override MachineChanges Arguments => new(Changed(_title, _first.Title), Changed(_description, _first.Description), _first.Tags.SequenceEqual(_tags ?? []) ? null : _tags ?? [],
        Changed(_notes, _first.Notes), _icon == _firstOwn.Icon ? null : _icon, _protected == _first.Protected ? null : _protected, Autostart: Autostart, Version: Definition?.Version);

    /// <summary>All of it where any of it was changed, so that libvirt's own autostart follows.</summary>
    private AutostartChanges? Autostart => (_by, _order, _delay) == (_firstOwn.By, _firstOwn.Order, _firstOwn.Delay) ? null
        : _by is AutostartChanges.WebConsole ? new(_by, _order, _delay ?? 0)
        : _by == _firstOwn.By ? null : new(_by);

    private IReadOnlyList<Tile<string>> IconTiles =>
    [
        new("", Text["None"], Icons.Material.Outlined.Block),
        .. MachineIcons.All.Select(icon => new Tile<string>(icon.Name, Text[icon.Word], icon.Icon)),
        .. _firstOwn.Icon is "" || MachineIcons.Names.Contains(_firstOwn.Icon) ? [] : new[] { new Tile<string>(_firstOwn.Icon, Text["Another one, which is unknown"], MachineIcons.Default) },
    ];

    private IReadOnlyList<Choice<string>> Starters =>
    [
        new(AutostartChanges.Off, Text["Off"]),
        new(AutostartChanges.Libvirt, Text["With libvirt, all at once"]),
        new(AutostartChanges.WebConsole, Text["In order, by WebConsole"]) { Why = Host?.Facts is { IsLocal: false } ? Text["only on the host that WebConsole runs on"].Value : null },
    ];

    private string? StarterHelp => _by is AutostartChanges.WebConsole ? Text["WebConsole starts it after a boot of the host, not libvirt: if WebConsole does not run, it does not start."].Value : null;

    protected override void Fill(string xml)
    {
        if (!DomainXml.TryParse(xml, out var domain))
            return;
        _first = (domain.Title, domain.Description, [.. domain.Tags], domain.Notes, domain.Protected);
        (_title, _description, _tags, _notes, _protected) = _first;
        var order = StartOrder.Of(domain).Order;
        _firstOwn = (domain.Icon ?? "", order is not null ? AutostartChanges.WebConsole : Subject.Autostart ? AutostartChanges.Libvirt : AutostartChanges.Off, order?.Number, order?.DelaySeconds);
        (_icon, _by, _order, _delay) = _firstOwn;
    }

    private FormPreview Say()
    {
        var domain = DomainXml.Parse(Definition!.Xml);
        var changes = Arguments;
        EditMachine.Apply(changes, domain);
        return Say(changes.IsNothing ? Text["Nothing changes yet."] : Subject.IsActive ? Text["Takes effect at once, and stays after a restart."] : Text["Takes effect at once."], domain.ToXml());
    }
}

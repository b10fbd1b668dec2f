using Libvirt;
using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for title, description and tags, with a preview; it watches the definition while it is open.</summary>
public sealed partial class EditMachineForm : IDisposable
{
    private DefinitionText? _read;
    private (string? Title, string? Description, IReadOnlyList<string> Tags) _first = (null, null, []);
    private ChangedMeanwhile? _meanwhile;
    private DefinitionText? _now;
    private string? _error;
    private string? _title;
    private string? _description;
    private IReadOnlyList<string>? _tags;

    [Inject]
    public required AvailableActions Available { get; set; }

    // A field that the user left alone is not sent: applied anew, it would take back what another user wrote there.
    protected override MachineChanges Arguments => new(Changed(_title, _first.Title), Changed(_description, _first.Description), _first.Tags.SequenceEqual(_tags ?? []) ? null : _tags ?? [], _read?.Version);

    protected override async Task OnInitializedAsync()
    {
        Inventory.Changed += Look;
        _read = await TryReadAsync();
        if (_read is null || !DomainXml.TryParse(_read.Xml, out var domain))
            return;
        _first = (domain.Title, domain.Description, [.. domain.Tags]);
        (_title, _description, _tags) = _first;
    }

    public void Dispose() => Inventory.Changed -= Look;

    private FormPreview Say()
    {
        var domain = DomainXml.Parse(_read!.Xml);
        EditMachine.Apply(Arguments, domain);
        return new FormPreview(Text["Takes effect at once, and stays after a restart"]) { Before = _read.Xml, After = domain.ToXml(), Virsh = Make().VirshLine is { Length: > 0 } line ? line : null };
    }

    private async Task<DefinitionText?> TryReadAsync()
    {
        try
        {
            return await Editor.ReadAsync(Subject.Id, Available.May(Right.Operate, Subject.Id), CancellationToken.None);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            _error = error.Message;
            return null;
        }
    }

    private void Look(InventoryChange change)
    {
        if (change.TouchesDefinitionOf(Subject.Id))
            _ = InvokeAsync(CompareAsync);
    }

    private async Task CompareAsync()
    {
        if (_read is null || await TryReadAsync() is not { } now || now.Version == (_now ?? _read).Version)
            return;
        _now = now;
        _meanwhile = now.Version == _read.Version ? null : new ChangedMeanwhile(Text["Its definition was changed meanwhile."], _read.Xml, now.Xml);
        StateHasChanged();
    }

    private static string? Changed(string? value, string? first) => (value ?? "") == (first ?? "") ? null : value ?? "";

    private void TakeNow() => (_read, _now, _meanwhile) = (_now, null, null);
}

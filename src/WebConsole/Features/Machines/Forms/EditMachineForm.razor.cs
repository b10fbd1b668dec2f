using Libvirt.Xml;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for what people write about a machine, and its protection.</summary>
public sealed partial class EditMachineForm
{
    private (string? Title, string? Description, IReadOnlyList<string> Tags, string? Notes, bool Protected) _first = (null, null, [], null, false);
    private string? _title;
    private string? _description;
    private IReadOnlyList<string>? _tags;
    private string? _notes;
    private bool _protected;

    protected override MachineChanges Arguments => new(Changed(_title, _first.Title), Changed(_description, _first.Description), _first.Tags.SequenceEqual(_tags ?? []) ? null : _tags ?? [],
        Changed(_notes, _first.Notes), _protected == _first.Protected ? null : _protected, Version: Definition?.Version);

    protected override void Fill(string xml)
    {
        if (!DomainXml.TryParse(xml, out var domain))
            return;
        _first = (domain.Title, domain.Description, [.. domain.Tags], domain.Notes, domain.Protected);
        (_title, _description, _tags, _notes, _protected) = _first;
    }

    private FormPreview Say()
    {
        var domain = DomainXml.Parse(Definition!.Xml);
        EditMachine.Apply(Arguments, domain);
        return Say(Text["Takes effect at once, and stays after a restart"], domain.ToXml());
    }
}

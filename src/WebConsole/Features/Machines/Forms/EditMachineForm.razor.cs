using Libvirt.Xml;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for title, description and tags.</summary>
public sealed partial class EditMachineForm
{
    private (string? Title, string? Description, IReadOnlyList<string> Tags) _first = (null, null, []);
    private string? _title;
    private string? _description;
    private IReadOnlyList<string>? _tags;

    protected override MachineChanges Arguments => new(Changed(_title, _first.Title), Changed(_description, _first.Description), _first.Tags.SequenceEqual(_tags ?? []) ? null : _tags ?? [], Version: Definition?.Version);

    protected override void Fill(string xml)
    {
        if (!DomainXml.TryParse(xml, out var domain))
            return;
        _first = (domain.Title, domain.Description, [.. domain.Tags]);
        (_title, _description, _tags) = _first;
    }

    private FormPreview Say()
    {
        var domain = DomainXml.Parse(Definition!.Xml);
        EditMachine.Apply(Arguments, domain);
        return Say(Text["Takes effect at once, and stays after a restart"], domain.ToXml());
    }
}

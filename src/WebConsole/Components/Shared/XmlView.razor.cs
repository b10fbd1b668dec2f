using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Components.Shared;

public sealed partial class XmlView
{
    private (string Xml, bool Operates)? _read;
    private string _shown = "";
    private bool _masked;
    private string? _drawn;

    /// <summary>All of it; what of it is shown is decided here.</summary>
    [Parameter, EditorRequired]
    public required string Xml { get; set; }

    /// <summary>Whose definition it is.</summary>
    [Parameter, EditorRequired]
    public ObjectId Of { get; set; }

    [Parameter]
    public string Title { get; set; } = "XML";

    protected override void OnParametersSet()
    {
        var read = (Xml, Available.May(Right.Operate, Of));
        if (_read == read)
            return;
        _read = read;
        _shown = DefinitionMask.For(read.Item2, Xml);
        _masked = _shown != Xml;
    }

    protected override bool ShouldRender()
    {
        if (_drawn == _shown)
            return false;
        _drawn = _shown;
        return true;
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Security;

namespace WebConsole.Components.Shared;

public sealed partial class XmlView
{
    /// <summary>Beyond it the colours would cost a circuit more memory than they are worth.</summary>
    internal const int LongestColoured = 128 * 1024;

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

    private void Paint(RenderTreeBuilder builder)
    {
        if (_shown.Length > LongestColoured)
        {
            builder.AddContent(0, _shown);
            return;
        }
        foreach (var (kind, text) in XmlHighlighter.Cut(_shown))
        {
            var name = ClassOf(kind);
            if (name is null && !MayTurn(text))
            {
                builder.AddContent(1, text);
                continue;
            }
            builder.OpenElement(2, "span");
            builder.AddAttribute(3, "class", name);
            builder.AddContent(4, text);
            builder.CloseElement();
        }
    }

    /// <summary>From Hebrew on there are letters and marks that turn the direction; in an element of their own they turn nothing else.</summary>
    private static bool MayTurn(string text) => text.AsSpan().ContainsAnyExceptInRange('\0', '\u058f');

    private static string? ClassOf(XmlTokenKind kind) => kind switch
    {
        XmlTokenKind.Element => "x-e",
        XmlTokenKind.Attribute => "x-a",
        XmlTokenKind.Value => "x-v",
        XmlTokenKind.Comment => "x-c",
        _ => null,
    };
}

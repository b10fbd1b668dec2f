using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace WebConsole.Components.Shared;

/// <summary>XML in colours, made of elements: nothing of it ever becomes markup.</summary>
public sealed class XmlText : ComponentBase
{
    /// <summary>Beyond it the colours would cost a circuit more memory than they are worth.</summary>
    internal const int LongestColoured = 128 * 1024;

    private string? _drawn;

    [Parameter, EditorRequired]
    public required string Xml { get; set; }

    protected override bool ShouldRender() => _drawn != Xml;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _drawn = Xml;
        if (Xml.Length > LongestColoured)
        {
            builder.AddContent(0, Xml);
            return;
        }
        foreach (var (kind, text) in XmlHighlighter.Cut(Xml))
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

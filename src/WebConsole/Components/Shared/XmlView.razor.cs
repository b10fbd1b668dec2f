using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using WebConsole.Security;

namespace WebConsole.Components.Shared;

public sealed partial class XmlView
{
    /// <summary>Beyond it the colours would cost a circuit more memory than they are worth.</summary>
    internal const int LongestColoured = 128 * 1024;

    private (string Xml, Role? Role)? _read;
    private string _shown = "";
    private bool _masked;
    private string? _drawn;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>All of it; what of it is shown is decided here.</summary>
    [Parameter, EditorRequired]
    public required string Xml { get; set; }

    [Parameter]
    public string Title { get; set; } = "XML";

    protected override async Task OnParametersSetAsync()
    {
        var (xml, role) = (Xml, Authentication is null ? null : Policies.RoleOf((await Authentication).User));
        if (_read == (xml, role))
            return;
        _read = (xml, role);
        _shown = DefinitionMask.For(role, xml);
        _masked = _shown != xml;
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

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace WebConsole.Components.Shared.Forms;

/// <summary>Keeps what it shows as it is for a while, whatever changes around it.</summary>
public sealed class Held : ComponentBase
{
    /// <summary>Whether it keeps what it shows.</summary>
    [Parameter, EditorRequired]
    public required bool While { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    protected override bool ShouldRender() => !While;

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}

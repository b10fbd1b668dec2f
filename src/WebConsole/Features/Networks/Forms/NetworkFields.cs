using Microsoft.AspNetCore.Components;

namespace WebConsole.Features.Networks.Forms;

/// <summary>Base of a part of the form of a new network.</summary>
public abstract class NetworkFields : ComponentBase
{
    [Parameter, EditorRequired]
    public required NetworkForm Network { get; set; }

    private protected NetworkDraft Draft => Network.Draft;

    protected string? MistakeOf(string field) => Network.MistakeOf(field);
}

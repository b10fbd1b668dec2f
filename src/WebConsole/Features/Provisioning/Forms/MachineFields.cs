using Microsoft.AspNetCore.Components;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Base of a part of the form for a new machine.</summary>
public abstract class MachineFields : ComponentBase
{
    [Parameter, EditorRequired]
    public required MachineForm Machine { get; set; }

    internal MachineDraft Draft => Machine.Draft;

    internal MachinePlan Plan => Machine.Plan;

    /// <summary>What is wrong with a field, by its name in the API.</summary>
    protected string? MistakeOf(string field) => Machine.MistakeOf(field);
}

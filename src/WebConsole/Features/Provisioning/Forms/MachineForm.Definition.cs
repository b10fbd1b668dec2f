namespace WebConsole.Features.Provisioning.Forms;

// The definition that somebody edits before the machine is made.
public sealed partial class MachineForm
{
    /// <summary>Whether the definition can be edited: that of several machines, or of a copy, is not one text of this form.</summary>
    public bool CanEditDefinition => Draft.Source is not MachineSource.Copy && !IsSeries;

    /// <summary>Begins to edit what the form writes; what is edited already stays.</summary>
    public void EditDefinition()
    {
        if (Draft.Definition is null && WrittenBy(Plan) is { } written)
            Draft.Definition = new DefinitionDraft(written);
    }

    /// <summary>Keeps the edited definition where the form has changed the same lines.</summary>
    public void KeepDefinition()
    {
        Draft.Definition?.Keep();
        _looked = null;
    }

    /// <summary>Lets the edited definition follow what the form writes now.</summary>
    /// <returns>Whether another one is asked for now.</returns>
    private bool FollowDefinition(MachinePlan plan) => !IsSeries && Draft.Definition is { } edited && WrittenBy(plan) is { } written && edited.Follow(written);

    /// <summary>What the form writes; null as long as a field has what XML can't hold, which the field says.</summary>
    private static string? WrittenBy(MachinePlan plan)
    {
        try
        {
            return plan.Definition().Element.ToString();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Said where the form and somebody have changed the same lines of the definition.</summary>
    private IReadOnlyDictionary<string, string[]> WithConflict(IReadOnlyDictionary<string, string[]> mistakes) => Draft.Definition?.Conflict is null ? mistakes
        : new Dictionary<string, string[]>(mistakes) { ["definition"] = [text["The form now writes other lines where you have edited. Take the form's, or keep yours."].Value] };
}

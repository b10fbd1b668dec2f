using WebConsole.Hypervisor.Schemas;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The definition as somebody has edited it. It follows the form, wherever it was not edited.</summary>
/// <param name="written">The definition that the form writes.</param>
public sealed class DefinitionDraft(string written)
{
    /// <summary>What the form wrote when this was edited.</summary>
    public string Base { get; private set; } = written;

    public string Text { get; set; } = written;

    /// <summary>What the form writes now, where it has changed in lines that were edited; null where it has not.</summary>
    public string? Conflict { get; private set; }

    /// <summary>Whether it says anything else than the form.</summary>
    public bool IsEdited => Conflict is not null || Text != Base;

    /// <summary>What libvirt's schema says of the text that was looked at last.</summary>
    public (string Text, DefinitionCheck Found)? Looked { get; private set; }

    /// <summary>Whether edits are taken that reach the host.</summary>
    public bool HostAccess { get; set; }

    /// <summary>Whether it is taken although libvirt's schema does not know something in it.</summary>
    public bool AgainstSchema { get; set; }

    /// <summary>Remembers what the editor has found in the text.</summary>
    public void Look(DefinitionCheck found) => Looked = (Text, found);

    /// <summary>What was found in a text; null where nobody has looked at it yet.</summary>
    public DefinitionCheck? FoundIn(string text) => Looked is { } looked && looked.Text == text ? looked.Found : null;

    /// <summary>Makes the same edits of what the form writes now.</summary>
    /// <returns>Whether the text is another one now.</returns>
    public bool Follow(string now)
    {
        if (now == Base)
        {
            Conflict = null;
            return false;
        }
        if (TextMerge.Of(Base, Text, now, neighbours: true) is not { } both)
        {
            Conflict = now;
            return false;
        }
        var isAnother = both != Text;
        (Base, Text, Conflict) = (now, both, null);
        return isAnother;
    }

    /// <summary>Keeps the text as it is, whatever the form writes now.</summary>
    public void Keep() => (Base, Conflict) = (Conflict ?? Base, null);
}

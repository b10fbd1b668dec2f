using Microsoft.AspNetCore.Components;

namespace WebConsole.Components.Shared.Forms;

/// <summary>The preview of a form's effect.</summary>
/// <param name="Sentence">One sentence: "4 GiB now, up to 8 GiB after a restart".</param>
public sealed record FormPreview(string Sentence)
{
    /// <summary>Whether the sentence is a warning.</summary>
    public bool Warns { get; init; }

    /// <summary>How many warnings a summary beside it has, which a phone hides.</summary>
    public int Warnings { get; init; }

    /// <summary>Whether it is open at first: in a form that asks for nothing, it is what there is to read.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it gets the height of a review: whoever submits the form has to read all that changes.</summary>
    public bool IsTall { get; init; }

    /// <summary>Details as a list, if there are several changes.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The current definition; empty for a new object.</summary>
    public string? Before { get; init; }

    /// <summary>The new definition.</summary>
    public string? After { get; init; }

    /// <summary>What is said of the new definition: "edited by you".</summary>
    public string? Note { get; init; }

    /// <summary>Begins to edit the new definition, in the field <c>definition</c>; not set where it can't be edited.</summary>
    public EventCallback Edit { get; init; }

    /// <summary>The equivalent virsh commands, one per line; by default those of the operation.</summary>
    public string? Virsh { get; init; }

    /// <summary>The same by the commands of further programs, each with the program's name.</summary>
    public IReadOnlyList<(string Program, string Text)> Lines { get; init; } = [];
}

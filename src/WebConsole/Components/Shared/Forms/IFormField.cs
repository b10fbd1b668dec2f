namespace WebConsole.Components.Shared.Forms;

/// <summary>What <see cref="Field"/> and <see cref="FormState"/> need from a field.</summary>
public interface IFormField
{
    /// <summary>Its name in the API, used in errors and test IDs.</summary>
    public string Name { get; }
    public string Label { get; }

    /// <summary>The row of a list in which it is, "User 2"; <c>null</c> outside of lists.</summary>
    public string? Row { get; }
    public string? Help { get; }
    public bool Optional { get; }
    public Applies Applies { get; }

    /// <summary>Sets when it applies; <c>null</c> if the user can't choose.</summary>
    public Func<Applies, Task>? Choose { get; }

    /// <summary>The ID of the input, for its label.</summary>
    public string Id { get; }

    /// <summary>The width class of the input: <c>number</c>, <c>size</c>, <c>name</c>, <c>mac</c>, <c>full</c> or <c>code</c>.</summary>
    public string Width { get; }

    /// <summary>Whether it has several inputs, which a <c>fieldset</c> groups.</summary>
    public bool IsGroup { get; }

    /// <summary>Whether it is in the form and not seen, so that its error has to be said elsewhere.</summary>
    public bool IsHidden { get; }

    public string? Error { get; }
    public bool IsChanged { get; }

    /// <summary>The name of another field that has the same value: a change of both is one.</summary>
    public string? Repeats { get; }

    /// <summary>Whether the field marks its change and offers to revert it; not in a form that creates something.</summary>
    public bool MarksChange { get; }

    /// <summary>The old and new value as text; <c>null</c> if they must not be shown.</summary>
    public (string Was, string Is)? Change { get; }

    /// <summary>Takes its value as the one that it began with, and returns it.</summary>
    public object? BeginAnew();

    public Task RevertAsync();

    /// <summary>Validates the value and shows its error; returns whether it is valid.</summary>
    public bool Check();

    /// <summary>Renders it again after the form's state has changed.</summary>
    public void Refresh();
}

namespace WebConsole.Components.Shared.Forms;

/// <summary>What <see cref="Field"/> draws around an input, and what a <see cref="FormState"/> asks of it.</summary>
public interface IFormField
{
    /// <summary>Its name in the API, which errors and tests know it by.</summary>
    public string Name { get; }
    public string Label { get; }
    public string? Help { get; }
    public bool Optional { get; }
    public Applies Applies { get; }

    /// <summary>Sets when it applies; <c>null</c> where that can't be chosen.</summary>
    public Func<Applies, Task>? Choose { get; }

    /// <summary>The id of the input, for its label.</summary>
    public string Id { get; }

    /// <summary>What the input's width follows: <c>number</c>, <c>size</c>, <c>name</c>, <c>mac</c> or <c>full</c>.</summary>
    public string Width { get; }

    /// <summary>Whether its input is several, which a <c>fieldset</c> holds together.</summary>
    public bool IsGroup { get; }

    public string? Error { get; }
    public bool IsChanged { get; }

    /// <summary>What it was and is, in words; <c>null</c> where it is not for showing.</summary>
    public (string Was, string Is)? Change { get; }

    public Task RevertAsync();

    /// <summary>Looks at the value and shows what is wrong with it; whether nothing is.</summary>
    public bool Check();

    /// <summary>Draws it anew: the form learnt something of it.</summary>
    public void Refresh();
}

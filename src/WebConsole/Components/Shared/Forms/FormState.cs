namespace WebConsole.Components.Shared.Forms;

/// <summary>
/// The state of a form's fields: their original values, which are changed, and the server's errors. A field that is
/// removed and shown again (because another source was chosen) finds its original value here.
/// </summary>
public sealed class FormState
{
    private readonly List<IFormField> _fields = [];
    private readonly Dictionary<string, object?> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);

    /// <summary>Raised when a field changed, on the form's circuit.</summary>
    public event Action? Changed;

    /// <summary>Raised before the user changes a value.</summary>
    public event Action? Entered;

    /// <summary>Whether the form creates an object or only confirms: there is no old value to show or to go back to.</summary>
    public bool Creates { get; internal set; }

    /// <summary>Whether somebody has entered something.</summary>
    public bool IsTouched { get; private set; }

    public IReadOnlyList<IFormField> Fields => _fields;

    public int Changes => _fields.Count(one => one.IsChanged && !(one.Repeats is { } same && _fields.Exists(other => other.Name == same && other.IsChanged)));

    /// <summary>The server's errors for hidden fields or for no field.</summary>
    public IEnumerable<string> Elsewhere => _said.Where(said => !_fields.Exists(one => one.Name == said.Key && !one.IsHidden)).Select(said => said.Value);

    /// <summary>Called before the user changes a value. What the page has set in a new object until then was not entered by anybody.</summary>
    internal void Touch()
    {
        Entered?.Invoke();
        if (IsTouched)
            return;
        IsTouched = true;
        if (!Creates)
            return;
        foreach (var field in _fields)
            _first[field.Name] = field.BeginAnew();
    }

    internal object? First(string name, object? value) => _first.TryAdd(name, value) ? value : _first[name];

    internal void Add(IFormField field) => _fields.Add(field);

    internal void Remove(IFormField field)
    {
        _fields.Remove(field);
        Tell();
    }

    /// <summary>The server's error for a field.</summary>
    internal string? Said(string name) => _said.GetValueOrDefault(name);

    /// <summary>Removes the server's error when the value changes.</summary>
    internal void Answer(string name) => _said.Remove(name);

    internal void Tell() => Changed?.Invoke();

    /// <summary>Validates all fields, so that all errors are shown at once; returns whether there are none.</summary>
    public bool Check()
    {
        var right = true;
        foreach (var field in _fields)
            right &= field.Check();
        return right;
    }

    /// <summary>Sets the server's errors at the fields that it names; an empty set removes them.</summary>
    public void Say(IEnumerable<KeyValuePair<string, string[]>> errors)
    {
        _said.Clear();
        foreach (var (name, texts) in errors)
            _said[name] = string.Join(' ', texts);
        foreach (var field in _fields)
            field.Refresh();
        Tell();
    }
}

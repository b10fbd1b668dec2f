namespace WebConsole.Components.Shared.Forms;

/// <summary>
/// What a form knows of its fields: what each was when it opened, which of them are changed, and what the server said of
/// them. A field that goes and comes back (another source was chosen) finds its first value here.
/// </summary>
public sealed class FormState
{
    private readonly List<IFormField> _fields = [];
    private readonly Dictionary<string, object?> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);

    /// <summary>Raised when a field changed, on the form's circuit.</summary>
    public event Action? Changed;

    public IReadOnlyList<IFormField> Fields => _fields;

    public int Changes => _fields.Count(one => one.IsChanged);

    /// <summary>What the server said of fields that are not shown, or of none.</summary>
    public IEnumerable<string> Elsewhere => _said.Where(said => !_fields.Exists(one => one.Name == said.Key)).Select(said => said.Value);

    internal object? First(string name, object? value) => _first.TryAdd(name, value) ? value : _first[name];

    internal void Add(IFormField field) => _fields.Add(field);

    internal void Remove(IFormField field)
    {
        _fields.Remove(field);
        Tell();
    }

    /// <summary>What the server said of a field.</summary>
    internal string? Said(string name) => _said.GetValueOrDefault(name);

    /// <summary>A changed value answers what was said of it.</summary>
    internal void Answer(string name) => _said.Remove(name);

    internal void Tell() => Changed?.Invoke();

    /// <summary>Checks all, so that all errors are seen at once; whether there is none.</summary>
    public bool Check()
    {
        var right = true;
        foreach (var field in _fields)
            right &= field.Check();
        return right;
    }

    /// <summary>Puts what the server said at the fields it named; empty to take it away.</summary>
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

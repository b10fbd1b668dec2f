namespace WebConsole.Components.Shared.Forms;

/// <summary>A field whose value is entered as text. The text stays as typed, even while it is not valid.</summary>
public abstract class WrittenField<TValue> : FormField<TValue?> where TValue : struct
{
    private string? _unreadable;
    private TValue? _written;
    private bool _isWritten;

    /// <summary>The text in the input.</summary>
    protected string Typed { get; private set; } = "";

    protected sealed override string? Unreadable => _unreadable;

    protected override void OnParametersSet()
    {
        if (!_isWritten || (_unreadable is null && !Nullable.Equals(_written, Value)))
        {
            if (Value is { } value)
                Prepare(value);
            Write();
        }
        base.OnParametersSet();
    }

    public sealed override async Task RevertAsync()
    {
        _unreadable = null;
        await base.RevertAsync().ConfigureAwait(true);
        Write();
    }

    /// <summary>Called at each key.</summary>
    protected Task TypeAsync(string? text)
    {
        Typed = text ?? "";
        _isWritten = true;
        _unreadable = null;
        TValue? value = null;
        if (!string.IsNullOrWhiteSpace(Typed) && !TryRead(Typed, out value))
            _unreadable = Accepted;
        _written = value;
        return SetAsync(value);
    }

    /// <summary>The canonical text of the value, when the user leaves the field.</summary>
    protected void Write()
    {
        _isWritten = true;
        _written = Value;
        Typed = Value is { } value ? Spell(value) : "";
    }

    protected void LeaveWritten()
    {
        if (_unreadable is null)
            Write();
        Leave();
    }

    /// <summary>The error that says what is accepted, for a text that is no value.</summary>
    protected abstract string Accepted { get; }

    protected abstract bool TryRead(string text, out TValue? value);

    protected abstract string Spell(TValue value);

    /// <summary>Called before a value is spelled that the page has set, instead of somebody who typed it.</summary>
    protected virtual void Prepare(TValue value)
    {
    }
}

namespace WebConsole.Components.Shared.Forms;

/// <summary>A field whose value is written as text: what is typed stays as it is typed, also while it is no value.</summary>
public abstract class WrittenField<TValue> : FormField<TValue?> where TValue : struct
{
    private string? _unreadable;
    private TValue? _written;
    private bool _isWritten;

    /// <summary>What stands in the input.</summary>
    protected string Typed { get; private set; } = "";

    protected sealed override string? Unreadable => _unreadable;

    protected override void OnParametersSet()
    {
        if (_isWritten && (_unreadable is not null || Nullable.Equals(_written, Value)))
            return;
        Write();
    }

    public sealed override async Task RevertAsync()
    {
        _unreadable = null;
        await base.RevertAsync().ConfigureAwait(true);
        Write();
    }

    /// <summary>Each key.</summary>
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

    /// <summary>The value's own spelling, once it is whole.</summary>
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

    /// <summary>What is accepted, said where something else was typed.</summary>
    protected abstract string Accepted { get; }

    protected abstract bool TryRead(string text, out TValue? value);

    protected abstract string Spell(TValue value);
}

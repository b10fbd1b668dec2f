using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace WebConsole.Components.Shared.Forms;

/// <summary>
/// Base of every field: its value, its error and whether it was changed. A new kind of field is one file: markup that
/// inherits from this and puts an input inside <see cref="Field"/>.
/// </summary>
public abstract class FormField<TValue> : ComponentBase, IFormField, IDisposable
{
    private TValue? _first;

    /// <summary>The value that was last judged: what is said of it does not hold for another, whoever enters that.</summary>
    private TValue? _judged;
    private string? _wrong;
    private bool _looked;
    private (bool IsChanged, bool IsHidden, string? Error) _told;
    private bool _disposed;
    private ITimer? _early;

    [Inject]
    protected IStringLocalizer<Field> Words { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [CascadingParameter]
    public FormState? Form { get; set; }

    /// <summary>
    /// Whether it is part of a list's row; then the list as a whole counts as changed and can be reverted.
    /// </summary>
    [CascadingParameter(Name = "InRow")]
    public bool InRow { get; set; }

    [CascadingParameter(Name = "Row")]
    public string? Row { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public TValue? Value { get; set; }

    [Parameter]
    public EventCallback<TValue> ValueChanged { get; set; }

    /// <inheritdoc cref="IFormField.Repeats"/>
    [Parameter]
    public string? Repeats { get; set; }

    /// <summary>The help text: one sentence.</summary>
    [Parameter]
    public string? Help { get; set; }

    [Parameter]
    public bool Optional { get; set; }

    /// <summary>What is said where there is no value: "Choose an image."</summary>
    [Parameter]
    public string? Needed { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public Applies Applies { get; set; }

    /// <summary>Set if the user may choose when the change applies.</summary>
    [Parameter]
    public EventCallback<Applies> AppliesChanged { get; set; }

    [Parameter]
    public bool IsHidden { get; set; }

    /// <summary>
    /// Validates a value. An error says what is accepted: "At most 15 letters."; <c>null</c> if the value is valid.
    /// </summary>
    [Parameter]
    public Func<TValue, string?>? Validate { get; set; }

    /// <summary>For names and free space: validated 300 ms after the last key, even before a first error.</summary>
    [Parameter]
    public bool ChecksEarly { get; set; }

    /// <summary>The value of the running machine, if it differs from the value in the form.</summary>
    [Parameter]
    public string? Running { get; set; }

    public string Id { get; } = $"f-{Guid.NewGuid():N}";

    /// <summary>The ID of the help text and the error, for <c>aria-describedby</c>.</summary>
    public string NoteId => Id + "-note";

    public virtual string Width => "full";

    public virtual bool IsGroup => false;

    public string? Error => Form?.Said(Name) ?? _wrong;

    public bool IsChanged => !InRow && (Unreadable is not null || (Form is not { Creates: true, IsTouched: false } && !AreSame(_first, Value)));

    public bool MarksChange => IsChanged && Form is not { Creates: true };

    public (string Was, string Is)? Change => Show(_first) is { } was && Show(Value) is { } now ? (Running ?? was, now) : null;

    public Func<Applies, Task>? Choose => AppliesChanged.HasDelegate ? AppliesChanged.InvokeAsync : null;

    /// <summary>The error of a text that is no value at all.</summary>
    protected virtual string? Unreadable => null;

    /// <summary>For <c>aria-invalid</c> of the input.</summary>
    protected string AriaInvalid => Error is null ? "false" : "true";

    /// <summary>For <c>aria-required</c> of the input, which is left out where it is not.</summary>
    protected string? AriaRequired => Optional ? null : "true";

    protected override void OnInitialized()
    {
        if (Form is null || InRow)
            _first = Value;
        else
            _first = (TValue?)Form.First(Name, Value);
        _judged = Value;
        Form?.Add(this);
    }

    protected override void OnParametersSet()
    {
        // What is wrong with it may follow from another field.
        if (_wrong is not null)
            _wrong = Disabled ? null : Wrong();
        if (AreSame(_judged, Value))
            return;
        _judged = Value;
        // What is wrong with a link is said while its values come into the fields.
        if (Form is { IsTouched: true })
            Form.Answer(Name);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        // The page may have set or reset the value after the form was rendered, and a mistake is found when the field is left.
        if (_told == (IsChanged, IsHidden, Error))
            return;
        _told = (IsChanged, IsHidden, Error);
        Form?.Tell();
    }

    public bool Check()
    {
        _looked = true;
        _wrong = Disabled ? null : Wrong();
        Refresh();
        return _wrong is null;
    }

    public void Refresh()
    {
        if (!_disposed)
            StateHasChanged();
    }

    public object? BeginAnew() => _first = Value;

    public virtual Task RevertAsync() => SetAsync(_first);

    public void Dispose()
    {
        _disposed = true;
        _early?.Dispose();
        Form?.Remove(this);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called when the user changes the value.</summary>
    protected async Task SetAsync(TValue? value)
    {
        Form?.Touch();
        Form?.Answer(Name);
        // Wait until the page has set the parameter, because a validation before that would see the old value.
        Value = value;
        await ValueChanged.InvokeAsync(value!).ConfigureAwait(true);
        // After a first error, validate at each key; before it, only when the user leaves the field.
        if (_looked && _wrong is not null)
            _wrong = Wrong();
        else if (ChecksEarly)
            CheckSoon();
        Form?.Tell();
    }

    protected void Leave()
    {
        // A user who only tabs through the field gets no error for a missing value.
        if (IsChanged || InRow || !IsMissing(Value))
            Check();
    }

    private void CheckSoon()
    {
        _early ??= Clock.CreateTimer(_ => _ = InvokeAsync(() => { if (!_disposed) Leave(); }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _early.Change(TimeSpan.FromMilliseconds(300), Timeout.InfiniteTimeSpan);
    }

    protected virtual bool AreSame(TValue? one, TValue? other) => EqualityComparer<TValue?>.Default.Equals(one, other);

    protected virtual bool IsMissing([NotNullWhen(false)] TValue? value) => value is null || value is string { Length: 0 };

    /// <summary>The value as text for "old → new"; <c>null</c> to show only that it was changed.</summary>
    protected virtual string? Show(TValue? value) => value?.ToString();

    /// <summary>What fields of the kind say where there is no value.</summary>
    protected virtual string SaidMissing => Words["{0} is needed.", Label];

    /// <summary>The validation of the field's kind.</summary>
    protected virtual string? WrongInItself(TValue value) => null;

    private string? Wrong() =>
        Unreadable ?? (IsMissing(Value) ? Optional ? null : Needed ?? SaidMissing : WrongInItself(Value) ?? Validate?.Invoke(Value));
}

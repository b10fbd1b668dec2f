using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WebConsole.Components.Shared.Code;

/// <summary>
/// An editor of code. The browser has the text that is typed and sends what changes of it, in pieces; here it is put together,
/// and reported when somebody pauses or leaves the editor.
/// </summary>
public sealed partial class CodeEditor : IAsyncDisposable
{
    /// <summary>The longest text: a definition of a thousand devices has 400 kB.</summary>
    public const int Longest = 1 << 20;

    private const int MostMarks = 20;

    private ElementReference _element;
    private DotNetObjectReference<CodeEditor>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _editor;
    private IReadOnlyList<CodeMark> _marked = [];
    private string _text = "";
    private string? _given;
    private string? _wanted;
    private int _epoch;

    /// <summary>The text. Another one than was reported replaces what is typed.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>Called when somebody pauses or leaves the editor.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>What it is called, for who does not see it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public CodeLanguage Language { get; set; }

    [Parameter]
    public bool ReadOnly { get; set; }

    [Parameter]
    public int MaxLength { get; set; } = Longest;

    /// <summary>Whether it takes the focus when it is opened.</summary>
    [Parameter]
    public bool Focused { get; set; }

    /// <summary>How many lines it shows, as far as the window is high enough.</summary>
    [Parameter]
    public int Lines { get; set; } = 24;

    /// <summary>What is said at its lines.</summary>
    [Parameter]
    public IReadOnlyList<CodeMark> Marks { get; set; } = [];

    /// <summary>What may stand at the caret; <c>null</c> where nobody knows.</summary>
    [Parameter]
    public Func<CodeQuestion, IReadOnlyList<string>>? Complete { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private string NoteId { get; } = $"code-{Guid.NewGuid():N}";

    protected override void OnParametersSet()
    {
        if (_given == Value)
            return;
        _given = Value;
        _text = _wanted = Value.ReplaceLineEndings("\n");
        _epoch++;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
                await OpenAsync();
            if (_editor is null)
                return;
            if (_wanted is { } text)
            {
                _wanted = null;
                await _editor.InvokeVoidAsync("set", text, _epoch);
            }
            if (!ReferenceEquals(_marked, Marks))
            {
                _marked = Marks;
                await _editor.InvokeVoidAsync("mark", Marks.Select(mark => new { mark.Line, mark.Column, mark.Message, Severity = mark.IsWarning ? "warning" : "error" }));
            }
        }
        catch (Exception error) when (error is JSDisconnectedException or TaskCanceledException)
        {
        }
    }

    /// <summary>A piece of what was typed.</summary>
    /// <param name="epoch">Which text it was typed in: one that was replaced meanwhile takes nothing more.</param>
    /// <param name="from">Where.</param>
    /// <param name="deleted">How much it takes the place of; −1 for all.</param>
    /// <param name="inserted">The piece.</param>
    [JSInvokable]
    public void TypeAsync(int epoch, int from, int deleted, string inserted)
    {
        if (epoch != _epoch || ReadOnly)
            return;
        var (start, end) = deleted < 0 ? (0, _text.Length) : (from, from + deleted);
        if (start < 0 || end < start || end > _text.Length || _text.Length - (end - start) + inserted.Length > MaxLength)
            throw new ArgumentException("No such place in the text.");
        _text = string.Concat(_text.AsSpan(0, start), inserted, _text.AsSpan(end));
    }

    /// <summary>All pieces of a change have come.</summary>
    [JSInvokable]
    public Task ReportAsync()
    {
        if (_given == _text || ReadOnly)
            return Task.CompletedTask;
        _given = _text;
        return ValueChanged.InvokeAsync(_text);
    }

    [JSInvokable]
    public IReadOnlyList<string> CompleteAsync(CodeQuestion question) => Complete?.Invoke(question) ?? [];

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_editor is not null)
                await _editor.InvokeVoidAsync("dispose");
        }
        catch (Exception error) when (error is JSDisconnectedException or TaskCanceledException)
        {
        }
        foreach (var reference in new[] { _editor, _module })
            await (reference?.ReleaseAsync() ?? ValueTask.CompletedTask);
        _self?.Dispose();
    }

    private async Task OpenAsync()
    {
        _wanted = null;
        _self = DotNetObjectReference.Create(this);
        _module = await Script.InvokeAsync<IJSObjectReference>("import", "./js/code-editor.js");
        _editor = await _module.InvokeAsync<IJSObjectReference>("open", _element, _self, new
        {
            Text = _text,
            Epoch = _epoch,
            Language = Language.ToString().ToLowerInvariant(),
            Label,
            Note = NoteId,
            ReadOnly,
            Focused,
            Most = MaxLength,
            Completes = Complete is not null,
        });
    }

    private async Task GoToAsync(CodeMark mark)
    {
        if (_editor is not null)
            await _editor.InvokeVoidAsync("goTo", mark.Line, mark.Column);
    }
}

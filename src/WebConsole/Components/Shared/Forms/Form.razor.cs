using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebConsole.Access;
using WebConsole.Operations;

namespace WebConsole.Components.Shared.Forms;

/// <summary>
/// Checks its fields, hands an operation over and waits a moment for its end. What was typed stays until it is done: a
/// refusal or a failure is shown here, at its field where the server named one.
/// </summary>
public sealed partial class Form : IDisposable
{
    /// <summary>So long the form waits for the end of its task; what takes longer is shown by the task strip.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private ElementReference _element;
    private (string Said, string? Advice)? _failure;
    private Func<Task>? _discarded;
    private bool _asking;
    private bool _sending;
    private bool _ended;

    /// <summary>The button, verb and object: "Add disk".</summary>
    [Parameter, EditorRequired]
    public required string Submit { get; set; }

    /// <summary>The button while it is done: "Adding…".</summary>
    [Parameter, EditorRequired]
    public required string Sending { get; set; }

    /// <summary>What is to be done, made of the fields when they are all right.</summary>
    [Parameter]
    public Func<Operation>? Operation { get; set; }

    /// <summary>Given where it is no operation of libvirt's.</summary>
    [Parameter]
    public Func<Task<OperationResult>>? Send { get; set; }

    /// <summary>It is done, or at work for longer than one waits; by itself the frame closes.</summary>
    [Parameter]
    public EventCallback<TaskRecord?> Done { get; set; }

    /// <summary>What it would do, read at each change.</summary>
    [Parameter]
    public Func<FormPreview?>? Preview { get; set; }

    /// <summary>Set where somebody else has changed the object since the form opened.</summary>
    [Parameter]
    public ChangedMeanwhile? Meanwhile { get; set; }

    /// <summary>Takes the object as it is now for what the form changes; the form is then sent.</summary>
    [Parameter]
    public EventCallback Anew { get; set; }

    /// <summary>What stands above the preview: on a page, the new object's facts.</summary>
    [Parameter]
    public RenderFragment? Summary { get; set; }

    [Parameter]
    public bool Danger { get; set; }

    /// <summary>Not where something else has to be said first: a name typed.</summary>
    [Parameter]
    public bool CanSubmit { get; set; } = true;

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [CascadingParameter]
    private IFormFrame? Frame { get; set; }

    [Inject]
    private OperationRunner Operations { get; set; } = null!;

    [Inject]
    private VisibleTasks Tasks { get; set; } = null!;

    [Inject]
    private CurrentUser User { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private ILogger<Form> Log { get; set; } = null!;

    public FormState State { get; } = new();

    /// <summary>Whether it was sent or left for good: nothing in it is to be lost any more.</summary>
    public bool HasEnded => _ended;

    private string Count => State.Changes == 1 ? Text["1 change"] : Text["{0} changes", State.Changes];

    private string Question => State.Changes == 1 ? Text["Discard 1 change?"] : Text["Discard {0} changes?", State.Changes];

    private FormPreview? Shown => Preview?.Invoke();

    protected override void OnInitialized()
    {
        State.Changed += StateHasChanged;
        Frame?.Enter(this);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Script.CallFormsAsync("enter", _element);
    }

    public void Dispose()
    {
        _ended = true;
        State.Changed -= StateHasChanged;
        Frame?.Leave(this);
    }

    /// <summary>Closes the frame; asks first where something was changed.</summary>
    public Task CancelAsync() => LeaveAsync(() => Frame?.CloseAsync(done: false) ?? Task.CompletedTask);

    /// <summary>Goes on with <paramref name="leave"/>; asks first where something was changed.</summary>
    public Task LeaveAsync(Func<Task> leave)
    {
        if (_sending)
            return Task.CompletedTask;
        if (State.Changes == 0 || _ended)
            return leave();
        (_asking, _discarded) = (true, leave);
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <summary>Checks, sends, and shows what became of it.</summary>
    public async Task SubmitAsync()
    {
        // The second click comes before the first one's answer.
        if (_sending || _ended || !CanSubmit)
            return;
        (_failure, _asking) = (null, false);
        State.Say([]);
        if (!State.Check())
        {
            await Script.CallFormsAsync("focusError", _element);
            return;
        }
        _sending = true;
        StateHasChanged();
        try
        {
            await HandOverAsync();
        }
        catch (Exception error)
        {
            // What libvirt refuses is told by the task; nothing else is expected here.
            Failed(Log, error);
            _failure = (Text["WebConsole itself failed: {0}.", error.GetType().Name], Text["The server's log says more."]);
        }
        finally
        {
            _sending = false;
            StateHasChanged();
        }
        if (State.Fields.Any(field => field.Error is not null))
            await Script.CallFormsAsync("focusError", _element);
    }

    private async Task HandOverAsync()
    {
        var result = Send is not null
            ? await Send()
            : await Operations.StartAsync(Operation!(), User.Principal, CancellationToken.None);
        if (result.Refusal is { } refusal)
        {
            State.Say(result.Errors);
            _failure = result.Errors.Count == 0 ? (refusal, null) : null;
            return;
        }
        var task = result.TaskId is { } id ? await EndAsync(id) : null;
        if (task is { State: TaskState.Failed or TaskState.Cancelled or TaskState.Interrupted })
        {
            _failure = (task.Error ?? Text["It was cancelled."], task.Advice);
            return;
        }
        _ended = true;
        if (Done.HasDelegate)
            await Done.InvokeAsync(task);
        else if (Frame is not null)
            await Frame.CloseAsync(done: true);
    }

    /// <summary>The task as it ended, or as it stands when patience ends.</summary>
    private async Task<TaskRecord?> EndAsync(long id)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (Tasks.Recent.FirstOrDefault(task => task.Id == id) is not { } task || !task.State.IsActive())
                ended.TrySetResult();
        }
        Tasks.Changed += Look;
        try
        {
            Look();
            await Task.WhenAny(ended.Task, Task.Delay(Patience, Clock));
        }
        finally
        {
            Tasks.Changed -= Look;
        }
        return await Tasks.FindAsync(id, CancellationToken.None);
    }

    private async Task ApplyAnewAsync()
    {
        await Anew.InvokeAsync();
        await SubmitAsync();
    }

    private void Keep() => (_asking, _discarded) = (false, null);

    private Task DiscardAsync()
    {
        _ended = true;
        return _discarded?.Invoke() ?? Task.CompletedTask;
    }

    private static string Lower(string verb) => verb.Length == 0 ? verb : char.ToLowerInvariant(verb[0]) + verb[1..];

    [LoggerMessage(1701, LogLevel.Error, "A form could not be sent")]
    private static partial void Failed(ILogger log, Exception error);
}

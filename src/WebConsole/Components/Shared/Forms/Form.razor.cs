using Libvirt;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;

namespace WebConsole.Components.Shared.Forms;

/// <summary>
/// Validates its fields, starts an operation and waits a moment for its end. The input stays until the operation
/// succeeds: a refusal or a failure is shown here, at the field that the server names.
/// </summary>
public sealed partial class Form : IDisposable
{
    private ElementReference _element;
    private (string Said, string? Advice, TaskRecord? Task)? _failure;
    private Func<Task>? _discarded;
    private string? _tried;
    private bool _asking;
    private bool _sending;

    /// <summary>Whether the summary stays what was submitted and made in part, until a field is changed.</summary>
    private bool _holds;
    private bool _ended;
    private IEnumerable<KeyValuePair<string, string[]>>? _mistakes;

    /// <summary>The text of the button, verb and object: "Add disk".</summary>
    [Parameter, EditorRequired]
    public required string Submit { get; set; }

    /// <summary>The text of the button during the operation: "Adding…".</summary>
    [Parameter, EditorRequired]
    public required string Sending { get; set; }

    /// <summary>
    /// Creates the operation from the fields when all are valid; null as long as they name none, which a field then says.
    /// The form calls it each time anew, because its fields may change without a new rendering of the page.
    /// </summary>
    [Parameter]
    public Func<Operation?>? Operation { get; set; }

    /// <summary>Set if the form does not run an operation.</summary>
    [Parameter]
    public Func<Task<OperationResult>>? Send { get; set; }

    /// <summary>What prevents the operation now, where the form has found that out already; else the operation is asked at each drawing.</summary>
    [Parameter]
    public Func<string?>? WhyConflicts { get; set; }

    /// <summary>Called before it is submitted; false keeps the form as it is: what it would do is shown first.</summary>
    [Parameter]
    public Func<Task<bool>>? Before { get; set; }

    /// <summary>
    /// Called when the operation has succeeded, or runs longer than the form waits, which in a page is until its end; by default the frame closes.
    /// </summary>
    [Parameter]
    public EventCallback<TaskRecord?> Done { get; set; }

    /// <summary>Whether it waits a moment for the end; false where a page of its own shows what becomes of it.</summary>
    [Parameter]
    public bool Waits { get; set; } = true;

    /// <summary>Creates the preview; called at each change.</summary>
    [Parameter]
    public Func<FormPreview?>? Preview { get; set; }

    /// <summary>What is wrong with what the form begins with, by the fields: a link may have filled them. Said once, until a field is changed.</summary>
    [Parameter]
    public IEnumerable<KeyValuePair<string, string[]>>? Mistakes { get; set; }

    /// <summary>Set if another user has changed the object since the form was opened.</summary>
    [Parameter]
    public ChangedMeanwhile? Meanwhile { get; set; }

    /// <summary>Takes the current object as the base of the change; the form is then submitted.</summary>
    [Parameter]
    public EventCallback Anew { get; set; }

    /// <summary>The content above the preview: on a page, the facts of the new object.</summary>
    [Parameter]
    public RenderFragment? Summary { get; set; }

    /// <inheritdoc cref="FormState.Creates"/>
    [Parameter]
    public bool Creates { get; set; }

    /// <summary>Whether it is a confirmation: of what is switched in it nothing is an entry that could be lost or reverted.</summary>
    [Parameter]
    public bool Confirms { get; set; }

    /// <summary>What one can do where something was made although a step failed; it gets the failed task.</summary>
    [Parameter]
    public RenderFragment<TaskRecord>? AfterFailure { get; set; }

    /// <summary>
    /// Whether what failed is said no more once something is entered: a long text is mended before it is sent again, and what is said below
    /// it would be taken for what is wrong still.
    /// </summary>
    [Parameter]
    public bool FailureEnds { get; set; }

    [Parameter]
    public bool Danger { get; set; }

    /// <summary>Whether the button is enabled; false until, for example, a name is typed for confirmation.</summary>
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
    private FollowedTasks Followed { get; set; } = null!;

    [Inject]
    private CurrentUser User { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private ILogger<Form> Log { get; set; } = null!;

    public FormState State { get; } = new();

    /// <summary>Whether it was submitted or abandoned, so that no input can be lost any more.</summary>
    public bool HasEnded => _ended || _running is not null || Made is not null;

    /// <summary>The page of what was made although a step failed: one goes on there, since it can't be made again.</summary>
    private string? Made => _failure?.Task?.Result is { } made ? AppUrls.Of(made.Id) : null;

    private string? Count => State.Creates ? null : State.Changes switch { 0 => null, 1 => Text["1 change"].Value, var many => Text["{0} changes", many].Value };

    private string Question => Creates ? Text["Discard what you entered?"] : State.Changes == 1 ? Text["Discard 1 change?"] : Text["Discard {0} changes?", State.Changes];

    /// <summary>What prevents the operation now, whatever else is entered: told before somebody has filled in the form.</summary>
    private string? Conflict => _sending || _ended ? null : WhyConflicts is not null ? WhyConflicts() : Operation?.Invoke() is not { } operation ? null : Operations.WhyConflicts(operation);

    /// <summary>What failed. What was made all the same is there, and is told first.</summary>
    private string FailureTitle => _failure?.Task is not { Result: { } made } task ? Text["Could not {0}.", Lower(_tried ?? Submit)]
        : task.Steps.FirstOrDefault(step => step.State is TaskStepState.Failed) is { } failed ? Text["{0} was made, but this failed: {1}.", made.Name, Lower(failed.Name)]
        : Text["{0} was made, but not all of it.", made.Name];

    protected override void OnInitialized()
    {
        _left = _leaving.Token;
        State.Creates = Creates || Confirms;
        State.Changed += Renew;
        State.Entered += EndFailure;
        Frame?.Enter(this);
    }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_mistakes, Mistakes))
            return;
        _mistakes = Mistakes;
        State.Say(Mistakes ?? []);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Script.CallFormsAsync("enter", _element);
    }

    public void Dispose()
    {
        _ended = true;
        _leaving.Cancel();
        _leaving.Dispose();
        State.Changed -= Renew;
        State.Entered -= EndFailure;
        Frame?.Leave(this);
    }

    /// <summary>Closes the frame; asks first if something was changed.</summary>
    public Task CancelAsync() => LeaveAsync(() => Frame?.CloseAsync(done: false) ?? Task.CompletedTask);

    /// <summary>What was made by the last try is gone: the form stands as before it, with all that was entered.</summary>
    public void Forget()
    {
        _failure = null;
        State.Tell();
        StateHasChanged();
    }

    /// <summary>Runs <paramref name="leave"/>; asks first if something was changed.</summary>
    public Task LeaveAsync(Func<Task> leave)
    {
        if (_sending)
            return Task.CompletedTask;
        if (State.Changes == 0 || _ended || Confirms)
            return leave();
        (_asking, _discarded) = (true, leave);
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <summary>Validates, submits, and shows the result.</summary>
    public async Task SubmitAsync()
    {
        // A second click can arrive before the answer to the first.
        if (_sending || _ended || !CanSubmit)
            return;
        // The button may have another word by the time it is said.
        (_failure, _asking, _tried) = (null, false, Submit);
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
            // What is wrong is said before it is looked at, too. Forms that ask the host for it do so beside the circuit, in Before.
            if (Before is not null && WhyConflicts is null && Operation?.Invoke() is { } wanted && Operations.MistakesOf(wanted) is { Count: > 0 } mistakes)
                State.Say(mistakes);
            else if (Before is null || await Before())
                await HandOverAsync();
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            _failure = (error.Message, (error as DefinitionException)?.Advice, null);
        }
        catch (Exception error)
        {
            // The task reports libvirt's errors; other exceptions are bugs.
            Failed(Log, error);
            _failure = (Text["WebConsole itself failed: {0}.", error.GetType().Name], Text["The server's log says more."], null);
        }
        finally
        {
            _sending = false;
            StateHasChanged();
        }
        if (State.Fields.Any(field => field is { Error: not null, IsHidden: false }))
            await Script.CallFormsAsync("focusError", _element);
    }

    private void EndFailure()
    {
        if (FailureEnds && Made is null)
            _failure = null;
    }

    private async Task ApplyAnewAsync()
    {
        await Anew.InvokeAsync();
        await SubmitAsync();
    }

    private async Task KeepAsync()
    {
        (_asking, _discarded) = (false, null);
        StateHasChanged();
        // The button that had the focus is gone.
        await Script.CallFormsAsync("toLastField", _element);
    }

    private Task DiscardAsync()
    {
        _ended = true;
        return _discarded?.Invoke() ?? Task.CompletedTask;
    }

    private void Renew()
    {
        _holds = false;
        StateHasChanged();
    }

    private static string Lower(string verb) => verb.Length == 0 ? verb : char.ToLowerInvariant(verb[0]) + verb[1..];

    [LoggerMessage(1701, LogLevel.Error, "A form could not be sent")]
    private static partial void Failed(ILogger log, Exception error);
}

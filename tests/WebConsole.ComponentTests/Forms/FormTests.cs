using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class FormTests : PageContext
{
    private readonly List<TaskCompletionSource<OperationResult>> _sent = [];
    private string? _name = "web-01";
    private int _done;

    [Fact]
    public async Task SubmitTwice_SendsOnce_AndKeepsItsWidth()
    {
        var form = Open();
        await TypeAsync(form, "web-02");
        Assert.Equal("1 change", form.Find("[data-testid=changes]").TextContent.Trim());

        var first = form.Find("form").SubmitAsync();
        var second = form.Find("form").SubmitAsync();

        Assert.Single(_sent);
        Assert.Equal("true", form.Find("[data-testid=submit]").GetAttribute("aria-disabled"));
        Assert.False(form.Find("[data-testid=submit]").HasAttribute("disabled"));
        // Both texts are in the same grid cell, so that the button is as wide as the longer one.
        Assert.Equal("Renaming…", form.Find("[data-testid=submit] [data-shown]").TextContent);
        _sent[0].SetResult(new OperationResult(null, null));
        await first;
        await second;
        await form.Find("form").SubmitAsync();
        Assert.Equal((1, 1), (_sent.Count, _done));
    }

    [Fact]
    public async Task Refusal_IsShownAndNothingIsLost()
    {
        var form = Open();
        await TypeAsync(form, "web-02");

        var sending = form.Find("form").SubmitAsync();
        _sent[0].SetResult(OperationResult.Refused(RefusalReason.Conflict, "web-01 is already being saved."));
        await sending;

        Assert.Contains("web-01 is already being saved.", form.Find("[data-testid=form-refusal]").TextContent, StringComparison.Ordinal);
        Assert.Equal("web-02", form.Find("input").GetAttribute("value"));
        Assert.Equal((1, 0), (form.Instance.State.Changes, _done));
        _ = form.Find("form").SubmitAsync();
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task RefusalOfAField_StandsAtIt()
    {
        var form = Open();
        var sending = form.Find("form").SubmitAsync();
        _sent[0].SetResult(OperationResult.Mistaken(new Dictionary<string, string[]> { ["name"] = ["There is a web-01."], ["pool"] = ["It is off."] }));
        await sending;

        Assert.Equal("There is a web-01.", form.Find("[data-testid=field-name] [data-testid=field-error]").TextContent.Trim());
        Assert.Contains("It is off.", form.Find("[data-testid=form-error]").TextContent, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("[data-testid=form-refusal]"));
    }

    [Fact]
    public async Task Failure_OfTheServerItself_KeepsTheForm()
    {
        var form = Open();
        var sending = form.Find("form").SubmitAsync();
        _sent[0].SetException(new InvalidOperationException("secret-detail"));
        await sending;

        Assert.Contains("WebConsole itself failed", form.Find("[data-testid=form-refusal]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-detail", form.Markup, StringComparison.Ordinal);
    }

    /// <summary>What was made is there, although it does not start.</summary>
    [Fact]
    public async Task FailureAfterSomethingWasMade_LeadsToIt()
    {
        var store = Services.GetRequiredService<TaskStore>();
        var made = new TaskRecord
        {
            Id = store.NextId(),
            Action = "new-machine",
            Verb = "make the machine",
            Subject = ObjectId.OfHost(TestInventory.HostName),
            Target = "web-02",
            User = "ada",
            From = "192.0.2.1",
            State = TaskState.Failed,
            StartedAt = Clock.GetUtcNow(),
            VirshLine = "",
            Steps = [new("Define the machine", TaskStepState.Done), new("Start the machine", TaskStepState.Failed)],
            Error = "internal error: qemu unexpectedly closed the monitor: " + new string('x', 200),
            Advice = "Change what prevents its start.",
            Result = new TaskResult(TestInventory.Id(2), "web-02"),
        };
        store.Show(made);
        Open("/machines", Role.Administrator);
        var form = Open();

        var sending = form.Find("form").SubmitAsync();
        _sent[0].SetResult(new OperationResult(made.Id, null));
        await sending;

        var said = form.Find("[data-testid=form-refusal]");
        Assert.Contains("web-02 was made, but this failed: start the machine.", said.TextContent, StringComparison.Ordinal);
        Assert.Equal(AppUrls.Machine(TestInventory.Id(2)), form.Find("a.wc-primary[data-testid=open-made]").GetAttribute("href"));
        // It can't be made a second time.
        Assert.DoesNotContain("wc-primary", form.Find("[data-testid=submit]").ClassList);
        Assert.True(said.TextContent.IndexOf("Change what prevents", StringComparison.Ordinal) < said.TextContent.IndexOf("internal error", StringComparison.Ordinal));
        Assert.Contains("internal error", said.QuerySelector("details:not([open])")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>What it has made would be in the way of a plan for the same: the summary stays what was made, until somebody changes a field or removes it.</summary>
    [Fact]
    public async Task SummaryOfWhatWasMadeInPart_StaysUntilAFieldChanges()
    {
        var store = Services.GetRequiredService<TaskStore>();
        var made = new TaskRecord
        {
            Id = store.NextId(), Action = "new-machine", Verb = "make the machine", Subject = ObjectId.OfHost(TestInventory.HostName), Target = "web-02", User = "ada", From = "192.0.2.1",
            State = TaskState.Failed, StartedAt = Clock.GetUtcNow(), VirshLine = "", Error = "no", Result = new TaskResult(TestInventory.Id(2), "web-02"),
        };
        store.Show(made);
        Open("/machines", Role.Administrator);
        var form = Open();
        var summary = "disk web-02.qcow2";
        form.Render(parameters => parameters.Add(one => one.Summary, builder => builder.AddContent(0, summary)).Add(one => one.AfterFailure, task => $"<b data-testid=after>{task.Target}</b>"));

        var sending = form.Find("form").SubmitAsync();
        _sent[0].SetResult(new OperationResult(made.Id, null));
        await sending;
        Assert.Equal("web-02", form.Find("[data-testid=form-refusal] [data-testid=after]").TextContent);
        summary = "disk web-02-2.qcow2";
        form.Render(parameters => parameters.Add(one => one.Danger, false));
        Assert.Contains("disk web-02.qcow2", form.Markup, StringComparison.Ordinal);

        await form.InvokeAsync(form.Instance.Forget);
        Assert.Contains("disk web-02-2.qcow2", form.Markup, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("[data-testid=form-refusal], [data-testid=open-made]"));
    }

    [Fact]
    public async Task WrongField_IsNotSentAndGetsTheFocus()
    {
        var form = Open();
        await TypeAsync(form, "");
        await form.Find("form").SubmitAsync();

        Assert.Empty(_sent);
        Assert.NotNull(form.Find("[data-testid=field-error]"));
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "focusError");
    }

    [Fact]
    public async Task Cancel_AsksOnlyWhereSomethingChanged()
    {
        var frame = new Frame();
        var form = Open(frame);
        await TypeAsync(form, "web-02");
        await form.Find("[data-testid=cancel]").ClickAsync(new());
        Assert.Contains("Discard 1 change?", form.Find("[data-testid=discard]").TextContent, StringComparison.Ordinal);
        Assert.Empty(frame.Closed);

        await form.Find("[data-testid=keep]").ClickAsync(new());
        Assert.Empty(form.FindAll("[data-testid=discard]"));
        await form.Find("[data-testid=revert]").ClickAsync(new());
        await form.Find("[data-testid=cancel]").ClickAsync(new());
        Assert.Equal([false], frame.Closed);
    }

    [Fact]
    public async Task ChangeOfOthers_IsShown_AndOnesOwnIsAppliedOnTopOfIt()
    {
        var anew = 0;
        var form = Open();
        await TypeAsync(form, "web-02");
        form.Render(p => p.Add(f => f.Meanwhile, new ChangedMeanwhile("alice set the memory to 3 GiB.", "<m>2</m>", "<m>3</m>")).Add(f => f.Anew, () => anew++));

        Assert.Equal("alert", form.Find("[data-testid=changed-meanwhile]").GetAttribute("role"));
        Assert.Empty(form.FindAll("[data-testid=diff]"));
        await form.Find("[data-testid=show-difference]").ClickAsync(new());
        Assert.NotNull(form.Find("[data-testid=diff]"));
        _ = form.Find("[data-testid=apply-anew]").ClickAsync(new());

        Assert.Equal((1, 1), (anew, _sent.Count));
        Assert.Equal("web-02", form.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task FormIsUpToDate_WhenThePageSendsIt()
    {
        var form = Open();
        await TypeAsync(form, "web-02");
        var sending = form.InvokeAsync(form.Instance.SubmitAsync);
        _sent[0].SetResult(OperationResult.Refused(RefusalReason.Conflict, "No."));
        await sending;

        Assert.Null(form.Find("[data-testid=submit]").GetAttribute("aria-disabled"));
        Assert.Equal("1", form.Find("form").GetAttribute("data-changes"));
    }

    /// <summary>What is new was nothing before: there is no change to show or to take back, but an input to lose.</summary>
    [Fact]
    public async Task FormThatCreates_MarksNoChange_AndAsksBeforeItLosesWhatWasEntered()
    {
        var frame = new Frame();
        var form = Open(frame, creates: true);
        await TypeAsync(form, "web-02");

        Assert.Empty(form.FindAll("[data-testid=revert], [data-testid=field-change], [data-changed]"));
        Assert.Equal("", form.Find("[data-testid=changes]").TextContent.Trim());
        await form.Find("[data-testid=cancel]").ClickAsync(new());

        Assert.Contains("Discard what you entered?", form.Find("[data-testid=discard]").TextContent, StringComparison.Ordinal);
        Assert.Empty(frame.Closed);
    }

    private static Task TypeAsync(IRenderedComponent<Form> form, string text) => form.Find("input").InputAsync(text);

    private IRenderedComponent<Form> Open(IFormFrame? frame = null, bool creates = false) => Render<Form>(parameters =>
    {
        if (frame is not null)
            parameters.AddCascadingValue(frame);
        parameters.Add(form => form.Submit, "Rename machine").Add(form => form.Sending, "Renaming…").Add(form => form.Creates, creates)
            .Add(form => form.Send, () =>
            {
                _sent.Add(new());
                return _sent[^1].Task;
            })
            .Add(form => form.Done, _ => _done++)
            .AddChildContent<TextField>(field => field.Add(f => f.Name, "name").Add(f => f.Label, "Name").Bind(f => f.Value, _name, value => _name = value));
    });

    private sealed class Frame : IFormFrame
    {
        public List<bool> Closed { get; } = [];

        public void Enter(Form form)
        {
        }

        public void Leave(Form form)
        {
        }

        public Task CloseAsync(bool done)
        {
            Closed.Add(done);
            return Task.CompletedTask;
        }
    }
}

using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>What a form that is a page shows of its task.</summary>
public sealed class PageFormTests : PageContext
{
    private string? _name = "web-02";
    private TaskRecord? _done;

    /// <summary>How often the summary was made.</summary>
    private int _looked;

    [Fact]
    public async Task LongTask_StandsInThePlaceOfTheFields_UntilItEnds()
    {
        var (page, task, sending) = await SendAsync();
        Assert.Empty(page.FindAll("[data-testid=task-progress]"));

        Clock.Advance(Form.Quick);
        page.WaitForAssertion(() => Assert.Equal(["Copy the image", "Define the machine"], page.FindAll("[data-testid=task-steps] bdi").Select(step => step.TextContent)));
        Assert.True(page.Find(".wc-form-body").HasAttribute("hidden"));
        Assert.Empty(page.FindAll("[data-testid=cancel]"));
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(_done);

        // What the task has made by now would be found in the way of itself.
        var looked = _looked;
        page.Render();
        Assert.Equal((looked, "web-03"), (_looked, page.Find("[data-testid=said]").TextContent));

        Store.Show(task with { State = TaskState.Succeeded, EndedAt = Clock.GetUtcNow() });
        Store.Tell();
        await sending;
        Assert.Equal(TaskState.Succeeded, _done?.State);
        // Until another page is shown: with the fields, it could be made a second time.
        Assert.True(page.Find(".wc-form-body").HasAttribute("hidden"));
        Assert.True(page.Find("[data-testid=submit]").HasAttribute("disabled"));
    }

    /// <summary>What was entered is there again.</summary>
    [Fact]
    public async Task FailureOfALongTask_LeadsBackToTheFields()
    {
        var (page, task, sending) = await SendAsync();
        Clock.Advance(Form.Quick);
        page.WaitForElement("[data-testid=task-progress]");

        Store.Show(task with { State = TaskState.Failed, Error = "no space left", EndedAt = Clock.GetUtcNow() });
        Store.Tell();
        await sending;

        page.WaitForAssertion(() => Assert.Contains("no space left", page.Find("[data-testid=form-refusal]").TextContent, StringComparison.Ordinal));
        Assert.False(page.Find(".wc-form-body").HasAttribute("hidden"));
        Assert.Equal("web-03", page.Find("input").GetAttribute("value"));
        Assert.Null(_done);
    }

    /// <summary>The task goes on, and its end leads nobody away from where they are.</summary>
    [Fact]
    public async Task PageOfALongTask_CanBeLeft()
    {
        var (page, task, sending) = await SendAsync();
        Clock.Advance(Form.Quick);
        page.WaitForElement("[data-testid=task-progress]");

        await page.InvokeAsync(() => Navigation.NavigateTo("/storage"));
        Assert.EndsWith("/storage", Navigation.Uri, StringComparison.Ordinal);
        await DisposeComponentsAsync();
        Store.Show(task with { State = TaskState.Succeeded, EndedAt = Clock.GetUtcNow() });
        Store.Tell();
        await sending;

        Assert.Null(_done);
    }

    private TaskStore Store => Services.GetRequiredService<TaskStore>();

    private void Summarise(RenderTreeBuilder builder)
    {
        _looked++;
        builder.AddMarkupContent(0, $"<p data-testid=said>{_name}</p>");
    }

    private async Task<(IRenderedComponent<PageForm> Page, TaskRecord Task, Task Sending)> SendAsync()
    {
        Open("/machines", Security.Role.Administrator);
        var task = new TaskRecord
        {
            Id = Store.NextId(),
            Action = "new-machine",
            Verb = "make the machine",
            Subject = ObjectId.OfHost(TestInventory.HostName),
            Target = "web-03",
            User = "ada",
            From = "192.0.2.1",
            State = TaskState.Running,
            StartedAt = Clock.GetUtcNow(),
            VirshLine = "",
            Steps = [new("Copy the image", TaskStepState.Running), new("Define the machine", TaskStepState.Waiting)],
        };
        Store.Show(task);
        var page = Render<PageForm>(parameters => parameters.Add(page => page.Back, "/machines").AddChildContent<Form>(form => form
            .Add(f => f.Submit, "Create machine").Add(f => f.Sending, "Creating…").Add(f => f.Creates, true)
            .Add(f => f.Send, () => Task.FromResult(new OperationResult(task.Id, null))).Add(f => f.Done, ended => _done = ended).Add(f => f.Summary, Summarise)
            .AddChildContent<TextField>(field => field.Add(f => f.Name, "name").Add(f => f.Label, "Name").Bind(f => f.Value, _name, value => _name = value))));
        await page.Find("input").InputAsync("web-03");
        return (page, task, page.Find("form").SubmitAsync());
    }
}

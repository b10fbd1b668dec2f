using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The notices under the header of a machine with a problem.</summary>
public sealed class MachineTroubleTests : PageContext
{
    private static readonly string Url = $"/machines/{TestInventory.Id(1)}";

    [Fact]
    public async Task WhatFailedLast_IsSaidUntilItIsDismissed()
    {
        Inventory.Update(_ => TestInventory.Full);
        await AddFailedAsync(1);
        var page = Open(Url);

        var failed = page.WaitForElement("[data-testid=machine-failed]");
        Assert.Contains("Could not start web-01.", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("network 'n2' is not active", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("Network n2 is off", failed.TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=dismiss]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=machine-failed]")));
    }

    [Fact]
    public async Task WhatFailedLast_IsOverOnceTheStateChanges()
    {
        Inventory.Update(_ => TestInventory.Full);
        await AddFailedAsync(1);
        var page = Open(Url);
        page.WaitForElement("[data-testid=machine-failed]");

        Inventory.Update(current => current with { Machines = current.Machines.SetItem(TestInventory.Id(1), current.Machines[TestInventory.Id(1)] with { State = MachineState.Paused }) });
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=machine-failed]")));
    }

    [Fact]
    public void FullDisk_IsNamedWithItsPath_AndResumeIsNotWhatOneWants()
    {
        var web = TestInventory.Full.Machines[TestInventory.Id(1)];
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [web with
        {
            State = MachineState.Paused, Reason = MachineReason.IoError, IsActive = true, DiskErrors = [new DiskError("vda", NoSpace: true)],
        }]));
        var page = Open(Url);

        Assert.Contains("/srv/images/web-01.qcow2", page.Find("[data-testid=machine-full]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("wc-primary", page.Find(".wc-places > [data-testid=action-resume]").ClassName, StringComparison.Ordinal);

        Inventory.Update(current => TestInventory.With(current, [current.Machines[TestInventory.Id(1)] with { Reason = MachineReason.User, DiskErrors = [] }]));
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("wc-primary", page.Find(".wc-places > [data-testid=action-resume]").ClassName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartThatFailedOverSavedMemory_OffersToDiscardIt()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [TestInventory.Machine(1, "web-01", MachineState.ShutOff) with { HasManagedSave = true }]));
        await AddFailedAsync(1);
        var page = Open(Url);

        page.WaitForElement("[data-testid=failed-discard]");
        Change(snapshot => snapshot.Set(snapshot.Machines[TestInventory.Id(1)] with { HasManagedSave = false }));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=failed-discard]")));
    }

    /// <summary>The task of the machine's creation is the host's: its failed start is said on the machine's page all the same.</summary>
    [Fact]
    public async Task StartThatFailedInItsCreation_IsSaid_UntilOneSucceeds()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [Off()]));
        var made = await AddMadeAsync();
        Clock.Advance(TimeSpan.FromMinutes(3));
        var page = Open(Url, Role.Administrator);

        var failed = page.WaitForElement("[data-testid=machine-start-failed]");
        Assert.Contains("The last start failed 3 min ago.", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("Could not access KVM kernel module", failed.TextContent, StringComparison.Ordinal);
        Assert.EndsWith($"/tasks?task={made}", failed.QuerySelector("[data-testid=start-task]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.NotNull(failed.QuerySelector("[data-testid=failed-emulated]"));
        Assert.Empty(page.FindAll("[data-testid=machine-failed]"));

        await AddAsync(Failed(1) with { State = TaskState.Succeeded, Error = null, Advice = null });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=machine-start-failed]")));
    }

    /// <summary>An hour later it still does not run.</summary>
    [Fact]
    public async Task FailedStartOfAMachineThatIsOff_IsSaidForAsLongAsItIsTheLast()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [Off()]));
        await AddFailedAsync(1);
        Clock.Advance(TimeSpan.FromHours(30));
        await AddAsync(Failed(1) with { Action = "edit", Verb = "edit", State = TaskState.Succeeded, Error = null, Advice = null });

        Assert.Contains("The last start failed 1 d 6 h ago.", Open(Url).WaitForElement("[data-testid=machine-start-failed]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartThatFailed_IsOver_OnceTheMachineRuns()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [Off()]));
        await AddFailedAsync(1);
        var page = Open(Url);
        page.WaitForElement("[data-testid=machine-start-failed]");

        Clock.Advance(TimeSpan.FromMinutes(1));
        Change(snapshot => snapshot.Set(snapshot.Machines[TestInventory.Id(1)] with { State = MachineState.Running, IsActive = true }));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=machine-start-failed]")));
        Change(snapshot => snapshot.Set(Off()));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=action-start]")));
        Assert.Empty(page.FindAll("[data-testid=machine-start-failed]"));
    }

    [Fact]
    public async Task TaskOfACreationThatFailedAtItsStart_LeadsOn()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Full, [Off()]));
        var made = await AddMadeAsync();
        var page = Open($"/tasks?task={made}", Role.Administrator);

        Assert.EndsWith(Url, page.WaitForElement("[data-testid=failed-open]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-testid=failed-emulated]"));
        Assert.NotNull(page.Find("[data-testid=failed-remove]"));

        Change(snapshot => snapshot with { Machines = snapshot.Machines.Remove(TestInventory.Id(1)) });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=made-but-failed]")));
    }

    [Fact]
    public async Task GuestThatIgnoresAShutDown_IsSaidAfterAMinute_UntilItsStateChanges()
    {
        Inventory.Update(_ => TestInventory.Full);
        await AddAsync(Failed(1) with { Action = "shutdown", Verb = "shut down", State = TaskState.Succeeded, Error = null, Advice = "The guest has been asked." });
        var page = Open(Url);
        Clock.Advance(TimeSpan.FromSeconds(41));
        Assert.Empty(page.FindAll("[data-testid=machine-ignored]"));

        Clock.Advance(TimeSpan.FromSeconds(40));
        var ignored = page.WaitForElement("[data-testid=machine-ignored]");
        Assert.Contains($"asked to shut down at {Clock.GetUtcNow().AddSeconds(-81).ToLocalTime():HH:mm} and still runs", ignored.TextContent, StringComparison.Ordinal);
        Assert.Contains("Force off", page.Find("[data-testid=ignored-force-off]").TextContent, StringComparison.Ordinal);

        Change(snapshot => snapshot.Set(snapshot.Machines[TestInventory.Id(1)] with { State = MachineState.ShuttingDown }));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=machine-ignored]")));
    }

    [Fact]
    public async Task WhatIsBeingDone_StandsBesideTheName_UntilItEnds()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(Url);
        Assert.Empty(page.FindAll("[data-testid=object-task]"));

        await AddAsync(Failed(2) with { State = TaskState.Running, EndedAt = null, Error = null });
        await AddAsync(Failed(1) with { State = TaskState.Running, EndedAt = null, Error = null, Verb = "save", Progress = 0.417 });
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Save… 41 %", page.WaitForElement("[data-testid=object-task] a").TextContent);

        var tasks = Services.GetRequiredService<TaskStore>();
        tasks.Show(tasks.Recent.First(task => task.Verb == "save") with { State = TaskState.Succeeded, EndedAt = Clock.GetUtcNow() });
        tasks.Tell();
        Clock.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=object-task]")));
    }

    private static Machine Off() => TestInventory.Machine(1, "web-01", MachineState.ShutOff) with { Persistent = true, Xml = "<domain type='kvm'><name>web-01</name></domain>" };

    private async Task<long> AddMadeAsync()
    {
        await AddAsync(Failed(1) with
        {
            Action = "new-machine",
            Verb = "create the machine",
            Subject = ObjectId.OfHost(TestInventory.HostName),
            Error = "Could not access KVM kernel module: Permission denied",
            Steps = [new("Define the machine", TaskStepState.Done), new("Start the machine", TaskStepState.Failed)],
            Result = new TaskResult(TestInventory.Id(1), "web-01"),
        });
        return Services.GetRequiredService<TaskStore>().Recent[0].Id;
    }

    private Task AddFailedAsync(int number) => AddAsync(Failed(number));

    private Task AddAsync(TaskRecord task)
    {
        var tasks = Services.GetRequiredService<TaskStore>();
        task = task with { Id = tasks.NextId() };
        tasks.Show(task);
        tasks.Tell();
        return tasks.SaveAsync(task);
    }

    private TaskRecord Failed(int number) => new()
    {
        Id = 0, Action = "start", Verb = "start", Target = $"web-{number:00}", Subject = TestInventory.Id(number), User = "jane", From = "192.0.2.7",
        State = TaskState.Failed, StartedAt = Clock.GetUtcNow(), EndedAt = Clock.GetUtcNow(), VirshLine = "virsh start",
        Error = "network 'n2' is not active", Advice = "Network n2 is off: start it.",
    };
}

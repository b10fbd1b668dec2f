using WebConsole.Hypervisor;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>What an active task shows and saves, when, and how much.</summary>
public sealed class TaskJournalTests : IAsyncDisposable
{
    private readonly OperationsRig _rig = new();
    private readonly TaskJournal _journal;
    private int _told;

    public TaskJournalTests()
    {
        var task = Record();
        _rig.Tasks.Show(task);
        _journal = new TaskJournal(task, canCancel: true, _rig.Tasks, _rig.Time, said => said.Replace("hush4711", "••••", StringComparison.Ordinal));
        _journal.Begin();
        _rig.Tasks.Changed += () => Interlocked.Increment(ref _told);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskRecord Shown => _rig.Tasks.Recent.Single();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public void LastReport_IsShownWhenItsTimeHasCome()
    {
        _journal.Report(0.1, "1 of 10 MiB");
        _journal.Report(0.2, "2 of 10 MiB");
        _journal.Report(0.3, "3 of 10 MiB");
        Assert.Equal((0.1, "1 of 10 MiB"), (Shown.Progress, Shown.Phase));

        _rig.Time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal((0.3, "3 of 10 MiB", 2), (Shown.Progress, Shown.Phase, _told));
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _told);
    }

    [Fact]
    public void OtherPhase_IsShownAtOnce()
    {
        _journal.Report(0.9, "Copying, 9 of 10 MiB");
        _journal.Report(null, "Checking");
        Assert.Equal((null, "Checking"), (Shown.Progress, Shown.Phase));
    }

    [Fact]
    public void Bytes_AreMeasured_UntilTheNextStepOrTheEnd()
    {
        _journal.ReportBytes(0, 100 << 20, null);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        _journal.ReportBytes(10 << 20, 100 << 20, ", 3 GiB unpacked");
        Assert.Equal((0.1, "10 MiB of 100 MiB, 3 GiB unpacked", 10.0 * (1 << 20)), (Shown.Progress, Shown.Phase, Shown.Transfer?.Rate));

        _journal.AddStep("Check it", null);
        Assert.Null(Shown.Transfer);
        _journal.ReportBytes(20 << 20, 100 << 20, null);
        Assert.Null(Shown.Transfer!.Rate);

        _journal.ReportBytes(20 << 20, 100 << 20, "; it waits for its browser", waits: true);
        Assert.Equal((0.2, null), (Shown.Progress, Shown.Transfer));
        _journal.ReportBytes(30 << 20, 100 << 20, null);
        _journal.End(TaskState.Succeeded, null, null);
        Assert.Null(Shown.Transfer);
    }

    [Fact]
    public void Share_IsMeasuredWithoutBytes()
    {
        _journal.ReportShare(0);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        _journal.ReportShare(0.1);

        Assert.Equal((0.1, null, TimeSpan.FromSeconds(9)), (Shown.Progress, Shown.Phase, Shown.Transfer!.Left));
        Assert.True(Shown.Transfer.IsShare);
    }

    [Fact]
    public void ReportAfterTheEnd_ShowsNothing()
    {
        _journal.Report(0.1, null);
        _journal.Report(0.2, null);
        _journal.Change(task => task with { State = TaskState.Failed, EndedAt = _rig.Time.GetUtcNow(), Progress = null });
        _journal.Report(0.3, null);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((null, TaskState.Failed), (Shown.Progress, Shown.State));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public void SecretThatALongLineIsCutIn_IsHiddenWhole()
    {
        _journal.Note(new string('x', 995) + "hush4711");
        Assert.DoesNotContain("hush", Assert.Single(Shown.Log), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D5")]
    public void LongLinesAndManySteps_AreBounded()
    {
        _journal.Note(new string('x', 100_000));
        _journal.Plan([.. Enumerable.Range(0, 150).Select(i => $"Planned {i}")]);
        _journal.Plan([.. Enumerable.Range(0, 150).Select(i => $"More {i}")]);
        for (var i = 0; i < 300; i++)
            _journal.SetStep(_journal.AddStep($"Unplanned {i}", leaves: null), TaskStepState.Done);
        Assert.Equal((1_000, 200), (Assert.Single(Shown.Log).Length, Shown.Steps.Length));
    }

    [Fact]
    public async Task WhileTheDatabaseIsBusy_OnlyTheLatestWaitsForIt()
    {
        await _journal.SavedAsync();
        var before = Writes();
        var (held, letGo) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = _rig.Database.RunAsync(_ => { held.SetResult(); return Task.WaitAny(letGo.Task); }, Cancel);
        await held.Task.WaitAsync(Cancel);
        for (var i = 0; i < 1_000; i++)
            _journal.Note($"line {i}");
        letGo.SetResult();
        await holding;
        await _journal.SavedAsync();

        // The record that the writer may have taken before the others arrived, and the latest one.
        Assert.InRange(Writes() - before, 1, 2);
        Assert.Equal("line 999", _rig.Database.Run(connection => TaskTable.Find(connection, Shown.Id))!.Log[^1]);

        long Writes() => _rig.Database.Run(connection => connection.Scalar<long>("SELECT total_changes()"));
    }

    private static TaskRecord Record() => new()
    {
        Id = 1,
        Action = "copy",
        Verb = "copy",
        Target = "debian-12.qcow2",
        Subject = ObjectId.OfHost("local"),
        User = "jane",
        From = "::1",
        State = TaskState.Queued,
        StartedAt = DateTimeOffset.UnixEpoch,
        VirshLine = "virsh vol-clone",
    };

    [Fact, Trait("Attack", "D4")]
    public void LongTexts_AreCutBetweenCharacters()
    {
        var computer = "\ud83d\udcbb";
        var text = string.Concat(Enumerable.Repeat(computer, 10_000));
        for (var i = 0; i < 100; i++)
            _journal.Note(text);
        _journal.SetStep(_journal.AddStep(text, text), TaskStepState.Failed);
        _journal.End(TaskState.Failed, text, null);

        Assert.InRange(Shown.TextLength, 1, 20_000);
        Assert.All([Shown.Log[0], Shown.Error!, Shown.Steps[0].Name, Shown.Steps[0].Leaves!], cut => Assert.EndsWith(computer + "…", cut, StringComparison.Ordinal));
    }

    [Fact, Trait("Attack", "D4")]
    public void LongVirshLine_IsKeptAsACommentOfOneLine()
    {
        Assert.Equal("virsh a\nvirsh b", VirshCommand.Kept("virsh a\nvirsh b"));
        var kept = VirshCommand.Kept("virsh desc web-01 'a\nb" + new string('x', 40_000));
        Assert.StartsWith("# Too long to be kept: virsh desc web-01 'a b", kept, StringComparison.Ordinal);
        Assert.InRange(kept.Length, 1, 300);
        Assert.DoesNotContain('\n', kept);
    }
}

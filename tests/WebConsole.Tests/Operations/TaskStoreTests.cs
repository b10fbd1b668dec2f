using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

public sealed class TaskStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Database => _directory["webconsole.db"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndedTask_SurvivesRestartUnchanged()
    {
        TaskRecord before;
        await using (var rig = new OperationsRig(path: Database))
            before = await rig.RunAsync(FakeOperation.Of("n\0ame ' \u202e 💻\n") with { Body = _ => throw new HypervisorException("no") });

        await using var again = new OperationsRig(path: Database);
        Assert.Equal(before, Assert.Single(again.Tasks.Recent));
        Assert.Equal(before, await again.Tasks.FindAsync(before.Id, Cancel));
        Assert.Equal(before.Id + 1, (await again.RunAsync(FakeOperation.Of("next"))).Id);
    }

    [Fact]
    public async Task TasksOfACrash_AreMarkedInterrupted()
    {
        using (var database = new TaskDatabase(Database, TimeProvider.System, new RecordingLoggerFactory().CreateLogger<TaskDatabase>()))
        {
            database.Run(connection =>
            {
                TaskTable.Save(connection, Record(1, TaskState.Running));
                TaskTable.Save(connection, Record(2, TaskState.Queued));
                TaskTable.Save(connection, Record(3, TaskState.Succeeded));
                return true;
            });
        }

        await using var rig = new OperationsRig(path: Database);
        Assert.Equal(
            [(3, TaskState.Succeeded, null), (2, TaskState.Interrupted, TaskStore.WasWaiting), (1, TaskState.Interrupted, TaskStore.WasRunning)],
            rig.Tasks.Recent.Select(task => (task.Id, task.State, task.Error)));
        Assert.Equal(rig.Time.GetUtcNow(), rig.Tasks.Recent[1].EndedAt);
    }

    [Theory]
    [InlineData("this is no database, whatever its name says")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense")]
    public async Task DamagedFile_IsSetAsideAndSaid(string content)
    {
        await File.WriteAllTextAsync(Database, content.PadRight(8192, '?'), Cancel);
        await using var rig = new OperationsRig(path: Database);

        Assert.Contains("set aside", rig.Tasks.Problem, StringComparison.Ordinal);
        var aside = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Database)!, "*.damaged-*"));
        Assert.StartsWith(content, await File.ReadAllTextAsync(aside, Cancel), StringComparison.Ordinal);
        var task = await rig.RunAsync(FakeOperation.Of("web-01"));
        Assert.Equal(task, Assert.Single(await rig.Tasks.ListAsync(new TaskFilter(), Cancel)));
    }

    [Fact]
    public async Task FileThatCannotBeMade_LeavesEverythingWorkingInMemory()
    {
        await using var rig = new OperationsRig(path: "/proc/no/such/place/webconsole.db");
        Assert.Contains("Nothing is remembered over a restart", rig.Tasks.Problem, StringComparison.Ordinal);
        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(FakeOperation.Of("web-01"))).State);
    }

    [Fact]
    public async Task FileOfANewerVersion_IsLeftAlone()
    {
        await using (var rig = new OperationsRig(path: Database))
            await rig.RunAsync(FakeOperation.Of("web-01"));
        Sql("PRAGMA user_version = 99");

        await using var later = new OperationsRig(path: Database);
        Assert.Contains("a newer WebConsole wrote it", later.Tasks.Problem, StringComparison.Ordinal);
        await later.RunAsync(FakeOperation.Of("web-02"));
        Assert.Equal(1L, Sql("SELECT count(*) FROM tasks"));
    }

    [Fact]
    public async Task TableThatIsGone_FailsNoTaskAndIsSaid()
    {
        await using var rig = new OperationsRig(path: Database);
        await rig.RunAsync(FakeOperation.Of("web-01"));
        Assert.Null(rig.Tasks.Problem);
        Sql("DROP TABLE tasks");
        var task = await rig.RunAsync(FakeOperation.Of("web-02"));
        Assert.Equal(TaskState.Succeeded, task.State);
        await rig.IdleAsync();
        Assert.Contains("may be forgotten", rig.Tasks.Problem, StringComparison.Ordinal);
        Assert.Equal(2, (await rig.Tasks.ListAsync(new TaskFilter(), Cancel)).Count);
    }

    [Fact]
    [Trait("Attack", "F5")]
    public async Task File_IsReadableByItsOwnerAlone()
    {
        await using var rig = new OperationsRig(path: Database);
        await rig.RunAsync(FakeOperation.Of("web-01"));
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(Database)!), file =>
#pragma warning disable CA1416 // Nothing of this runs on Windows.
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
#pragma warning restore CA1416
    }

    [Fact]
    [Trait("Attack", "D5")]
    public async Task ManyTasks_AreBoundedInMemoryAndOnDisk()
    {
        var options = new OperationsOptions { Recent = 10, Kept = 150 };
        await using var rig = new OperationsRig(options, Database);
        for (var i = 0; i < 320; i++)
            await rig.RunAsync(FakeOperation.Of($"m{i}"));
        await rig.IdleAsync();
        Assert.Equal(10, rig.Tasks.Recent.Count);
        Assert.InRange((long)Sql("SELECT count(*) FROM tasks")!, 150, 250);
        Assert.Null(await rig.Tasks.FindAsync(1, Cancel));
    }

    [Fact]
    public async Task List_FiltersAndContinuesBeyondMemory()
    {
        await using var rig = new OperationsRig(new OperationsOptions { Recent = 3 }, Database);
        var web = FakeOperation.Of("web-01");
        for (var i = 0; i < 6; i++)
        {
            await rig.RunAsync(web);
            await rig.RunAsync(FakeOperation.Of("db", host: "other"));
        }
        await rig.IdleAsync();

        async Task<string> Ids(TaskFilter filter) => string.Join(", ", (await rig.Tasks.ListAsync(filter, Cancel)).Select(task => task.Id));
        Assert.Equal("11, 9, 7, 5, 3, 1", await Ids(new TaskFilter { Subject = web.On }));
        Assert.Equal("12, 10, 8, 6, 4, 2", await Ids(new TaskFilter { Host = "other" }));
        Assert.Equal("12, 11, 10, 9", await Ids(new TaskFilter { Count = 4 }));
        Assert.Equal("8, 7", await Ids(new TaskFilter { Count = 2, Before = 9 }));
        Assert.Empty(await Ids(new TaskFilter { State = TaskState.Failed }));
        Assert.Empty(await Ids(new TaskFilter { User = "x' OR '1'='1" }));
    }

    [Fact]
    public async Task ListOfWhatPeopleDid_ReachesPastWhatTheSystemDid()
    {
        await using var rig = new OperationsRig(new OperationsOptions { Recent = 3 }, Database);
        var web = await rig.RunAsync(FakeOperation.Of("web-01"));
        await rig.IdleAsync();
        for (var i = 0; i < 6; i++)
        {
            var task = Record(rig.Tasks.NextId(), TaskState.Succeeded) with { From = Caller.SystemFrom };
            rig.Tasks.Show(task);
            await rig.Tasks.SaveAsync(task);
        }

        Assert.Equal(web.Id, Assert.Single(await rig.Tasks.ListAsync(new TaskFilter { ByPeople = true, Count = 2 }, Cancel)).Id);
    }

    [Fact]
    public async Task SubscriberThatThrows_BreaksNoTask()
    {
        await using var rig = new OperationsRig();
        rig.Tasks.Changed += () => throw new InvalidOperationException("gone");
        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(FakeOperation.Of("web-01"))).State);
    }

    public void Dispose() => _directory.Dispose();

    private object? Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written by this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private static TaskRecord Record(long id, TaskState state) => new()
    {
        Id = id,
        Action = "start",
        Verb = "start",
        Target = "web-01",
        Subject = ObjectId.OfHost("local"),
        User = "jane",
        From = "::1",
        State = state,
        StartedAt = DateTimeOffset.UnixEpoch,
        VirshLine = "virsh start web-01",
    };

    [Fact]
    [Trait("Attack", "D4")]
    public async Task LongTasks_AreNotAllKeptInMemory()
    {
        await using var rig = new OperationsRig(path: Database);
        var log = Enumerable.Repeat(new string('x', 1_000), 200).ToImmutableArray();
        for (var id = 1; id <= 100; id++)
            rig.Tasks.Show(Record(id, TaskState.Succeeded) with { Log = log });

        Assert.Equal(TaskStore.MostText / 200_000 - 1, rig.Tasks.Recent.Count);
        Assert.Equal(100, rig.Tasks.Recent[0].Id);
    }
}

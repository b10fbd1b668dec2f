using WebConsole.History;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.History;

public sealed class HistoryStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_AreKeptWordForWord_WithTimeAuthorAndChanges()
    {
        using var rig = new HistoryRig();
        await rig.AppendAsync(HistoryRig.Definition(1), away: true);
        rig.Time.Advance(TimeSpan.FromMilliseconds(3));
        await rig.AppendAsync(HistoryRig.Definition(2), author: new DefinitionAuthor("ada", 7, "edit"));
        await rig.AppendAsync(HistoryRig.Definition(2));
        await rig.AppendAsync(HistoryRig.Definition(2, more: "<title>ä \u202e 💻</title>"));
        rig.Reopen();

        var versions = await rig.ListAsync();
        Assert.Equal([VersionEvent.Changed, VersionEvent.Changed, VersionEvent.Found], versions.Select(version => version.Event));
        Assert.Equal([null, new DefinitionAuthor("ada", 7, "edit"), null], versions.Select(version => version.Author));
        Assert.Equal([new KeptChange(DefinitionChangeKind.Changed, "memory")], versions[1].Changes);
        Assert.Equal([new KeptChange(DefinitionChangeKind.Added, "title")], versions[0].Changes);
        Assert.Equal(TimeSpan.FromMilliseconds(3), versions[1].NoticedAt - versions[2].NoticedAt);
        Assert.Equal(HistoryRig.Definition(2, more: "<title>ä \u202e 💻</title>"), await rig.ReadAsync(versions[0]));
        Assert.Equal(HistoryRig.Definition(2), await rig.ReadAsync(versions[1]));
        Assert.Equal(HistoryRig.Definition(1), await rig.ReadAsync(versions[2]));
        Assert.Null(rig.Store.Problem);
    }

    [Fact]
    public async Task EarlierText_ThatComesBack_IsAVersionOfItsOwn()
    {
        using var rig = new HistoryRig();
        foreach (var memory in (int[])[1, 2, 1])
            await rig.AppendAsync(HistoryRig.Definition(memory));

        var versions = await rig.ListAsync();
        Assert.Equal(3, versions.Count);
        Assert.Equal(HistoryRig.Definition(1), await rig.ReadAsync(versions[0]));
    }

    [Fact]
    public async Task MoreVersionsThanTheLimit_DropTheOldest_ButNotMarkedOnes()
    {
        using var rig = new HistoryRig(new HistoryOptions { Versions = 40 });
        await rig.AppendAsync(HistoryRig.Definition(1));
        await rig.AppendAsync(HistoryRig.Definition(2));
        var (pinned, named) = ((await rig.ListAsync())[1], (await rig.ListAsync())[0]);
        Assert.True(await rig.Store.MarkAsync(HistoryRig.Web, pinned.Id, null, true, Cancel));
        Assert.True(await rig.Store.MarkAsync(HistoryRig.Web, named.Id, "before the move", false, Cancel));
        for (var memory = 3; memory <= 600; memory++)
            await rig.AppendAsync(HistoryRig.Definition(memory));

        var versions = await rig.ListAsync();
        Assert.Equal(42, versions.Count);
        Assert.Equal((true, "before the move"), (versions[^1].Pinned, versions[^2].Label));
        foreach (var (version, memory) in versions.Zip([.. Enumerable.Range(561, 40).Reverse(), 2, 1]))
            Assert.Equal(HistoryRig.Definition(memory), await rig.ReadAsync(version));
        Assert.Equal(new KeptObject(HistoryRig.Web, "web-01", null, 42, 558), await rig.Store.FindObjectAsync(HistoryRig.Web, Cancel));
        Assert.True(await rig.Database.RunAsync(connection => connection.Scalar<long>("SELECT count(*) FROM packs"), Cancel) < 10);
    }

    [Fact]
    public async Task DeletedObject_KeepsItsVersions_UntilItsTimeIsUp()
    {
        using var rig = new HistoryRig(new HistoryOptions { DeletedDays = 30 });
        var other = new MachineId("local", Guid.NewGuid());
        foreach (var id in (ObjectId[])[HistoryRig.Web, other])
        {
            await rig.AppendAsync(HistoryRig.Definition(1), id);
            await rig.AppendAsync(null, id, new DefinitionAuthor("ada", 8, "delete"));
            await rig.AppendAsync(null, id);
        }
        await rig.Store.MarkAsync(HistoryRig.Web, (await rig.ListAsync())[1].Id, null, true, Cancel);
        Assert.Equal([VersionEvent.Deleted, VersionEvent.Defined], (await rig.ListAsync()).Select(version => version.Event));
        Assert.Equal(2, (await rig.Store.ListDeletedAsync(Cancel)).Count);

        rig.Time.Advance(TimeSpan.FromDays(29));
        await rig.Store.ShortenAsync();
        Assert.Equal(2, (await rig.ListAsync(other)).Count);

        rig.Time.Advance(TimeSpan.FromDays(2));
        await rig.Store.ShortenAsync();
        Assert.Empty(await rig.ListAsync(other));
        Assert.Equal(HistoryRig.Web, Assert.Single(await rig.Store.ListDeletedAsync(Cancel)).Id);
        Assert.Equal(HistoryRig.Definition(1), await rig.ReadAsync((await rig.ListAsync())[1]));
        Assert.Contains(rig.Logs.Entries, entry => entry.Text.Contains("Forgot the definitions of 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DefinedAgain_WithTheSameUuid_GoesOnInTheSameHistory()
    {
        using var rig = new HistoryRig();
        foreach (var text in (string?[])[HistoryRig.Definition(1), null, HistoryRig.Definition(1, "web-02")])
            await rig.AppendAsync(text, name: text?.Contains("web-02", StringComparison.Ordinal) is true ? "web-02" : "web-01");

        Assert.Equal([VersionEvent.Defined, VersionEvent.Deleted, VersionEvent.Defined], (await rig.ListAsync()).Select(version => version.Event));
        Assert.Equal(["web-02", "web-01", "web-01"], (await rig.ListAsync()).Select(version => version.Name));
        Assert.Empty(await rig.Store.ListDeletedAsync(Cancel));
    }

    [Fact]
    [Trait("Attack", "D5")]
    public async Task AllTogether_StayBelowTheirLimit_AndTheNewestOfEachStays()
    {
        using var rig = new HistoryRig(new HistoryOptions { Megabytes = 16 });
        var random = new Random(1);
        ObjectId[] machines = [.. Enumerable.Range(0, 20).Select(_ => (ObjectId)new MachineId("local", Guid.NewGuid()))];
        var gone = new MachineId("local", Guid.NewGuid());
        await rig.AppendAsync(HistoryRig.Definition(1), gone);
        await rig.AppendAsync(null, gone);
        var newest = "";
        for (var round = 0; round < 12; round++)
        {
            var bytes = new byte[75_000];
            foreach (var machine in machines)
            {
                random.NextBytes(bytes);
                await rig.AppendAsync(newest = $"<domain><name>web</name><description>{Convert.ToBase64String(bytes)}</description></domain>", machine);
            }
        }
        Assert.True(await rig.Database.RunAsync(HistoryLimits.Size, Cancel) > 16 * 1024 * 1024);

        await rig.Store.ShortenAsync();

        Assert.InRange(await rig.Database.RunAsync(HistoryLimits.Size, Cancel), 1_000_000, 16 * 1024 * 1024);
        foreach (var machine in machines)
            Assert.NotNull(await rig.ReadAsync((await rig.ListAsync(machine))[0]));
        Assert.Equal(newest, await rig.ReadAsync((await rig.ListAsync(machines[^1]))[0]));
        Assert.Empty(await rig.ListAsync(gone));
        Assert.Contains(rig.Logs.Entries, entry => entry.Text.Contains("oldest versions of definitions", StringComparison.Ordinal));
    }

    /// <summary>Versions share packs: the oldest go without the newest, and their space with them.</summary>
    [Fact]
    [Trait("Attack", "D5")]
    public async Task DroppedVersions_FreeTheirSpace_WhereNewerOnesShareTheirPack()
    {
        const int Megabyte = 1024 * 1024;
        using var rig = new HistoryRig(new HistoryOptions { Megabytes = 1 });
        var random = new Random(1);
        var bytes = new byte[9_000];
        ObjectId[] machines = [.. Enumerable.Range(0, 4).Select(_ => (ObjectId)new MachineId("local", Guid.NewGuid()))];
        var texts = new Dictionary<ObjectId, List<string>>();
        for (var round = 0; round < 3; round++)
        {
            foreach (var machine in Enumerable.Repeat(machines, 40).SelectMany(each => each))
            {
                random.NextBytes(bytes);
                var text = $"<domain><description>{Convert.ToBase64String(bytes)}</description></domain>";
                await rig.AppendAsync(text, machine);
                (texts.GetValueOrDefault(machine) ?? (texts[machine] = [])).Add(text);
            }
            await rig.Store.ShortenAsync();

            Assert.InRange(await rig.Database.RunAsync(HistoryLimits.Size, Cancel), Megabyte / 2, Megabyte);
            foreach (var machine in machines)
            {
                var versions = await rig.ListAsync(machine);
                Assert.InRange(versions.Count, 10, 40);
                foreach (var (version, text) in versions.Zip(Enumerable.Reverse(texts[machine])))
                    Assert.Equal(text, await rig.ReadAsync(version));
            }
        }
        // The file does not shrink, and what was freed is used again.
        Assert.InRange(await rig.Database.RunAsync(connection => connection.Scalar<long>("PRAGMA page_count") * connection.Scalar<long>("PRAGMA page_size"), Cancel), 1, 4 * Megabyte);
    }

    [Fact]
    public async Task DamagedFile_IsSetAsideSaidAndReplaced()
    {
        using var rig = new HistoryRig(content: "SQLite format 3\0 and then nothing that makes sense".PadRight(8192, '?'));
        await rig.AppendAsync(HistoryRig.Definition(1));

        Assert.Single(await rig.ListAsync());
        Assert.Contains("set aside", rig.Store.Problem, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(rig.File)!, "history.db.damaged-*"));
    }

    [Fact]
    public async Task DamagedText_IsToldAsNone_AndTheNextIsKept()
    {
        using var rig = new HistoryRig();
        await rig.AppendAsync(HistoryRig.Definition(1));
        await rig.Database.RunAsync(connection => connection.Execute("UPDATE packs SET bytes = x'0102030405'"), Cancel);
        await rig.AppendAsync(HistoryRig.Definition(2));

        var versions = await rig.ListAsync();
        Assert.Null(await rig.ReadAsync(versions[1]));
        Assert.Equal(HistoryRig.Definition(2), await rig.ReadAsync(versions[0]));
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task VersionOfAnotherObject_IsNotFound()
    {
        using var rig = new HistoryRig();
        await rig.AppendAsync(HistoryRig.Definition(1));
        var version = (await rig.ListAsync())[0].Id;
        var network = ObjectId.Network("local", HistoryRig.Web.Uuid!.Value);

        Assert.Null(await rig.Store.FindAsync(network, version, Cancel));
        Assert.Null(await rig.Store.ReadAsync(network, version, Cancel));
        Assert.False(await rig.Store.MarkAsync(network, version, "mine", true, Cancel));
        Assert.Null((await rig.ListAsync())[0].Label);
    }

    [Fact]
    public async Task MarkedVersions_AreBoundedForEachObject()
    {
        using var rig = new HistoryRig();
        for (var memory = 0; memory <= HistoryStore.MostMarked; memory++)
            await rig.AppendAsync(HistoryRig.Definition(memory));
        var marked = new List<bool>();
        foreach (var version in await rig.ListAsync())
            marked.Add(await rig.Store.MarkAsync(HistoryRig.Web, version.Id, null, true, Cancel));

        Assert.Equal([.. Enumerable.Repeat(true, HistoryStore.MostMarked), false], marked);
    }

    [Fact]
    public async Task ReadersAndWriters_GetInEachOthersWayNowhere()
    {
        using var rig = new HistoryRig();
        await rig.AppendAsync(HistoryRig.Definition(0));
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 25; round++)
                await rig.AppendAsync(HistoryRig.Definition((writer * 100) + round + 1));
        }, Cancel));
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 25; round++)
                Assert.NotNull(await rig.ReadAsync((await rig.ListAsync())[^1]));
        }, Cancel));

        await Task.WhenAll([.. writers, .. readers]);

        Assert.Equal(101, (await rig.ListAsync()).Count);
        Assert.Null(rig.Store.Problem);
    }
}

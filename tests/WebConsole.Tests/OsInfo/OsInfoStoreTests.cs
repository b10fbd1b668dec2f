using Microsoft.Extensions.Time.Testing;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using WebConsole.Tests.OsInfo.Archives;
using Xunit;

namespace WebConsole.Tests.OsInfo;

/// <summary>The directories of osinfo-db, read when they are asked for.</summary>
public sealed class OsInfoStoreTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Data_AreReadOnce_AndAgainAfterAChange()
    {
        Put("package/os/example.org/river-2.xml", "River 2");
        using var store = Store();
        Assert.Null(store.Known);

        var first = await store.GetAsync(Cancel);
        Assert.Equal("River 2", Assert.Single(first.All).Name);
        _time.Advance(OsInfoStore.Fresh * 2);
        Assert.Same(first, await store.GetAsync(Cancel));

        Put("package/os/example.org/river-3.xml", "River 3", "three");
        Assert.Same(first, await store.GetAsync(Cancel));
        _time.Advance(OsInfoStore.Fresh * 2);
        Assert.Equal(2, (await store.GetAsync(Cancel)).All.Length);

        Put("package/os/example.org/river-3.xml", "River 3, renamed", "three");
        _time.Advance(OsInfoStore.Fresh * 2);
        Assert.Equal("River 3, renamed", (await store.GetAsync(Cancel)).Find("three")!.Name);
    }

    [Fact]
    public async Task FileOfTheAdministrator_TakesThePlaceOfThePackages()
    {
        Put("package/os/example.org/river-2.xml", "River 2", "two");
        Put("own/os/example.org/river-2.xml", "Our River", "two");
        using var store = Store();

        Assert.Equal("Our River", Assert.Single((await store.GetAsync(Cancel)).All).Name);
    }

    /// <summary>Of two whole databases the newer one counts, wherever it is; what was added by hand, above all.</summary>
    [Theory]
    [InlineData("20260101", "20251231", "Ocean 9", "20260101")]
    [InlineData("20251231", "20260101", "Our Ocean", "20260101")]
    [InlineData("20251231", "20251231.2", "Our Ocean", "20251231.2")]
    [InlineData("20251231", null, "Our Ocean", "20251231")]
    public async Task NewerDatabase_TakesThePlaceOfTheOlder(string imported, string? version, string name, string newest)
    {
        Put("package/os/example.org/ocean-9.xml", "Our Ocean", "http://example.org/ocean/9");
        if (version is not null)
            await File.WriteAllTextAsync(_root["package/VERSION"], version, Cancel);
        await File.WriteAllBytesAsync(_root["archive"], Archive.Of(imported).Packed(), Cancel);
        using var store = new OsInfoStore(new OsFiles(_root["package"]) { Archive = _root["archive"] }, _time);

        var data = await store.GetAsync(Cancel);

        Assert.Equal(name, Assert.Single(data.All).Name);
        Assert.Equal(newest, data.Newest!.Version);
    }

    /// <summary>Somebody may have changed it by hand since it was imported.</summary>
    [Fact]
    public async Task ArchiveThatIsBroken_IsNotUsed()
    {
        Put("package/os/example.org/river-2.xml", "River 2");
        await File.WriteAllTextAsync(_root["archive"], "no archive", Cancel);
        using var store = new OsInfoStore(new OsFiles(_root["package"]) { Archive = _root["archive"] }, _time);

        Assert.Equal("River 2", Assert.Single((await store.GetAsync(Cancel)).All).Name);
    }

    [Fact]
    public async Task WithoutThePackage_NothingIsKnown()
    {
        using var store = Store();

        Assert.Empty((await store.GetAsync(Cancel)).All);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task FilesThatHaveNoEnd_AreNotRead()
    {
        Put("package/os/example.org/river-2.xml", "River 2");
        await RealGuest.ShellAsync($"mkfifo {_root["package/os/example.org/pipe.xml"]} && ln -s /dev/zero {_root["package/os/example.org/zero.xml"]} && truncate -s 10G {_root["package/os/example.org/bomb.xml"]}");
        using var store = Store();

        Assert.Equal("River 2", Assert.Single((await store.GetAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel)).All).Name);
    }

    [Fact]
    public async Task ManyWhoAsk_HaveItReadOnce()
    {
        Put("package/os/example.org/river-2.xml", "River 2");
        using var store = Store();

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.GetAsync(Cancel)));

        Assert.Single(all.Distinct());
    }

    private OsInfoStore Store() => new(new OsFiles(_root["package"], _root["own"]), _time);

    private void Put(string file, string name, string id = "http://example.org/river/2")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root[file])!);
        File.WriteAllText(_root[file], $"<libosinfo><os id='{id}'><name>{name}</name></os></libosinfo>");
    }
}

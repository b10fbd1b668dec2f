using Microsoft.Extensions.Time.Testing;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
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

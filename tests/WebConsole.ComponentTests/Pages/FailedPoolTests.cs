using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Components.Layout;
using WebConsole.Features.Storage;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Pools that are off, though someone or the host was to start them.</summary>
public sealed class FailedPoolTests : PageContext
{
    private static readonly string Url = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";

    [Fact]
    public async Task PoolThatFailedToStart_SaysWhyUntilItStarts()
    {
        Set("inactive");
        var page = Open(Url);
        Assert.NotEmpty(page.FindAll("[data-testid=start-hint]"));

        await AddAsync("start", TaskState.Failed);

        var card = page.WaitForElement("[data-testid=failed-start]").TextContent;
        Assert.All(["Could not start images.", "unknown filesystem type 'nfs'", "The host may lack what such a pool needs: nfs-common."], said => Assert.Contains(said, card, StringComparison.Ordinal));
        Assert.Contains("failed to start", page.Find(".wc-state[data-state=failed]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=start-again]"));
        Assert.Single(page.FindAll("[data-testid=edit-failed]"));
        Assert.Empty(page.FindAll("[data-testid=start-hint]"));

        Change(_ => Pools("running"));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=failed-start], .wc-state[data-state=failed]")));
    }

    [Fact]
    public async Task ViewerOfAPoolThatFailedToStart_IsOfferedNothing()
    {
        Set("inactive");
        await AddAsync("start", TaskState.Failed);

        Assert.Empty(Open(Url, Role.Viewer).WaitForElement("[data-testid=failed-start]").QuerySelectorAll("button"));
    }

    [Fact]
    public async Task PoolThatHasStartedSince_HasNotFailed()
    {
        Set("inactive");
        await AddAsync("start", TaskState.Failed);
        await AddAsync("start", TaskState.Succeeded);
        await AddAsync("edit", TaskState.Failed);

        Assert.Empty(Open(Url).FindAll("[data-testid=failed-start], .wc-state[data-state=failed]"));
    }

    [Theory]
    [InlineData(true, "missed", "off, should be on")]
    [InlineData(false, "inactive", "inactive")]
    public void PoolThatIsOff_SaysInTheListWhetherItShouldBe(bool autostart, string state, string word)
    {
        Set("inactive", autostart);

        Assert.Equal((state, word), State(Open("/storage")));
    }

    [Fact]
    public async Task FailedStart_IsSaidInTheList()
    {
        Set("inactive");
        var page = Open("/storage");

        await AddAsync("start", TaskState.Failed);

        page.WaitForAssertion(() => Assert.Equal(("failed", "failed to start"), State(page)));
    }

    /// <summary>Tasks report their progress many times a second, and reading the users of a large pool takes long.</summary>
    [Fact]
    public async Task TaskOfSomethingElse_DoesNotMakeThePageReadAnew()
    {
        Set("inactive");
        var page = Open(Url).FindComponent<StoragePoolPage>();
        // What concerns no pool, so that the page has not read it either.
        Inventory.Update(snapshot => snapshot with { NodeDevices = snapshot.NodeDevices.Clear() });
        var drawn = page.RenderCount;

        await AddAsync("start", TaskState.Failed, ObjectId.Pool(TestInventory.HostName, Guid.NewGuid()));
        await AddAsync("resize", TaskState.Failed, ObjectId.Volume(TestInventory.HostName, TestInventory.PoolId, "web.qcow2"));
        Assert.Equal(drawn, page.RenderCount);

        await AddAsync("start", TaskState.Failed);
        page.WaitForState(() => page.RenderCount > drawn);
    }

    [Fact]
    public async Task TaskOfSomethingElse_DrawsTheListNotAnew()
    {
        Set("inactive");
        var page = Open("/storage").FindComponent<StoragePage>();
        var drawn = page.RenderCount;

        await AddAsync("start", TaskState.Failed, ObjectId.Pool(TestInventory.HostName, Guid.NewGuid()));
        Assert.Equal(drawn, page.RenderCount);

        await AddAsync("start", TaskState.Failed);
        page.WaitForState(() => page.RenderCount > drawn);
    }

    [Fact]
    public async Task Navigation_IsDrawnAnewWhereTheNumberOfRunningTasksChanges()
    {
        Set("inactive");
        var navigation = Open("/storage").FindComponent<NavMenu>();
        var drawn = navigation.RenderCount;

        await AddAsync("resize", TaskState.Succeeded);
        Assert.Equal(drawn, navigation.RenderCount);

        await AddAsync("resize", TaskState.Running);
        navigation.WaitForAssertion(() => Assert.Equal("1", navigation.Find("[data-testid=nav-tasks] .wc-nav-count").TextContent));
    }

    private static InventorySnapshot Pools(string state, bool autostart = true) =>
        TestInventory.Full with { StoragePools = TestInventory.Full.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { State = state, Autostart = autostart }) };

    private static (string?, string) State(IRenderedComponent<WebConsole.Components.Routes> page) =>
        page.Find("[data-testid=pool-row] .wc-state") is var dot ? (dot.GetAttribute("data-state"), dot.TextContent) : default;

    private void Set(string state, bool autostart = true) => Inventory.Update(_ => Pools(state, autostart));

    private async Task AddAsync(string action, TaskState state, ObjectId? subject = null)
    {
        var store = Services.GetRequiredService<TaskStore>();
        var task = new TaskRecord
        {
            Id = store.NextId(), Action = action, Verb = action, Target = "images", Subject = subject ?? ObjectId.Pool(TestInventory.HostName, TestInventory.PoolId), User = "jane", From = "192.0.2.7", State = state,
            StartedAt = Clock.GetUtcNow(), EndedAt = Clock.GetUtcNow(), VirshLine = "", Error = state is TaskState.Failed ? "mount: unknown filesystem type 'nfs'" : null,
            Advice = state is TaskState.Failed ? "The host may lack what such a pool needs: nfs-common." : null,
        };
        store.Show(task);
        store.Tell();
        await store.SaveAsync(task);
        Clock.Advance(TimeSpan.FromSeconds(1));
    }
}

using System.Collections.Immutable;
using Bunit;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class DeletePoolFormTests : PageContext
{
    private static readonly string Url = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";

    private static readonly StorageVolume Used = new("web-01.qcow2", "/srv/images/web-01.qcow2", "qcow2", 20L << 30, 3L << 30), Free = new("old.iso", "/srv/images/old.iso", "iso", 5L << 30, 5L << 30);

    [Fact]
    public async Task Contents_AreCountedWithTheirSizes_BeforeTheNameIsTyped()
    {
        var form = OpenForm(Free);
        Assert.Empty(form.FindAll("[data-testid=contents]"));

        await form.Find("[data-testid=field-contents] button").ClickAsync(new());

        Assert.Equal("It holds 1 volume with 5 GiB of data.", form.Find("[data-testid=contents]").TextContent);
        Assert.Single(form.FindAll("[data-testid=typed-confirmation]"));
    }

    [Fact]
    public async Task DisksOfMachines_AreNamed_AndKeepTheirPool()
    {
        var form = OpenForm(Free, Used);

        await form.Find("[data-testid=field-contents] button").ClickAsync(new());

        Assert.Equal("It holds 2 volumes with 8 GiB of data.", form.Find("[data-testid=contents]").TextContent);
        Assert.Equal(["web-01.qcow2 3 GiB · disk of web-01", "old.iso 5 GiB"], form.FindAll("[data-testid=contents-list] li").Select(line => line.TextContent));
        Assert.StartsWith("Machines have disks in it: web-01.", form.Find("[data-testid=kept]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.True(form.Find("[data-testid=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Confirmation_IsAQuestionWithoutMarksOfChanges_AndIsLeftWithoutAnother()
    {
        var form = OpenForm(Free);
        Assert.Equal("Delete images?", form.Find("h2").TextContent);
        Assert.Equal("The pool is forgotten; its files stay.", form.Find("[data-testid=preview] p, [data-testid=preview] button").TextContent.Trim());

        await form.Find("[data-testid=field-contents] button").ClickAsync(new());

        Assert.Equal("The pool, its volumes and its directory are deleted.", form.Find("[data-testid=preview] button").TextContent.Trim());
        Assert.Empty(form.FindAll("[data-testid=revert], [data-testid=field-change]"));
        Assert.Equal("", form.Find("[data-testid=changes]").TextContent);
        await form.Find("[data-testid=cancel]").ClickAsync(new());
        form.WaitForAssertion(() => Assert.Empty(form.FindAll("[data-testid=form]")));
    }

    [Fact]
    public async Task RefusedDeletion_SaysThatNothingIsDeleted_AndWhoseDisksLieWhere()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web-01"), TestInventory.Machine(2, "golden/base/db", MachineState.ShutOff) with { Name = "db" }]));
        var form = OpenForm();

        await form.Find("[data-testid=field-contents] button").ClickAsync(new());

        Assert.Equal("Nothing is deleted.", form.Find("[data-testid=preview]").QuerySelector(".wc-preview-sentence")!.TextContent);
        Assert.StartsWith("Machines have disks in it: db (by path: golden/base/db.qcow2), web-01. Remove", form.Find("[data-testid=kept]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(["db off", "web-01 running"], form.FindAll("[data-testid=dialog-machines] li").Select(line => line.TextContent));
        Assert.Equal("shut-off", form.Find("[data-testid=dialog-machines] .wc-state").GetAttribute("data-state"));
    }

    [Fact]
    public void MachinesThatNameThePool_KeepIt()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web-01") with { Xml = $"<domain><devices><disk type='volume'><source pool='images' volume='a'/></disk></devices></domain>" }]));

        var delete = Open(Url).Find("[data-testid=action-delete]");

        Assert.Equal("true", delete.GetAttribute("aria-disabled"));
        Assert.Contains("Machines name it in their definitions: web-01.", delete.Closest("[role=group]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopOfAPool_NamesTheMachinesThatCantStart()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web-01") with { Xml = $"<domain><devices><disk type='volume'><source pool='images' volume='a'/></disk></devices></domain>" }]));
        var page = Open(Url);
        var dialogs = Render<MudDialogProvider>();

        _ = page.Find("[data-testid=action-stop]").ClickAsync(new());

        Assert.EndsWith("These machines can't start while it is stopped: web-01.", dialogs.WaitForElement("[data-testid=dialog] p").TextContent, StringComparison.Ordinal);
        Assert.Equal(["web-01 running"], dialogs.FindAll("[data-testid=dialog-machines] li").Select(line => line.TextContent));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void StopOfAPool_SaysThatItIsForgotten_OnlyWhereItIs(bool persistent, bool forgotten)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, []));
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Persistent = persistent }) });
        var page = Open(Url);
        var dialogs = Render<MudDialogProvider>();

        _ = page.Find("[data-testid=action-stop]").ClickAsync(new());

        Assert.Equal(forgotten, dialogs.WaitForElement("[data-testid=dialog] p").TextContent.Contains("transient", StringComparison.Ordinal));
        Assert.Empty(dialogs.FindAll("[data-testid=dialog-machines]"));
    }

    [Fact]
    public async Task PoolThatIsOff_SaysThatItsContentsAreNotKnown()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, []));
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { State = "inactive" }) });
        var form = OpenForm();

        await form.Find("[data-testid=field-contents] button").ClickAsync(new());

        Assert.StartsWith("The pool is off", form.Find("[data-testid=contents]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<MudDialogProvider> OpenForm(params ImmutableArray<StorageVolume> volumes)
    {
        if (volumes.Length > 0)
        {
            Inventory.Update(_ => TestInventory.With(TestInventory.Empty, volumes.Contains(Used) ? [TestInventory.Machine(1, "web-01")] : []) with
            {
                Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(volumes)),
            });
        }
        var page = Open(Url);
        var dialogs = Render<MudDialogProvider>();
        // The click has ended when the form is closed.
        _ = page.Find("[data-testid=action-delete]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }
}

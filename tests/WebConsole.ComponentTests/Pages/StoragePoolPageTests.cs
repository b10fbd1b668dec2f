using System.Collections.Immutable;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Access;
using WebConsole.ComponentTests.Support;
using WebConsole.Components;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class StoragePoolPageTests : PageContext
{
    private static readonly string Url = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";

    [Fact]
    public void Volume_IsListedWithItsMachine()
    {
        Inventory.Update(_ => Filled(
            Volume("web-01.qcow2") with { AllocationBytes = 3L << 30 },
            new StorageVolume("debian.iso", "/srv/images/debian.iso", "iso", null, null)));

        var page = Open(Url);

        Assert.Equal([["debian.iso", "iso", "–", "–", "nobody"], ["web-01.qcow2", "qcow2", "20 GiB", "3 GiB", "web-01"]], Rows(page));
        Assert.Equal($"/machines/{TestInventory.Id(1)}", page.Find("[data-testid=volume-row] a[href^='/machines']").GetAttribute("href"));
    }

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, true)]
    public async Task Download_IsInTheMenuOfWhoMayOperate(Role role, bool offered)
    {
        Inventory.Update(_ => Filled(Volume("web 01?.qcow2")));

        var page = Open(Url, role);
        if (offered)
            await page.ClickAsync("[data-testid=row-menu]");

        page.WaitForAssertion(() => Assert.Equal(offered ? [$"/api/v1/pools/{TestInventory.HostName}/{TestInventory.PoolId:D}/volumes/web%2001%3F.qcow2/content"] : [],
            page.FindAll("[data-testid=action-download]").Select(link => link.GetAttribute("href"))));
        Assert.Equal(offered, page.FindAll("[data-testid=row-menu]").Count > 0);
    }

    [Fact]
    public void ImageOfSeveralMachines_NamesOneAndCountsTheRest()
    {
        Inventory.Update(_ => Filled(Volume("web-01.qcow2")).Set(TestInventory.Machine(13, "above") with
        {
            Xml = "<domain><devices><disk><source pool='images' volume='web-01.qcow2'/></disk></devices></domain>",
        }));

        Assert.Equal("above and 1 more", Rows(Open(Url))[0][^1]);
    }

    [Fact]
    public void MachineWhoseImageLiesInAFolder_SaysWhere()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web-01"), TestInventory.Machine(2, "golden/base/db") with { Name = "db" }]));

        Assert.Equal(["db by path: golden/base/db.qcow2 running", "web-01 running"], Open(Url).FindAll("[data-testid=used-by] li").Select(line => string.Join(' ', line.Children.Select(part => part.TextContent.Trim()))));
    }

    [Theory]
    [InlineData("/storage", "empty")]
    [InlineData(null, "unknown")]
    public void PoolsNotListedYet_AreAwaited(string? url, string without)
    {
        Inventory.Update(_ => TestInventory.Empty.WithHost(TestInventory.HostName, host => host with { StorageUnread = true }));
        var page = Open(url ?? Url);
        Assert.NotEmpty(page.FindAll("[data-testid=loading]"));
        Assert.Empty(page.FindAll($"[data-testid={without}]"));

        Change(snapshot => snapshot.WithHost(TestInventory.HostName, host => host with { StorageUnread = false }));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-testid={without}]")));
    }

    [Theory]
    [InlineData("/storage")]
    [InlineData(null)]
    public void StorageThatDoesNotAnswer_IsTold(string? url)
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(url ?? Url);
        Assert.Empty(page.FindAll("[data-testid=storage-notice]"));

        Change(snapshot => snapshot.WithHost(TestInventory.HostName, host => host with { StorageSilent = true }));

        page.WaitForAssertion(() => Assert.Contains("does not answer", page.Find("[data-testid=storage-notice]").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/storage")]
    [InlineData(null)]
    public void PoolThatDoesNotAnswer_IsNamed(string? url)
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(url ?? Url);

        Change(snapshot => snapshot.WithSilentPool(ObjectId.Pool(TestInventory.HostName, TestInventory.PoolId)));

        page.WaitForAssertion(() => Assert.Contains($"The pool images on host {TestInventory.HostName} does not answer", page.Find("[data-testid=storage-notice]").TextContent, StringComparison.Ordinal));
        Assert.Contains("does not answer", page.Find("[data-state=degraded]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void PoolNotLookedIntoYet_IsAwaited()
    {
        Inventory.Update(_ => TestInventory.Full with { Volumes = TestInventory.Empty.Volumes });
        var page = Open(Url);
        Assert.Contains("Reading volumes…", page.Find("[data-testid=volumes]").TextContent, StringComparison.Ordinal);

        Change(_ => Filled(Volume("web-01.qcow2")));

        page.WaitForElement("[data-testid=volume-row]");
    }

    [Theory]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Viewer, false)]
    public void EmptyPool_OffersTheButtonFirst(Role role, bool offered)
    {
        Inventory.Update(_ => Filled());

        var volumes = Open(Url, role).Find("[data-testid=volumes]");

        Assert.Equal(offered ? 1 : 0, volumes.QuerySelectorAll("[data-testid=new-volume]").Length);
        Assert.Equal(offered, volumes.QuerySelector("[data-testid=empty] [data-testid=new-volume]") is not null);
        Assert.NotNull(volumes.QuerySelector("details [data-testid=virsh-line]"));
    }

    [Fact]
    public void PoolThatIsGone_OffersNothingThatCantBeDone()
    {
        Inventory.Update(_ => Filled(Volume("web-01.qcow2")));
        var page = Open(Url);
        Assert.NotEmpty(page.FindAll("[data-testid=row-menu], [data-testid=action-new-volume]"));

        Change(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Clear(), Volumes = snapshot.Volumes.Clear() });

        page.WaitForElement("[data-testid=gone]");
        Assert.Single(page.FindAll("[data-testid=volume-row]"));
        Assert.Empty(page.FindAll("[data-testid=row-menu], [data-testid=new-volume], [data-testid=virsh-line], [data-testid^=action-]"));
    }

    [Fact]
    public async Task PoolThatWasDeletedHere_SaysByWhom()
    {
        Inventory.Update(_ => Filled(Volume("web-01.qcow2")));
        var page = Open(Url);

        Change(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Clear() });
        page.WaitForElement("[data-testid=gone]");
        Assert.Empty(page.FindAll("[data-testid=deleted-by]"));
        // A deletion ends after the inventory has seen it.
        var store = Services.GetRequiredService<TaskStore>();
        var task = new TaskRecord
        {
            Id = store.NextId(), Action = "delete", Verb = "delete", Target = "images", Subject = ObjectId.Pool(TestInventory.HostName, TestInventory.PoolId), User = "jane", From = "192.0.2.7",
            State = TaskState.Succeeded, StartedAt = Clock.GetUtcNow(), EndedAt = Clock.GetUtcNow(), VirshLine = "",
        };
        store.Show(task);
        store.Tell();
        await store.SaveAsync(task);
        Clock.Advance(TimeSpan.FromMinutes(3));

        page.WaitForAssertion(() => Assert.StartsWith("images was deleted by jane, 3 min ago.", page.Find("[data-testid=gone] [data-testid=deleted-by]").TextContent, StringComparison.Ordinal));
        Open("/storage");
        Assert.StartsWith("images was deleted by jane", Open(Url).WaitForElement("[data-testid=unknown] [data-testid=deleted-by]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void PoolThatIHaveDeleted_LeavesItsPage()
    {
        Inventory.Update(_ => Filled(Volume("web-01.qcow2")));
        var page = Open(Url);
        var me = Caller.Of(Services.GetRequiredService<CurrentUser>().Principal);

        Change(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Clear() });
        page.WaitForElement("[data-testid=gone]");
        var store = Services.GetRequiredService<TaskStore>();
        store.Show(new TaskRecord
        {
            Id = store.NextId(), Action = "delete", Verb = "delete", Target = "images", Subject = ObjectId.Pool(TestInventory.HostName, TestInventory.PoolId), User = me.User, From = me.From,
            State = TaskState.Succeeded, StartedAt = Clock.GetUtcNow(), EndedAt = Clock.GetUtcNow(), VirshLine = "",
        });
        store.Tell();

        page.WaitForAssertion(() => Assert.EndsWith("/storage", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void EmptyPool_TeachesTheFirstStep()
    {
        Inventory.Update(_ => Filled());

        Assert.Contains("virsh -c qemu:///system vol-create-as", Open(Url).Find("[data-testid=volumes] [data-testid=virsh-line]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<pool type='zfs'><source><name>tank/vm</name></source></pool>", "vol-create-as 00000000-0000-4000-8000-00000000bbbb first 20G")]
    [InlineData("<pool type='iscsi'/>", null)]
    [InlineData("<pool", null)]
    public void EmptyPoolWithoutFiles_TeachesOnlyWhatItCan(string definition, string? command)
    {
        var pools = TestInventory.Full.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Xml = definition });
        Inventory.Update(_ => Filled() with { StoragePools = pools });

        var volumes = Open(Url).Find("[data-testid=volumes]");

        Assert.Equal(command is null ? null : "virsh -c qemu:///system " + command, volumes.QuerySelector("[data-testid=virsh-line] code")?.TextContent);
        Assert.Contains("The pool is empty.", volumes.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void LargePool_SaysHowMuchOfItIsShown()
    {
        Inventory.Update(_ => TestInventory.Full with
        {
            Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes([Volume("a.img"), Volume("b.img")], 2345)),
        });

        Assert.Contains("the first 2 of 2,345 by name", Open(Url).Find("[data-testid=volumes]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "virsh -c qemu:///system pool-start images\nvirsh -c qemu:///system pool-autostart images")]
    [InlineData(true, "virsh -c qemu:///system pool-start images")]
    public void PoolThatIsOff_ShowsHowToStartIt_AndNoVolumes(bool autostart, string commands)
    {
        var off = TestInventory.Full.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { State = "inactive", Autostart = autostart });
        Inventory.Update(_ => Filled() with { StoragePools = off });

        var page = Open(Url);

        Assert.Empty(page.FindAll("[data-testid=volumes]"));
        Assert.Equal(commands, page.Find("[data-testid=start-hint] code").TextContent);
    }

    [Theory]
    [InlineData("rbd", "resize", null)]
    [InlineData("rbd", "download", "libvirt can't read volumes of this kind of pool.")]
    [InlineData("logical", "resize", "libvirt can't change the size of volumes in this kind of pool.")]
    [InlineData("logical", "download", null)]
    public async Task WhatLibvirtCannotDoWithAVolume_StandsInItsMenuWithTheReason(string type, string action, string? reason)
    {
        var pools = TestInventory.Full.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Xml = $"<pool type='{type}'/>" });
        Inventory.Update(_ => Filled(Volume("disk")) with { StoragePools = pools });

        var page = Open(Url);
        await page.ClickAsync("[data-testid=row-menu]");

        page.WaitForAssertion(() => Assert.Equal((reason, reason is null ? null : "true"),
            (page.Find($"[data-testid=action-{action}]").QuerySelector(".wc-menu-reason")?.TextContent, page.Find($"[data-testid=action-{action}]").GetAttribute("aria-disabled"))));
    }

    private static StorageVolume Volume(string name) => new(name, $"/srv/images/{name}", "qcow2", 20L << 30, 0);

    private static InventorySnapshot Filled(params ImmutableArray<StorageVolume> volumes) =>
        TestInventory.Full with { Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(volumes)) };

    private static string[][] Rows(IRenderedComponent<Routes> page) =>
        [.. page.FindAll("[data-testid=volume-row]").Select(row => row.Children.SkipLast(1)
            .Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToArray())];
}

using System.Collections.Immutable;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.OsInfo.Media;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The library of ISO images.</summary>
public sealed class ImagesPageTests : PageContext
{
    private static readonly Guid OtherPool = Guid.Parse("00000000-0000-4000-8000-00000000cccc");
    private static readonly OsMedium Medium = new("x86_64", new LabelPattern("River"));

    public ImagesPageTests() => Services.Replace(ServiceDescriptor.Singleton(new OsInfoStore(new OsFiles(), Clock)));

    [Fact]
    public void Library_SaysWhatEachImageIs()
    {
        Show(Known("a-known.iso", River), Known("b-live.iso", River, Medium with { IsLive = true, Edition = "River 2 Desktop" }), Image("c-unread.iso", null),
            Image("d-label.iso", new IsoLabel("HOLIDAYS arm64")), Image("e-none.iso", null, read: true), Image("f-problem.iso", null, problem: "no permission"),
            Image("g-newer.iso", new IsoLabel("River 3.1 amd64"), new OsMatch(River, Medium) { IsNearest = true }));

        var page = Open("/images");

        Assert.Equal(["River 2", "River 2 Desktop live", "not read yet", "unknown: HOLIDAYS arm64", "no disc image by its content", "can't be read", "River 3.1 amd64 like River 2"], Column(page, 1));
        Assert.Equal(["x86_64", "x86_64", "–", "aarch64", "–", "–", "x86_64"], Column(page, 2));
        Assert.Equal("1 GiB", Column(page, 3)[0]);
        Assert.Equal("images", Column(page, 4)[0]);
        Assert.Contains("7 images", page.Find("[data-testid=images] .wc-card-head").TextContent, StringComparison.Ordinal);
        Assert.Equal("no permission", page.Find("[data-key='f-problem.iso'] [title='no permission']").GetAttribute("title"));
        Assert.Equal($"/storage/local/{TestInventory.PoolId:D}/volumes/a-known.iso", page.Find("[data-key='a-known.iso'] a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("2026-02-28", "end of life 2026-02")]
    [InlineData("2026-03-01", null)]
    [InlineData(null, null)]
    public void EndOfLife_IsSaidOnceItIsOver(string? day, string? says)
    {
        Show(Known("a.iso", River with { EndOfLife = day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) }));

        Assert.Equal(says, Open("/images").FindAll("[data-testid=end-of-life]").SingleOrDefault()?.TextContent);
    }

    [Fact]
    public void EndOfLife_OfTheNearestRelease_IsNotTheImages()
    {
        Show(Image("a.iso", new IsoLabel("River 3.1 amd64"), new OsMatch(River with { EndOfLife = new DateOnly(2020, 1, 1) }, Medium) { IsNearest = true }));

        Assert.Empty(Open("/images").FindAll("[data-testid=end-of-life]"));
    }

    [Fact]
    public void Image_LeadsToTheMachinesThatHaveItInserted()
    {
        Show(Known("a.iso", River), Known("b.iso", River));
        Inventory.Update(snapshot => snapshot.Set(With(1, "web-01", MachineState.Running, "a.iso")).Set(With(2, "web-02", MachineState.ShutOff, "a.iso")));

        var page = Open("/images");

        Assert.Equal(["web-01 running and 1 more", "not inserted"], Column(page, 5));
        Assert.Equal("running", page.Find("[data-key='a.iso'] .wc-state").GetAttribute("data-state"));

        Change(snapshot => snapshot.Set(With(1, "web-01", MachineState.Paused, "a.iso")));
        page.WaitForAssertion(() => Assert.Equal("web-01 paused and 1 more", Column(page, 5)[0]));

        Change(snapshot => snapshot.Set(TestInventory.Machine(1, "web-01")).Set(TestInventory.Machine(2, "web-02")));
        page.WaitForAssertion(() => Assert.Equal("not inserted", Column(page, 5)[0]));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("river", 2)]
    [InlineData("x86_64 b.iso", 1)]
    [InlineData("HOLI", 1)]
    [InlineData("images", 3)]
    [InlineData("<script>", 0)]
    public void Filter_FindsWhatIsShown(string words, int rows)
    {
        Show(Known("a.iso", River), Known("b.iso", River), Image("c.iso", new IsoLabel("HOLIDAYS")));

        var page = Open("/images?q=" + Uri.EscapeDataString(words));

        Assert.Equal(rows, page.FindAll("[data-testid=image-row]").Count);
        Assert.Equal(rows == 0 ? 1 : 0, page.FindAll("[data-testid=nothing-fits]").Count);
    }

    [Fact]
    public void EmptyLibrary_TeachesTheFirstStep()
    {
        Inventory.Update(_ => TestInventory.Full);

        var page = Open("/images");

        Assert.Equal("No ISO images yet", page.Find("[data-testid=empty] h2").TextContent);
        Assert.NotNull(page.Find("[data-testid=upload]"));
        Assert.Equal("images", page.Find("[data-testid=upload-pool] a").TextContent);
        Assert.NotNull(page.Find("[data-testid=upload-zone]"));
    }

    [Fact]
    public void WithoutAPoolForUploads_ItLeadsToStorage()
    {
        Inventory.Update(_ => TestInventory.Full with { StoragePools = TestInventory.Full.StoragePools.Clear() });

        Assert.Equal("/storage", Open("/images").Find("[data-testid=to-storage]").GetAttribute("href"));
    }

    [Theory]
    [InlineData(Role.Viewer, 0, 0, 0)]
    [InlineData(Role.Operator, 1, 0, 0)]
    [InlineData(Role.Administrator, 1, 1, 1)]
    public async Task Role_SaysWhatMayBeDone(Role role, int menus, int deletes, int uploads)
    {
        Show(Known("a.iso", River));

        var page = Open("/images", role);

        Assert.Single(page.FindAll("[data-testid=image-row]"));
        Assert.Equal((menus, uploads), (page.FindAll("[data-testid=row-menu]").Count, page.FindAll("[data-testid=upload]").Count));
        if (menus > 0)
            await page.ClickAsync("[data-testid=row-menu]");
        page.WaitForAssertion(() => Assert.Equal((menus, deletes), (page.FindAll("#row-menu [data-testid=action-download]").Count, page.FindAll("#row-menu [data-testid=action-delete]").Count)));
    }

    /// <summary>Uploads go on while others fill another pool.</summary>
    [Fact]
    public void PoolForUploads_IsThatWithMostImages_AndStays()
    {
        Show(Known("a.iso", River));
        var other = Inventory.Current.StoragePools.Values.First() with { Uuid = OtherPool, Name = "other" };
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Add((TestInventory.HostName, OtherPool), other with { AvailableBytes = 1L << 50 }) });
        var page = Open("/images");
        Assert.Equal(KeyOf(TestInventory.PoolId), page.Find("[data-testid=upload-into]").GetAttribute("value"));

        Change(snapshot => snapshot.WithVolumes((TestInventory.HostName, OtherPool), new PoolVolumes(Volume("x.iso"), Volume("y.iso"), Volume("z.iso"))));

        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("[data-testid=image-row]").Count));
        Assert.Equal(KeyOf(TestInventory.PoolId), page.Find("[data-testid=upload-into]").GetAttribute("value"));
    }

    [Fact]
    public async Task PoolForUploads_IsChosenAmongSeveral_AndStandsInTheAddress()
    {
        Show(Known("a.iso", River));
        var other = Inventory.Current.StoragePools.Values.First() with { Uuid = OtherPool, Name = "other" };
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Add((TestInventory.HostName, OtherPool), other) });
        var module = JSInterop.SetupModule("/js/upload.js");
        module.SetupVoid("init", _ => true).SetVoidResult();
        var page = Open("/images");
        Assert.Equal(["into images", "into other"], page.FindAll("[data-testid=upload-into] option").Select(option => option.TextContent));

        await page.ActAsync(() => page.Find("[data-testid=upload-into]"), list => list.Change(KeyOf(OtherPool)));

        page.WaitForAssertion(() => Assert.Equal(AppUrls.Uploads(TestInventory.HostName, OtherPool), module.Invocations["init"][^1].Arguments[1]));
        Assert.EndsWith($"/images?into={TestInventory.HostName}%2F{OtherPool:D}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        // A pool that is gone leaves the usual one.
        Change(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Remove((TestInventory.HostName, OtherPool)) });
        page.WaitForAssertion(() => Assert.Equal("images", page.Find("[data-testid=upload-pool] a").TextContent));
    }

    private static string KeyOf(Guid pool) => $"{TestInventory.HostName}/{pool:D}";

    [Fact]
    public async Task WithoutThePackage_ItSaysWhichBringsRecognition()
    {
        Show(Image("a.iso", new IsoLabel("Debian 11.5.0 amd64 n")));
        await Services.GetRequiredService<OsInfoStore>().GetAsync(Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("apt install osinfo-db", Open("/images").Find("[data-testid=no-osinfo]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Who may change every host may import newer data.</summary>
    [Theory]
    [InlineData(Role.Administrator, 1)]
    [InlineData(Role.Operator, 0)]
    public async Task NewerData_AreForAdministratorsToImport(Role role, int buttons)
    {
        Show(Image("a.iso", new IsoLabel("Debian 11.5.0 amd64 n")));
        await Services.GetRequiredService<OsInfoStore>().GetAsync(Xunit.TestContext.Current.CancellationToken);

        Assert.Equal(buttons, Open("/images", role).FindAll("[data-testid=import-osinfo]").Count);
    }

    [Fact]
    [Trait("Attack", "X1")]
    [Trait("Attack", "J1")]
    public void HostileNamesAndLabels_AreText()
    {
        var names = TestInventory.HostileNames;
        Show([.. names.Select(name => Image(name + ".iso", new IsoLabel(name))), .. names.Select(name => Known(name + ".2.iso", new Os(name) { Name = name, Version = name }, Medium with { Edition = name, Architecture = name }))]);

        var page = Open("/images");

        Assert.Equal(2 * names.Length, page.FindAll("[data-testid=image-row]").Count);
        Assert.Empty(page.FindAll("script, iframe, object, embed, [onload], [onerror]"));
        Assert.Contains("unknown: <script>alert(1)</script>", Column(page, 1));
    }

    /// <summary>libvirt may list one name twice.</summary>
    [Fact]
    [Trait("Attack", "J1")]
    public void TwoImagesOfOneName_AreTwoRows_AlsoAfterAChange()
    {
        Inventory.Update(_ => TestInventory.Full.WithVolumes((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(Volume("a.iso"), Volume("a.iso"))));
        var page = Open("/images");
        Assert.Equal(2, page.FindAll("[data-testid=image-row]").Count);

        Change(snapshot => snapshot.WithVolumes((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(Volume("a.iso"), Volume("a.iso"), Volume("b.iso"))));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=image-row]").Count));
    }

    [Fact]
    public void ImageThatChangedSinceItWasRead_IsNotKnown()
    {
        Show(Known("a.iso", River));
        var page = Open("/images");

        Change(snapshot => snapshot.WithVolumes((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(Volume("a.iso") with { ModifiedAt = "9" })));

        page.WaitForAssertion(() => Assert.Equal(["not read yet"], Column(page, 1)));
    }

    private static Os River { get; } = new("http://example.org/river/2") { Name = "River 2", ShortId = "river2", Version = "2" };

    private void Show(params (StorageVolume Volume, IsoImage? Read)[] images) => Inventory.Update(_ =>
    {
        var snapshot = TestInventory.Full.WithVolumes((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes([.. images.Select(image => image.Volume), new StorageVolume("disk.qcow2", "/srv/disk.qcow2", "qcow2", 1, 1)]));
        return images.Where(image => image.Read is not null).Aggregate(snapshot, (all, image) => all.WithIsoImage(ObjectId.Volume(TestInventory.HostName, TestInventory.PoolId, image.Volume.Name), image.Read!));
    });

    private static (StorageVolume, IsoImage?) Known(string name, Os os, OsMedium? medium = null) => Image(name, new IsoLabel("River 2.7 amd64"), new OsMatch(os, medium ?? Medium));

    private static (StorageVolume, IsoImage?) Image(string name, IsoLabel? label, OsMatch? match = null, bool read = false, string? problem = null) =>
        (Volume(name), label is null && !read && problem is null ? null : new IsoImage(Volume(name), label, match) { Problem = problem });

    private static StorageVolume Volume(string name) => new(name, $"/srv/images/{name}", "iso", 1L << 30, 1L << 30);

    private static Machine With(int number, string name, MachineState state, string image) => TestInventory.Machine(number, name, state) with
    {
        Xml = $"<domain><name>{name}</name><devices><disk type='file' device='cdrom'><source file='/srv/images/{image}'/></disk></devices></domain>",
    };

    private static string[] Column(IRenderedComponent<Routes> page, int column) =>
        [.. page.FindAll("[data-testid=image-row]").Select(row => System.Text.RegularExpressions.Regex.Replace(row.Children[column].TextContent.Trim(), @"\s+", " "))];
}

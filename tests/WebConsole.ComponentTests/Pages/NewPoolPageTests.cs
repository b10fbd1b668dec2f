using AngleSharp.Dom;
using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class NewPoolPageTests : PageContext
{
    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void Form_IsOnlyForWhoMayCreateAPool(Role role, bool shown)
    {
        Inventory.Update(_ => TestInventory.Full);

        var page = Open("/storage/new", role);

        Assert.Equal(shown, page.FindAll("[data-testid=form]").Count > 0);
        Assert.Equal(!shown, page.Markup.Contains("You may not see this page.", StringComparison.Ordinal));
    }

    [Fact]
    public void HostThatIsAway_IsTold()
    {
        Inventory.Update(_ => TestInventory.Away);

        Assert.NotEmpty(Open("/storage/new").FindAll("[data-testid=host-notice]"));
    }

    [Theory]
    [InlineData("Folder", "path")]
    [InlineData("NAS share", "sourceHost sourceDir format path")]
    [InlineData("Volume group", "sourceName sourceDevices")]
    [InlineData("SAN target (iSCSI)", "sourceHost sourceDevices initiator user secret")]
    [InlineData("Ceph", "sourceHost sourceName user secret")]
    public async Task Kind_AsksForWhatItNeeds(string kind, string fields)
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);

        await ChooseAsync(page, kind);

        Assert.Equal([.. fields.Split(' '), "autostart"], Fields(page).Except(["host", "type", "name", "typed-confirmation"]));
    }

    [Fact]
    public async Task NameThatIsTaken_IsSaidWhileOneTypes()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);

        await page.InputAsync("[data-testid=field-name] input", "images");
        Clock.Advance(TimeSpan.FromMilliseconds(300));

        page.WaitForAssertion(() => Assert.Equal("There is a pool images on local already.", page.Find("[data-testid=field-name] [data-testid=field-error]").TextContent.Trim()));
    }

    [Fact]
    public async Task Summary_SaysWhatIsKnown_AndNothingOfWhatIsWrong()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);
        Assert.Equal("Folder", Summary(page));

        await page.InputAsync("[data-testid=field-name] input", "iso");
        Assert.Equal("Folder iso · ✓ name free", Summary(page));

        await page.InputAsync("[data-testid=field-path] input", "/srv/iso");
        Assert.Equal("Folder iso in /srv/iso · ✓ name free · starts with the host", Summary(page));

        await page.InputAsync("[data-testid=field-path] input", "/srv/images");
        Assert.Equal("Folder iso · ✓ name free", Summary(page));

        await page.InputAsync("[data-testid=field-name] input", "images");
        Assert.Equal("Folder", Summary(page));
    }

    [Fact]
    public async Task SearchWithoutAServer_SaysSoAtItsField()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);
        await ChooseAsync(page, "NAS share");

        await page.Find(".wc-beside:has([data-testid=field-sourceHost]) [data-testid=find]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("Server is needed.", page.Find("[data-testid=field-sourceHost] [data-testid=field-error]").TextContent.Trim()));
        Assert.Empty(page.FindAll("[data-testid=find-error], [data-testid=found]"));
    }

    [Fact]
    public async Task WhatIsNotFilledInYet_HasAWordInThePreview()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);
        await page.ClickAsync("[data-testid=preview-fold]");
        Assert.Equal("virsh -c qemu:///system pool-define-as --name=NAME --type dir --target=PATH", page.Find(".wc-preview-virsh").TextContent.Split('\n')[0]);

        await page.InputAsync("[data-testid=field-name] input", "iso");
        await page.InputAsync("[data-testid=field-path] input", "/srv/iso");

        page.WaitForAssertion(() => Assert.Equal("virsh -c qemu:///system pool-define-as --name=iso --type dir --target=/srv/iso", page.Find(".wc-preview-virsh").TextContent.Split('\n')[0]));
    }

    [Fact]
    public async Task RareKinds_AreShownWhenAskedFor()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);
        Assert.Equal(6, page.FindAll(".wc-tile").Count);

        await page.Find("[data-testid=more-tiles]").ClickAsync(new());

        Assert.Equal(13, page.FindAll(".wc-tile").Count);
        Assert.Empty(page.FindAll("[data-testid=more-tiles]"));
    }

    /// <summary>Otherwise another one would come under the pointer.</summary>
    [Fact]
    public async Task RareKinds_StandBehindThoseThatWereThere()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);
        var before = Kinds(page);

        await page.Find("[data-testid=more-tiles]").ClickAsync(new());

        Assert.Equal(before, Kinds(page).Take(before.Length));
    }

    [Fact]
    public async Task Kinds_StayWhereTheyAre_WhenOneIsChosen()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);
        var before = Kinds(page);

        await ChooseAsync(page, "NAS share");

        Assert.Equal(before, Kinds(page));
        Assert.Contains("sourceHost", Fields(page));
        Assert.True(Tile(page, "NAS share").QuerySelector("input")!.HasAttribute("checked"));
    }

    [Fact]
    public void KindThatTheHostLacks_SaysWhatToInstall()
    {
        Inventory.Update(_ => TestInventory.Full with
        {
            Hosts = [.. TestInventory.Full.Hosts.Select(host => host with
            {
                Facts = host.Facts! with { StoragePoolCapabilities = "<storagepoolCapabilities><pool type='dir' supported='yes'/><pool type='rbd' supported='no'/></storagepoolCapabilities>" },
            })],
        });
        var page = Open("/storage/new", Role.Administrator);

        Assert.False(Tile(page, "Folder").QuerySelector("input")!.HasAttribute("disabled"));
        Assert.True(Tile(page, "Ceph").QuerySelector("input")!.HasAttribute("disabled"));
        Assert.Contains("libvirt-daemon-driver-storage-rbd", Tile(page, "Ceph").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeviceIsFormatted_OnlyIfItsNameIsTyped()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);
        await ChooseAsync(page, "Disk with a file system");
        Assert.Empty(page.FindAll("[data-testid=field-erase]"));

        await page.Find("[data-testid=field-sourceDevices] input").InputAsync("/dev/sdb1");
        await page.Find("[data-testid=field-erase] button").ClickAsync(new());
        Assert.True(page.Find("[data-testid=submit]").HasAttribute("disabled"));
        await page.Find("[data-testid=typed-name]").InputAsync("/dev/sdb1");
        Assert.False(page.Find("[data-testid=submit]").HasAttribute("disabled"));

        // Another device was not confirmed.
        await page.Find("[data-testid=field-sourceDevices] input").InputAsync("/dev/sdc1");
        Assert.Equal("false", page.Find("[data-testid=field-erase] button").GetAttribute("aria-checked"));
    }

    /// <summary>The device of that name is another one on another host.</summary>
    [Fact]
    public async Task AnotherHost_HasNothingOfWhatWasConfirmed()
    {
        Inventory.Update(_ => TestInventory.Full with { Hosts = [TestInventory.Host, TestInventory.Host with { Name = "far" }] });
        var page = Open("/storage/new", Role.Administrator);
        await ChooseAsync(page, "Disk with a file system");
        await page.Find("[data-testid=field-sourceDevices] input").InputAsync("/dev/sdb1");
        await page.Find("[data-testid=field-erase] button").ClickAsync(new());
        await page.Find("[data-testid=typed-name]").InputAsync("/dev/sdb1");

        await page.Find("[data-testid=field-host] select").ChangeAsync("1");

        Assert.Empty(page.FindAll("[data-testid=field-erase]"));
        Assert.Equal("", page.Find("[data-testid=field-sourceDevices] input").GetAttribute("value") ?? "");
        await page.Find("[data-testid=field-sourceDevices] input").InputAsync("/dev/sdb1");
        Assert.Equal("false", page.Find("[data-testid=field-erase] button").GetAttribute("aria-checked"));
    }

    [Fact]
    public async Task PasswordOfOneKind_IsNotTheKeyOfAnother()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/storage/new", Role.Administrator);
        await ChooseAsync(page, "SAN target (iSCSI)");
        await page.Find("[data-testid=field-user] input").InputAsync("anna");
        await page.Find("[data-testid=field-secret] input").InputAsync("correct horse");

        await ChooseAsync(page, "Ceph");
        await page.ClickAsync("[data-testid=preview-fold]");

        Assert.Equal("", page.Find("[data-testid=field-user] input").GetAttribute("value") ?? "");
        Assert.DoesNotContain("secret", page.Find(".wc-preview-virsh").TextContent, StringComparison.Ordinal);
    }

    private static string Summary(IRenderedComponent<Routes> page) => page.Find(".wc-preview-sentence").TextContent;

    private static string[] Kinds(IRenderedComponent<Routes> page) => [.. page.FindAll(".wc-tile-text").Select(tile => tile.TextContent)];

    private static Task ChooseAsync(IRenderedComponent<Routes> page, string kind) => Tile(page, kind).QuerySelector("input")!.ChangeAsync(new() { Value = "on" });

    private static IElement Tile(IRenderedComponent<Routes> page, string kind) =>
        page.FindAll(".wc-tile").Single(tile => tile.QuerySelector(".wc-tile-text")!.TextContent == kind);

    private static IEnumerable<string> Fields(IRenderedComponent<Routes> page) => page.FindAll(".wc-field").Select(field => field.GetAttribute("data-testid")!.Replace("field-", "", StringComparison.Ordinal));
}

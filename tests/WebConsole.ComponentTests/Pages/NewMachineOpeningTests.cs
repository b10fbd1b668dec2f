using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Media;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What the form for a new machine begins with: a link, a name, the host.</summary>
public sealed class NewMachineOpeningTests : PageContext
{
    private const string Cloud = "debian-11-generic-amd64.qcow2", Windows = "http://microsoft.com/win/11";

    private static readonly InventorySnapshot Stocked = With(
        new StorageVolume(Cloud, $"/srv/images/{Cloud}", "qcow2", 2L << 30, 400L << 20), Iso("win11.iso"), Iso("virtio-win-0.1.9.iso"), Iso("virtio-win-0.1.240.iso")) with
    {
        IsoImages = ImmutableDictionary<ObjectId, IsoImage>.Empty
            .Add(IdOf("virtio-win-0.1.9.iso"), new IsoImage(Iso("virtio-win-0.1.9.iso"), new IsoLabel("virtio-win-0.1.9"), null))
            .Add(IdOf("virtio-win-0.1.240.iso"), new IsoImage(Iso("virtio-win-0.1.240.iso"), new IsoLabel("virtio-win-0.1.240"), null)),
    };

    /// <summary>The server may have begun a moment ago, and libvirt lists thousands of volumes.</summary>
    [Fact]
    public void LinkToWhatIsReadLater_IsOpenedThen()
    {
        Inventory.Update(_ => Stocked with { Volumes = Stocked.Volumes.Clear() });
        var page = Open("/machines/new?image=images/win11.iso", Role.Administrator);
        Assert.Equal("Empty", SourceOf(page));

        Inventory.Update(was => was with { Volumes = Stocked.Volumes });

        page.WaitForAssertion(() => Assert.Equal("ISO", SourceOf(page)));
        Assert.Contains("win11.iso", page.Find("[data-testid=field-media] [data-testid=picker]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>What somebody chose meanwhile stays.</summary>
    [Fact]
    public async Task LinkAfterAChoice_ChangesNothing()
    {
        Inventory.Update(_ => Stocked with { Volumes = Stocked.Volumes.Clear() });
        var page = Open("/machines/new?image=images/win11.iso", Role.Administrator);

        await page.InvokeAsync(() => page.FindAll("[data-testid=field-from] label").Single(tile => tile.TextContent.Contains("Network", StringComparison.Ordinal)).QuerySelector("input")!.Change("on"));
        Inventory.Update(was => was with { Volumes = Stocked.Volumes });

        page.WaitForAssertion(() => Assert.Equal("Network", SourceOf(page)));
    }

    [Theory]
    [InlineData("", "debian-11")]
    [InlineData("debian-11", "debian-11-2")]
    public void Name_IsProposedAfterTheSystem(string taken, string proposed)
    {
        Inventory.Update(_ => taken is "" ? Stocked : Stocked.Set(TestInventory.Machine(99, taken)));

        var page = Open($"/machines/new?image=images/{Cloud}", Role.Administrator);

        page.WaitForAssertion(() => Assert.Equal(proposed, NameIn(page)));
    }

    /// <summary>A machine with Debian 77 is not called debian-11, only because that is the nearest known.</summary>
    [Fact]
    public void ReleaseThatIsNotKnown_IsCalledByItsOwnName()
    {
        const string Newer = "debian-77-generic-amd64.qcow2";
        Inventory.Update(_ => With(new StorageVolume(Newer, $"/srv/images/{Newer}", "qcow2", 2L << 30, 400L << 20)));

        var page = Open($"/machines/new?image=images/{Newer}", Role.Administrator);

        page.WaitForAssertion(() => Assert.Equal("debian-77", NameIn(page)));
        Assert.Contains("Debian 77, set up like Debian", page.Find("[data-testid=field-os]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Debian 77", page.Find("[data-testid=field-os] [data-testid=picker]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameThatWasTyped_StaysWithAnotherSystem()
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/new?image=images/{Cloud}", Role.Administrator);
        page.WaitForAssertion(() => Assert.Equal("debian-11", NameIn(page)));

        await page.InputAsync("[data-testid=field-name] input", "db-07");
        await page.InvokeAsync(() => page.FindAll("[data-testid=field-from] label").Single(tile => tile.TextContent.Contains("Empty", StringComparison.Ordinal)).QuerySelector("input")!.Change("on"));

        Assert.Equal("db-07", NameIn(page));
    }

    /// <summary>The palette, and other pages, link to the page that is open already.</summary>
    [Fact]
    public void LinkOnTheOpenPage_BeginsAnew()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=empty&name=db-07&vcpus=7", Role.Administrator);
        Assert.Equal("db-07", NameIn(page));

        Open("/machines/new?image=images/win11.iso&name=desk", Role.Administrator);

        page.WaitForAssertion(() => Assert.Equal(("ISO", "desk"), (SourceOf(page), NameIn(page))));
        Assert.NotEqual("7", page.Find("[data-testid=field-vcpus] input").GetAttribute("value"));
    }

    /// <summary>What is found out about the image after the form was shown was not entered by anybody.</summary>
    [Fact]
    public async Task PageThatNobodyTouched_IsLeftWithoutAQuestion()
    {
        Inventory.Update(_ => Stocked with { Volumes = Stocked.Volumes.Clear() });
        var page = Open($"/machines/new?image=images/{Cloud}", Role.Administrator);
        Inventory.Update(was => was with { Volumes = Stocked.Volumes });
        page.WaitForAssertion(() => Assert.Equal("debian-11", NameIn(page)));

        await page.ClickAsync("[data-testid=cancel]");

        page.WaitForAssertion(() => Assert.EndsWith("/machines", Navigation.Uri, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=discard]"));
    }

    [Fact]
    public async Task PageThatSomebodyTouched_IsLeftWithAQuestion()
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/new?image=images/{Cloud}", Role.Administrator);
        await page.InputAsync("[data-testid=field-name] input", "db-07");

        await page.ClickAsync("[data-testid=cancel]");

        page.WaitForElement("[data-testid=discard]");
    }

    /// <summary>The name of an image may tell nothing, and who looks at another tile loses nothing.</summary>
    [Theory]
    [InlineData("golden.qcow2", true)]
    [InlineData(Cloud, false)]
    public async Task CloudInitThatWasSwitched_StaysWithOtherTiles(string image, bool on)
    {
        Inventory.Update(_ => With(new StorageVolume(image, $"/srv/images/{image}", "qcow2", 2L << 30, 400L << 20), Iso("win11.iso")));
        Open("/machines", Role.Administrator);
        var form = Services.GetRequiredService<MachineForm>();
        form.Host = TestInventory.HostName;
        await form.BeginAsync(new MachineLink(null, $"images/{image}", null, null));
        form.Draft.CloudInit.IsWanted = on;

        foreach (var source in new[] { MachineSource.Iso, MachineSource.Image })
        {
            form.Draft.Source = source;
            await form.ChooseAsync();
        }

        Assert.Equal(on, form.Draft.UsesCloudInit);
    }

    /// <summary>cloud-init is off, and the field for Ignition open.</summary>
    [Theory]
    [InlineData("fedora-coreos-42.20250609.3.0-qemu.x86_64.qcow2", true)]
    [InlineData("flatcar_production_qemu_image.qcow2", true)]
    [InlineData(Cloud, false)]
    public void ImageForIgnition_IsSetUpByIt(string image, bool isForIgnition)
    {
        Inventory.Update(_ => With(new StorageVolume(image, $"/srv/images/{image}", "qcow2", 2L << 30, 400L << 20)));

        var page = Open($"/machines/new?from=image&image=images/{image}", Role.Administrator);

        page.WaitForAssertion(() => Assert.Equal((isForIgnition, !isForIgnition), (page.FindAll("fieldset[data-testid=ignition-group]").Count > 0, page.FindAll("[data-testid='field-cloudInit.users[0].name']").Count > 0)));
    }

    /// <summary>What only one host has is chosen anew; the rest is not typed twice.</summary>
    [Fact]
    public async Task AnotherHost_KeepsWhatWasTyped()
    {
        Inventory.Update(_ => Stocked with { Hosts = [TestInventory.Host, TestInventory.Host with { Name = "other" }, TestInventory.Host with { Name = "containers", Facts = TestInventory.Host.Facts! with { Driver = "LXC" } }] });
        var page = Open("/machines/new?from=empty&host=local", Role.Administrator);
        await page.InputAsync("[data-testid=field-name] input", "db-07");
        await page.InputAsync("[data-testid=field-vcpus] input", "7");

        var hosts = page.FindAll("[data-testid=field-host] option, [data-testid=field-host] input");
        Assert.Equal(3, hosts.Count);
        await page.InvokeAsync(() => (page.FindAll("[data-testid=field-host] select") is [var list] ? list : hosts[1]).Change("1"));

        page.WaitForAssertion(() => Assert.Equal("7", page.Find("[data-testid=field-vcpus] input").GetAttribute("value")));
        Assert.Equal("db-07", NameIn(page));
    }

    /// <summary>Who came for a machine finds the containers, and back.</summary>
    [Fact]
    public async Task HostOfContainers_IsChosenOnThePage()
    {
        Inventory.Update(_ => Stocked with { Hosts = [TestInventory.Host, TestInventory.Host with { Name = "containers", Facts = TestInventory.Host.Facts! with { Driver = "LXC" } }] });
        var page = Open("/machines/new?from=empty&host=local", Role.Administrator);

        await page.InvokeAsync(() => page.Find("[data-testid=field-host] select").Change("1"));
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-testid=field-init]")));
        Assert.Contains("New container", page.Find("h1").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("[data-testid=field-host] select").Change("0"));
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-testid=field-from]")));
    }

    /// <summary>Setup of Windows sees no disk until its driver is loaded: which one, the page says.</summary>
    [Fact]
    public async Task Windows_GetsTheNewestDriverDiscAndIsToldWhichDriver()
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/new?image=images/win11.iso&name=desk&os={Uri.EscapeDataString(Windows)}", Role.Administrator);

        page.WaitForAssertion(() => Assert.Contains(@"viostor\w11\amd64", page.Find("[data-testid=field-virtioDrivers]").TextContent, StringComparison.Ordinal));
        Assert.Contains("virtio-win-0.1.240.iso", page.Find("[data-testid=field-virtioDrivers]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=preview-fold]");
        await page.ClickAsync("[data-testid=preview-xml]");
        Assert.Contains("virtio-win-0.1.240.iso", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=field-virtioDrivers] [role=switch]");
        page.WaitForAssertion(() => Assert.DoesNotContain("virtio-win-0.1.240.iso", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>What was typed for another system is sent, so it is shown; and it can be taken back.</summary>
    [Fact]
    public async Task AnswersThatWindowsDoesNotKnow_AreShown()
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/new?image=images/win11.iso&name=desk&os={Uri.EscapeDataString(Windows)}", Role.Administrator);
        // The operating systems are read by then.
        page.WaitForState(() => page.FindAll("[data-testid=field-virtioDrivers]").Count > 0);
        var fields = page.FindComponent<UnattendedFields>();
        var draft = fields.Instance.Draft.Unattended;
        await page.InvokeAsync(() => (draft.IsWanted, draft.Locale, draft.Keyboard) = (true, "tlh_KX.UTF-8", ""));
        fields.Render();

        page.WaitForAssertion(() => Assert.Equal("tlh_KX.UTF-8", page.Find("[data-testid='field-unattended.locale'] .wc-picker bdi").TextContent));
        Assert.Equal("By default", page.Find("[data-testid='field-unattended.keyboard'] .wc-picker bdi").TextContent);

        await page.ClickAsync("[data-testid='field-unattended.locale'] [data-testid=picker]");
        await page.FindAll("[data-testid='field-unattended.locale'] [data-testid=option]").Single(option => option.TextContent.Contains("By default", StringComparison.Ordinal)).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("By default", page.Find("[data-testid='field-unattended.locale'] .wc-picker bdi").TextContent));
        Assert.Null(draft.Locale);
    }

    /// <summary>What is typed never comes back in the page.</summary>
    [Fact]
    public async Task ProductKeyOfWindows_IsASecret()
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/new?image=images/win11.iso&name=desk&os={Uri.EscapeDataString(Windows)}", Role.Administrator);
        page.WaitForState(() => page.FindAll("[data-testid=field-virtioDrivers]").Count > 0);
        var fields = page.FindComponent<UnattendedFields>();
        await page.InvokeAsync(() => fields.Instance.Draft.Unattended.IsWanted = true);
        fields.Render();

        Assert.Contains("may ask for it", page.Find("[data-testid='field-unattended.productKey']").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid='field-unattended.productKey'] input").InputAsync("ABCDE-12345-FGHIJ-67890-KLMNO");

        Assert.Equal(("ABCDE-12345-FGHIJ-67890-KLMNO", null), (Asked(isWindows: true), Asked(isWindows: false)));
        Assert.DoesNotContain("ABCDE-12345", page.Markup, StringComparison.Ordinal);

        string? Asked(bool isWindows) => fields.Instance.Draft.Unattended.Ask(fields.Instance.Draft.OwnKeys, isWindows)!.ProductKey;
    }

    [Fact]
    public void OtherSystems_GetNoDriverDisc()
    {
        Inventory.Update(_ => Stocked);

        Assert.Empty(Open("/machines/new?image=images/win11.iso&os=debian11", Role.Administrator).FindAll("[data-testid=field-virtioDrivers]"));
    }

    /// <summary>What cloud-init will read is shown, without what must stay secret.</summary>
    [Fact]
    public async Task SeedPreview_ShowsTheFilesWithoutPasswords()
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/new?image=images/{Cloud}&name=web-77", Role.Administrator);
        if (page.FindAll("[data-testid='field-cloudInit.users[0].name']").Count == 0)
            await page.ClickAsync("[data-testid=field-cloudInit] [role=switch]");
        await page.InputAsync("[data-testid='field-cloudInit.users[0].name'] input", "ops");
        await page.InputAsync("[data-testid='field-cloudInit.users[0].password'] input", "hunter-22");

        await page.ClickAsync("[data-testid=more-seed] summary");

        Assert.Contains("\"name\": \"ops\"", page.Find("[data-testid=seed-user-data]").TextContent, StringComparison.Ordinal);
        Assert.Contains("web-77", page.Find("[data-testid=seed-meta-data]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-22", page.Find("[data-testid=more-seed]").TextContent, StringComparison.Ordinal);
    }

    private static InventorySnapshot With(params StorageVolume[] volumes) => TestInventory.Full with
    {
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new([.. volumes])),
    };

    private static StorageVolume Iso(string name) => new(name, $"/srv/images/{name}", "iso", 600L << 20, 600L << 20);

    private static ObjectId IdOf(string name) => ObjectId.Volume(TestInventory.HostName, TestInventory.PoolId, name);

    private static string? NameIn(IRenderedComponent<Routes> page) => page.Find("[data-testid=field-name] input").GetAttribute("value");

    private static string SourceOf(IRenderedComponent<Routes> page) => page.Find("[data-testid=field-from] input[checked]").Closest("label")!.QuerySelector(".wc-tile-text")!.TextContent;
}

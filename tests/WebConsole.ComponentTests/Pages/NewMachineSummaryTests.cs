using AngleSharp.Dom;
using Bunit;
using WebConsole.Components;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The card beside the form: what is made, what is wrong, what was looked at, and the field of each.</summary>
public sealed class NewMachineSummaryTests : PageContext
{
    private static readonly InventorySnapshot Stocked = TestInventory.Full.Set(TestInventory.Machine(3, "web-03", MachineState.ShutOff)) with
    {
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new(
        [
            .. TestInventory.Full.Volumes[(TestInventory.HostName, TestInventory.PoolId)].Listed,
            new StorageVolume("debian-11-generic-amd64.qcow2", "/srv/images/debian-11-generic-amd64.qcow2", "qcow2", 2L << 30, 400L << 20),
            new StorageVolume("netinst.iso", "/srv/images/netinst.iso", "iso", 600L << 20, 600L << 20),
        ])),
    };

    private static string Copy => $"from=copy&machine={TestInventory.Id(3).Uuid:D}&name=web-77";

    /// <summary>A line that leads nowhere would be a button without a use.</summary>
    [Theory]
    [InlineData("from=image&image=images/debian-11-generic-amd64.qcow2")]
    [InlineData("from=iso&image=images/netinst.iso")]
    [InlineData("from=disk&image=images/debian-11-generic-amd64.qcow2")]
    [InlineData("from=network")]
    [InlineData("from=kernel")]
    [InlineData("from=tree")]
    [InlineData("from=empty&name=db-1")]
    [InlineData("from=copy")]
    [InlineData(null)]
    public void EachLine_LeadsToAFieldThatIsThere(string? link)
    {
        var page = Page(link ?? Copy);

        var lines = page.FindAll("[data-testid=summary] [data-to-field]");
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Single(page.FindAll($"[data-field='{line.GetAttribute("data-to-field")}']")));
    }

    [Fact]
    public async Task Lines_FollowTheForm()
    {
        var page = Page("from=empty&name=db-1");
        await page.InputAsync("[data-testid=field-vcpus] input", "3");

        Assert.Equal("3 vCPUs", Line(page, "vcpus").TextContent);
        Assert.Equal("✓ name free", Line(page, "name").TextContent);
        Assert.Equal("BIOS", Line(page, "firmware").TextContent);
    }

    /// <summary>Each fact has its label, said once: also of several disks.</summary>
    [Fact]
    public async Task Facts_HaveLabels()
    {
        var page = Page("from=iso&image=images/netinst.iso&name=db-1");
        await page.ActAsync(() => page.Find("[data-testid=field-disks] [data-testid=row-add]"), add => add.Click());

        page.WaitForAssertion(() => Assert.Equal(["System", "CD-ROM", "Processor", "Memory", "Firmware", "Disk", "Network", "Start"], page.FindAll("[data-testid=summary-facts] dt").Select(label => label.TextContent)));
        Assert.Equal("netinst.iso", Line(page, "media").TextContent);
        Assert.Equal(2, page.FindAll("[data-testid=summary-facts] div:has([data-to-field='disks[1].size']) dd").Count);
        Assert.Equal("once it is made", Line(page, "start").TextContent);
    }

    /// <summary>Of several cards on one network, their number; what is not as usual is named.</summary>
    [Fact]
    public async Task CardsScreenAndPxe_AreNamed()
    {
        var page = Page("from=network&name=db-1");
        Assert.Contains(("Boots from", "the network (PXE)"), Facts(page));
        Assert.DoesNotContain(Facts(page), fact => fact.Label == "Screen");

        await page.ActAsync(() => page.Find("[data-testid=field-networks] [data-testid=row-add]"), add => add.Click());
        await page.Find("[data-testid='field-devices.graphics'] select").ChangeAsync("1");

        page.WaitForAssertion(() => Assert.Contains(("Screen", "SPICE"), Facts(page)));
        Assert.Contains(("Network", "2 cards on default"), Facts(page));
    }

    /// <summary>Before the machine has a name, its disks have none either.</summary>
    [Fact]
    public async Task SpaceOfDisks_IsLookedAt_OnceThereIsAName()
    {
        var page = Page("from=empty");
        await page.InputAsync("[data-testid='field-disks[0].size'] input", "80 GiB");
        Assert.DoesNotContain("may grow", page.Find("[data-testid=summary-checks]").TextContent, StringComparison.Ordinal);

        await page.InputAsync("[data-testid=field-name] input", "db-1");

        Assert.Contains("db-1.qcow2 may grow to 80 GiB", page.Find("[data-testid=summary-checks]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The browser shows VNC only.</summary>
    [Theory]
    [InlineData("spice", true, "serial")]
    [InlineData("none", true, "serial")]
    [InlineData("none", false, "console")]
    [InlineData("vnc", true, "console")]
    public async Task Console_IsTheSerialLine_WhereThereIsNoScreen(string graphics, bool serial, string tab)
    {
        Page("from=empty&name=db-1");
        var form = Services.GetRequiredService<MachineForm>();
        form.Host = TestInventory.HostName;
        await form.BeginAsync(new MachineLink("empty", null, "db", null, null, null, null, null, null));

        form.Draft.Devices = new NewDevices(Graphics: graphics, Serial: serial);

        Assert.Equal(tab, form.ConsoleTab);
    }

    [Fact]
    public async Task Mistakes_StandInTheCard_UntilTheyAreMended()
    {
        var page = Page("from=empty&name=db-1");
        Assert.Empty(page.FindAll("[data-testid=summary-mistakes]"));

        await page.InputAsync("[data-testid=field-name] input", "web-03");
        await page.ClickAsync("[data-testid=submit]");
        page.WaitForAssertion(() => Assert.Equal("Name: There is a machine web-03 on local already.", page.Find("[data-testid=summary-mistakes] [data-to-field=name]").TextContent));

        await page.InputAsync("[data-testid=field-name] input", "web-88");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=summary-mistakes]")));
    }

    /// <summary>A mistake is found when its field is left, which the rest of the form does not see.</summary>
    [Fact]
    public async Task MistakeThatIsFoundWhenAFieldIsLeft_StandsInTheCard()
    {
        var page = Page("from=empty&name=db-1");
        await page.InputAsync("[data-testid='field-cpu.sockets'] input", "3");
        await page.Find("[data-testid='field-cpu.sockets'] input").BlurAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("Sockets: ", page.Find("[data-testid=summary-mistakes] [data-to-field='cpu.sockets']").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Copy_HasACard()
    {
        var page = Page(Copy);

        Assert.Equal("web-77", page.Find("[data-testid=summary] h2").TextContent);
        Assert.StartsWith("web-03, with another name", Line(page, "machine").TextContent, StringComparison.Ordinal);
        Assert.Contains(Facts(page), fact => fact.Label == "Disk vda");
    }

    /// <summary>What the card says, no view of the preview says again.</summary>
    [Theory]
    [InlineData("from=empty")]
    [InlineData(null)]
    public async Task Preview_HasNoWordsOfItsOwn(string? link)
    {
        var page = Page(link ?? Copy);
        await page.ClickAsync("[data-testid=preview-fold]");

        Assert.Empty(page.FindAll("[data-testid=preview-words]"));
        Assert.NotEmpty(page.FindAll("[data-testid=preview-xml], [data-testid=preview-virsh]"));
    }

    private IRenderedComponent<Routes> Page(string link)
    {
        Inventory.Update(_ => Stocked);
        return Open($"/machines/new?{link}", Role.Administrator);
    }

    private static (string Label, string Value)[] Facts(IRenderedComponent<Routes> page) =>
        [.. page.FindAll("[data-testid=summary-facts] dd").Select(value => (value.ParentElement!.QuerySelector("dt")!.TextContent, value.TextContent))];

    private static IElement Line(IRenderedComponent<Routes> page, string field) => page.Find($"[data-testid=summary] [data-to-field='{field}']");
}

using System.Collections.Immutable;
using Bunit;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class NewVolumeFormTests : PageContext
{
    private static readonly string Url = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void Button_IsOnlyForWhoMayMakeVolumes(Role role, bool shown)
    {
        Fill("dir", "");

        Assert.Equal(shown, Open(Url, role).FindAll("[data-testid=action-new-volume]").Count > 0);
    }

    [Theory]
    [InlineData("dir", "", "name format capacity allocation encrypt backing clusterSize preallocation")]
    [InlineData("logical", "<name>vg0</name>", "name capacity")]
    [InlineData("zfs", "<name>tank</name>", "name capacity allocation")]
    [InlineData("rbd", "<name>vms</name>", "name capacity")]
    public void Pool_AsksForWhatItsVolumesHave(string type, string source, string fields)
    {
        var form = OpenForm(type, source);

        Assert.Equal(fields.Split(' '), form.FindAll(".wc-field").Select(field => field.GetAttribute("data-testid")!.Replace("field-", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Partition_HasItsNameFromTheDisk()
    {
        var name = OpenForm("disk", "<device path='/dev/sdb'/>").Find("[data-testid=field-name] input");

        Assert.Equal(("sdb1", true), (name.GetAttribute("value"), name.HasAttribute("disabled")));
    }

    [Fact]
    public async Task NameThatIsTaken_IsSaidWhileOneTypes()
    {
        var form = OpenForm("dir", "");
        Inventory.Update(snapshot => snapshot with { Volumes = TestInventory.Full.Volumes });

        await form.Find("[data-testid=field-name] input").InputAsync("web-01.qcow2");
        Assert.Empty(form.FindAll("[data-testid=field-error]"));
        Clock.Advance(TimeSpan.FromMilliseconds(300));

        form.WaitForAssertion(() => Assert.Equal("There is a volume web-01.qcow2 in the pool already.", form.Find("[data-testid=field-name] [data-testid=field-error]").TextContent.Trim()));
    }

    [Fact]
    public async Task Encryption_AsksForAPassphrase_WhichIsNowhereInThePage()
    {
        var form = OpenForm("dir", "");
        await form.Find("[data-testid=field-encrypt] [role=switch]").ClickAsync(new());
        await form.Find("[data-testid=form]").SubmitAsync();
        Assert.Contains("Passphrase is needed.", form.Find("[data-testid=field-passphrase]").TextContent, StringComparison.Ordinal);

        await form.Find("[data-testid=field-passphrase] input").InputAsync("k0nfidential");
        await form.Find("[data-testid=preview-fold]").ClickAsync(new());

        Assert.Contains("secret-set-value", form.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("k0nfidential", form.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_SaysWhatItIsFor()
    {
        var form = OpenForm("dir", "");
        Assert.Contains("can have a backing volume", form.Find("[data-testid=field-format]").TextContent, StringComparison.Ordinal);

        await form.Find("[data-testid=field-format] select").ChangeAsync("2");

        Assert.Contains("VMware's format.", form.Find("[data-testid=field-format]").TextContent, StringComparison.Ordinal);
        Assert.Equal("web-01.vmdk", form.Find("[data-testid=field-name] input").GetAttribute("placeholder"));
    }

    [Fact]
    public async Task ThinVolumeLargerThanThePool_IsWarnedOf()
    {
        var form = OpenForm("dir", "");
        Assert.Empty(form.FindAll("[data-testid=preview-warns]"));

        await form.Find("[data-testid=field-capacity] input").InputAsync("900 TiB");
        Assert.Equal("degraded", form.Find("[data-testid=preview-warns]").GetAttribute("data-state"));
        Assert.StartsWith("Promises 900 TiB; 100 GiB are free.", form.Find(".wc-preview-sentence").TextContent, StringComparison.Ordinal);

        // What is taken at once is an error.
        await form.Find("[data-testid=field-name] input").InputAsync("a.qcow2");
        await form.Find("[data-testid=field-allocation] button").ClickAsync(new());
        await form.Find("[data-testid=form]").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("at once, and the pool has", form.Find("[data-testid=field-capacity] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
    }

    private IRenderedComponent<MudDialogProvider> OpenForm(string type, string source, params ImmutableArray<StorageVolume> volumes)
    {
        Fill(type, source, volumes);
        var page = Open(Url, Role.Administrator);
        var dialogs = Render<MudDialogProvider>();
        // The click has ended when the form is closed.
        _ = page.Find("[data-testid=action-new-volume]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }

    private void Fill(string type, string source, params ImmutableArray<StorageVolume> volumes) => Inventory.Update(_ => TestInventory.Full with
    {
        StoragePools = TestInventory.Full.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with
        {
            AvailableBytes = 100L << 30,
            Xml = $"<pool type='{type}'><name>images</name><source>{source}</source></pool>",
        }),
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(volumes)),
    });
}

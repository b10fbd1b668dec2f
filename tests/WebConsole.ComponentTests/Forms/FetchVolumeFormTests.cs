using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Storage.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class FetchVolumeFormTests : PageContext
{
    private static readonly string Url = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";

    [Fact]
    public async Task Url_ProposesNameAndUnpacking_UntilSomeoneSaysOtherwise()
    {
        var form = await OpenFormAsync("dir");

        await form.Find("[data-testid=field-url] input").InputAsync("https://example.org/images/debian-12.qcow2.xz?signature=k0nfidential");
        Assert.Equal("debian-12.qcow2", form.Find("[data-testid=field-name] input").GetAttribute("value"));
        Assert.Equal("xz", Chosen(form, "unpack"));
        Assert.DoesNotContain("k0nfidential", form.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
        await form.Find("[data-testid=preview-fold]").ClickAsync(new());
        Assert.Contains("| xz -dc |", form.Markup, StringComparison.Ordinal);

        await form.Find("[data-testid=field-name] input").InputAsync("mine.qcow2");
        await form.Find("[data-testid=field-unpack] select").ChangeAsync(new() { Value = "0" });
        await form.Find("[data-testid=field-url] input").InputAsync("https://example.org/other.img.gz");
        Assert.Equal(("mine.qcow2", "No"), (form.Find("[data-testid=field-name] input").GetAttribute("value"), Chosen(form, "unpack")));
    }

    [Fact]
    public async Task CloudImage_FillsTheForm()
    {
        var form = await OpenFormAsync("dir");

        await form.Find("[data-testid=cloud-images] li:nth-of-type(3) button").ClickAsync(new());

        Assert.Equal(("https://cloud-images.ubuntu.com/releases/noble/release/ubuntu-24.04-server-cloudimg-amd64.img", "ubuntu-24.04-server-cloudimg-amd64.qcow2"),
            (form.Find("[data-testid=field-url] input").GetAttribute("value"), form.Find("[data-testid=field-name] input").GetAttribute("value")));
    }

    /// <summary>What is chosen at first is an answer, though it is an empty one.</summary>
    [Fact]
    public async Task Url_IsAllThatIsNeeded()
    {
        var form = await OpenFormAsync("dir");

        await form.Find("[data-testid=form]").SubmitAsync();

        form.WaitForAssertion(() => Assert.Equal(["URL is needed.", "Name is needed."], form.FindAll("[data-testid=field-error]").Select(error => error.TextContent.Trim())));
    }

    [Fact]
    public async Task PoolOfDevices_UnpacksNothing()
    {
        var form = await OpenFormAsync("logical");

        await form.Find("[data-testid=field-url] input").InputAsync("https://example.org/disk.img.gz");
        Assert.Equal("No", Chosen(form, "unpack"));
        await form.Find("[data-testid=field-unpack] select").ChangeAsync(new() { Value = "1" });
        await form.Find("[data-testid=form]").SubmitAsync();

        form.WaitForAssertion(() => Assert.StartsWith("Volumes of this pool are devices of a fixed size", form.Find("[data-testid=field-unpack] [data-testid=field-error]").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task UrlThatIsRefused_IsSaidAtItsField()
    {
        var form = await OpenFormAsync("dir");

        await form.Find("[data-testid=field-url] input").InputAsync("http://192.168.0.1/disk.img");
        await form.Find("[data-testid=form]").SubmitAsync();

        form.WaitForAssertion(() => Assert.StartsWith("192.168.0.1 is a private address.", form.Find("[data-testid=field-url] [data-testid=field-error]").TextContent.Trim(), StringComparison.Ordinal));
    }

    private static string Chosen(IRenderedComponent<MudDialogProvider> form, string field) => form.Find($"[data-testid=field-{field}] option[selected]").TextContent;

    private async Task<IRenderedComponent<MudDialogProvider>> OpenFormAsync(string type)
    {
        Inventory.Update(_ => TestInventory.Full with
        {
            StoragePools = TestInventory.Full.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { AvailableBytes = 100L << 30, Xml = $"<pool type='{type}'><name>images</name><source><name>vg0</name></source></pool>" }),
            Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes([])),
        });
        Open(Url, Role.Administrator);
        var dialogs = Render<MudDialogProvider>();
        var pool = Inventory.Current.StoragePools[(TestInventory.HostName, TestInventory.PoolId)];
        var action = Services.GetRequiredService<ActionRegistry>().All.Single(found => found.Form == typeof(FetchVolumeForm));
        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<FetchVolumeForm>("", new DialogParameters
        {
            ["Action"] = action, ["Subject"] = pool, ["Host"] = Inventory.Current.Host(TestInventory.HostName),
        }));
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }
}

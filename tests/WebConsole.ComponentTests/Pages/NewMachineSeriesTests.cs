using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Several machines at once: the form follows the number while it is typed.</summary>
public sealed class NewMachineSeriesTests : PageContext
{
    private const string Image = "debian-11-generic-amd64.qcow2";

    /// <summary>Nothing else has to be touched.</summary>
    [Fact]
    public async Task Number_IsInButtonAndSentence_AtOnce()
    {
        var page = Page("from=empty");

        await page.InputAsync("[data-testid=field-count] input", "20");

        Assert.Equal("Create 20 machines", page.Find("[data-testid=submit] [data-shown]").TextContent.Trim());
        Assert.StartsWith("20 × ", page.Find("[data-testid=preview-fold]").TextContent.Trim(), StringComparison.Ordinal);
        await page.InputAsync("[data-testid=field-count] input", "1");
        Assert.Equal("Create machine", page.Find("[data-testid=submit] [data-shown]").TextContent.Trim());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public async Task NumberOutOfRange_IsSaidWhileOneTypes_AndPreviewsNothing(string count)
    {
        var page = Page("from=empty&name=db");

        await page.InputAsync("[data-testid=field-count] input", count);
        Clock.Advance(TimeSpan.FromMilliseconds(300));

        page.WaitForAssertion(() => Assert.Equal("A number from 1 to 100.", page.Find("[data-testid=field-count] [data-testid=field-error]").TextContent.Trim()));
        Assert.Empty(page.FindAll("[data-testid=preview]"));
        Assert.Equal("Create machine", page.Find("[data-testid=submit] [data-shown]").TextContent.Trim());
    }

    /// <summary>It need not be submitted first.</summary>
    [Fact]
    public async Task DiskForSeveral_IsRefusedAtOnce()
    {
        var page = Page($"from=disk&image=images%2F{Image}&name=db-1");

        await page.InputAsync("[data-testid=field-count] input", "2");

        Assert.Contains("Several machines can't write to one disk", page.Find("[data-testid=form-conflict]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("⚠ Several machines can't write", page.Find("[data-testid=summary-checks] [data-to-field='disks[0].volume']").TextContent, StringComparison.Ordinal);
    }

    /// <summary>A disk to which a running machine writes can't be copied, and nobody has to try.</summary>
    [Theory]
    [InlineData("<disk type='file' device='disk'><source file='/srv/images/debian-11-generic-amd64.qcow2'/></disk>", true)]
    [InlineData("<disk type='file' device='disk'><source file='/srv/images/top.qcow2'/><backingStore type='file'><source file='/srv/images/debian-11-generic-amd64.qcow2'/><backingStore/></backingStore></disk>", false)]
    public async Task CopyOfAnImage_IsRefusedBefore_WhereAMachineWritesToIt(string disk, bool isRefused)
    {
        var page = Page($"image=images%2F{Image}&name=db-1", inventory => inventory.Set(TestInventory.Machine(1, "web-01") with { Xml = $"<domain><devices>{disk}</devices></domain>" }));

        await page.Find("[data-testid=field-copies] select").ChangeAsync(new() { Value = "1" });

        page.WaitForAssertion(() => Assert.Equal(isRefused, page.FindAll("[data-testid=form-conflict]").Any(conflict => conflict.TextContent.Contains("is a disk of web-01", StringComparison.Ordinal))));
    }

    private IRenderedComponent<Routes> Page(string link, Func<InventorySnapshot, InventorySnapshot>? change = null)
    {
        var stock = TestInventory.WithVolumes(new StorageVolume(Image, $"/srv/images/{Image}", "qcow2", 2L << 30, 400L << 20));
        Inventory.Update(_ => change is null ? stock : change(stock));
        return Open($"/machines/new?{link}", Role.Administrator);
    }
}

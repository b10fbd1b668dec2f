using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Links that fill the form of a new machine.</summary>
public sealed class NewMachineLinksTests : PageContext
{
    private static readonly InventorySnapshot Stocked = TestInventory.WithVolumes(new StorageVolume("debian-11-generic-amd64.qcow2", "/srv/images/debian-11-generic-amd64.qcow2", "qcow2", 2L << 30, 400L << 20));

    [Fact]
    public void Link_FillsEachField()
    {
        Inventory.Update(_ => Stocked);

        var page = Open("/machines/new?from=empty&name=db-07&vcpus=3&memory=3GiB&network=default", Role.Administrator);

        Assert.Equal(("db-07", "3", "3"), (Value(page, "name"), Value(page, "vcpus"), Value(page, "memory")));
        Assert.Contains("default", page.Find("[data-testid='field-networks[0].network']").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=field-error]"));
    }

    [Theory]
    [InlineData("from=kernel&image=images/vmlinuz&initrd=images/initrd.img&arguments=console%3DttyS0", "kernel:vmlinuz", "initrd:initrd.img", "arguments=console=ttyS0")]
    [InlineData("from=import&image=images/shop.vmdk", "disks[0].import:shop.vmdk")]
    [InlineData("tree=https://deb.example.org/debian/&arguments=quiet", "kernel.tree=https://deb.example.org/debian/", "arguments=quiet")]
    public void Link_FillsWhatItsSourceNeeds(string arguments, params string[] filled)
    {
        Inventory.Update(_ => TestInventory.WithVolumes([.. new[] { "vmlinuz", "initrd.img" }.Select(name => new StorageVolume(name, $"/srv/images/{name}", "raw", 1 << 20, 1 << 20)), new StorageVolume("shop.vmdk", "/srv/images/shop.vmdk", "vmdk", 2L << 30, 400L << 20)]));

        var page = Open($"/machines/new?{arguments}", Role.Administrator);

        page.WaitForAssertion(() => Assert.All(filled, one =>
        {
            if (one.Split(':', 2) is [var picker, var chosen] && !one.Contains('=', StringComparison.Ordinal))
                Assert.Contains(chosen, page.Find($"[data-testid='field-{picker}']").TextContent, StringComparison.Ordinal);
            else if (one.Split('=', 2) is [var field, var text])
                Assert.Equal(text, page.Find($"[data-testid='field-{field}'] input").GetAttribute("value"));
        }));
        Assert.Empty(page.FindAll("[data-testid=field-error]"));
    }

    [Theory]
    [InlineData("from=kernel&image=images/none", "kernel", "The link says images/none: the host has no such file.")]
    [InlineData("from=import&image=images/none.vmdk", "disks[0].import", "the host has no such image")]
    [InlineData("from=network&image=images/a", "from", "The link says image, not used with from=network.")]
    [InlineData("from=empty&initrd=a&arguments=b", "from", "The link says initrd, arguments, not used with from=empty.")]
    [InlineData("from=moon", "from", "The link says moon: there is no such source.")]
    [InlineData("from=3", "from", "there is no such source")]
    [InlineData("from=copy&machine=zzz", "machine", "The link says zzz: the host has no such machine.")]
    [InlineData("from=image&image=images/none.qcow2", "disks[0].backing", "the host has no such image")]
    [InlineData("from=iso&image=<b>", "media", "The link says <b>: the host has no such image.")]
    [InlineData("from=empty&vcpus=many", "vcpus", "that is no number of vCPUs")]
    [InlineData("from=empty&vcpus=99999", "vcpus", "4096")]
    [InlineData("from=empty&vcpus=999999999999999999999", "vcpus", "that is no number of vCPUs")]
    [InlineData("from=empty&memory=-1", "memory", "that is no size")]
    [InlineData("from=empty&memory=1KiB", "memory", "At least 16 MiB.")]
    [InlineData("from=empty&network=none", "networks", "the host has no such network")]
    [InlineData("from=empty&name=web-01", "name", "There is a machine web-01 on local already.")]
    public void BadArgument_IsSaidAtItsField(string arguments, string field, string said)
    {
        Inventory.Update(_ => Stocked);

        var page = Open($"/machines/new?{arguments}", Role.Administrator);

        page.WaitForAssertion(() => Assert.Contains(said, string.Join(' ', page.FindAll($"[data-testid='field-{field}'] [data-testid=field-error]").Select(error => error.TextContent)), StringComparison.Ordinal));
    }

    /// <summary>Else somebody would have another machine than the link meant.</summary>
    [Fact]
    public void UnknownArgument_IsNamed()
    {
        Inventory.Update(_ => Stocked);

        var page = Open("/machines/new?from=empty&nmae=db-07&Memory=3GiB&MACHINE=&cpus=3&<b>=1", Role.Administrator);

        Assert.Equal(["nmae is unknown and was left out: did you mean name?", "cpus is unknown and was left out: did you mean vcpus?", "<b> is unknown and was left out."],
            page.FindAll("[data-testid=link-unknown] p").Select(said => said.TextContent));
    }

    [Fact]
    public void LinkThatIsRight_HasNoNotice()
    {
        Inventory.Update(_ => Stocked);

        var page = Open("/machines/new?host=local&from=empty&image=a/b&name=db-07&os=debian11&preset=Small&machine=x&vcpus=1&memory=3GiB&network=default", Role.Administrator);

        Assert.Empty(page.FindAll("[data-testid=link-unknown]"));
    }

    [Fact]
    public async Task BadArgument_IsForgottenOnceItsFieldIsChanged()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=empty&vcpus=many", Role.Administrator);
        page.WaitForElement("[data-testid=field-vcpus] [data-testid=field-error]");

        await page.InputAsync("[data-testid=field-vcpus] input", "3");

        Assert.Empty(page.FindAll("[data-testid=field-vcpus] [data-testid=field-error]"));
    }

    /// <summary>The picker chooses by IDs.</summary>
    [Theory]
    [InlineData("debian11", "Debian 11", null)]
    [InlineData("http://debian.org/debian/11", "Debian 11", null)]
    [InlineData("debian77", "Debian 77", "set up like Debian")]
    [InlineData("http://debian.org/debian/77", "Debian 77", "set up like Debian")]
    public void System_IsChosenByIdAndShortName(string os, string chosen, string? said)
    {
        Inventory.Update(_ => Stocked);

        var page = Open($"/machines/new?from=empty&os={os}", Role.Administrator);

        page.WaitForAssertion(() => Assert.StartsWith(chosen, page.Find("[data-testid=field-os] [data-testid=picker]").TextContent.Trim(), StringComparison.Ordinal));
        Assert.Contains(said ?? "", page.Find("[data-testid=field-os]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>What the link says itself goes before what its preset says.</summary>
    [Fact]
    public void LinkWithAPreset_KeepsItsOwnArguments()
    {
        Inventory.Update(_ => Stocked);

        var page = Open("/machines/new?from=empty&preset=Desktop&vcpus=3", Role.Administrator);

        page.WaitForAssertion(() => Assert.Equal(("3", "8"), (Value(page, "vcpus"), Value(page, "memory"))));
    }

    [Fact]
    public void PresetThatIsNotThere_IsSaidAtItsField()
    {
        Inventory.Update(_ => Stocked);

        var page = Open("/machines/new?from=empty&preset=none", Role.Administrator);

        page.WaitForAssertion(() => Assert.Contains("The link says none: there is no such preset.", page.Find("[data-testid=field-preset]").TextContent, StringComparison.Ordinal));
    }

    private static string? Value(IRenderedComponent<Routes> page, string field) => page.Find($"[data-testid=field-{field}] input").GetAttribute("value");
}

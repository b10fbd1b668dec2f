using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Features.Provisioning.Presets;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What a new machine begins with: links that name it, files that arrive while the page is open, volumes on servers.</summary>
public sealed class NewMachineSourcesTests : PageContext
{
    private static readonly Guid Ceph = Guid.Parse("00000000-0000-4000-8000-00000000cccc");

    private static readonly InventorySnapshot Stocked = TestInventory.WithVolumes(new StorageVolume("debian-11-generic-amd64.qcow2", "/srv/images/debian-11-generic-amd64.qcow2", "qcow2", 2L << 30, 400L << 20));

    /// <summary>What the host has is said before anything is chosen.</summary>
    [Fact]
    public void Tiles_SayWhatThereIs()
    {
        Inventory.Update(_ => Stocked.WithVolumes(new StorageVolume("a.iso", "/srv/images/a.iso", "iso", 1 << 20, 1 << 20), new StorageVolume("b.iso", "/srv/images/b.iso", "iso", 1 << 20, 1 << 20)));

        var tiles = Open("/machines/new?from=empty", Role.Administrator).FindAll("[data-testid=field-from] .wc-tile").Select(tile => tile.TextContent).ToArray();

        Assert.All(["2 ISO images", "OVA, VMDK, VDI, VHDX: upload one"], said => Assert.Contains(tiles, tile => tile.Contains(said, StringComparison.Ordinal)));
    }

    /// <summary>It may only be slow.</summary>
    [Fact]
    public void PoolThatHasNotAnsweredYet_StillTakesUploads()
    {
        var pool = Stocked.StoragePools[(TestInventory.HostName, TestInventory.PoolId)];
        Inventory.Update(_ => Stocked with { StoragePools = Stocked.StoragePools.SetItem((TestInventory.HostName, TestInventory.PoolId), pool with { Silent = true }) });

        var page = Open("/machines/new?from=iso", Role.Administrator);

        Assert.Contains("does not answer", page.Find("[data-testid=image-uploads]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>A wrong address is told at its field while one types.</summary>
    [Theory]
    [InlineData("ftp://mirror.lab/debian/", "Only http and https.")]
    [InlineData("http://127.0.0.1/debian/", "a loopback address")]
    [InlineData("https://mirror.lab/debian/?x=1", "The address of a directory")]
    public async Task AddressOfATree_IsChecked(string url, string said)
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=tree", Role.Administrator);
        Assert.Equal("", page.WaitForElement("[data-testid='field-kernel.tree'] input").GetAttribute("value") ?? "");

        await page.InputAsync("[data-testid='field-kernel.tree'] input", url);
        await page.Find("[data-testid='field-kernel.tree'] input").BlurAsync(new FocusEventArgs());

        page.WaitForAssertion(() => Assert.Contains(said, page.Find("[data-testid='field-kernel.tree'] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>A preset is chosen for the rest: the disk's size was entered for this machine.</summary>
    [Fact]
    public void Preset_LeavesTheSizeOfADiskThatWasEntered()
    {
        var draft = new MachineDraft { DiskSize = 7L << 30 };

        draft.Apply(new PresetHardware(DiskSize: 60L << 30));
        Assert.Equal(7L << 30, draft.DiskSize);

        (draft.DiskSize, var last) = (60L << 30, 60L << 30);
        draft.Apply(new PresetHardware(DiskSize: 10L << 30), last);
        Assert.Equal(10L << 30, draft.DiskSize);
    }

    /// <summary>What was missing has come: nothing is wrong any more.</summary>
    [Fact]
    public async Task ImageThatArrivesAfterASubmit_TakesTheErrorsAway()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=iso", Role.Administrator);
        await page.ClickAsync("[data-testid=submit]");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=field-media] [data-testid=field-error]")));

        Arrive("fetch", "fedora.iso");
        Change(_ => Stocked.WithVolumes(new StorageVolume("fedora.iso", "/srv/images/fedora.iso", "iso", 2L << 30, 2L << 30)));

        page.WaitForAssertion(() => Assert.Contains("fedora.iso", page.Find("[data-testid=field-media] [data-testid=picker]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=field-media] [data-testid=field-error]")));
    }

    /// <summary>Somebody uploads an image from the form, and goes on typing.</summary>
    [Fact]
    public async Task ImageThatArrives_IsChosen_AndWhatWasTypedStays()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=image", Role.Administrator);
        Assert.NotEmpty(page.FindAll("[data-testid=image-uploads] [data-testid=upload]"));
        await page.InputAsync("[data-testid=field-name] input", "web-77");

        Arrive("fetch", "fedora.iso");
        Change(_ => Stocked.WithVolumes(new StorageVolume("fedora.iso", "/srv/images/fedora.iso", "iso", 2L << 30, 2L << 30)));

        page.WaitForAssertion(() => Assert.Contains("fedora.iso", page.Find("[data-testid=field-media] [data-testid=picker]").TextContent, StringComparison.Ordinal));
        Assert.Equal("web-77", Value(page, "name"));
    }

    /// <summary>It may come from another page of the same person, or late.</summary>
    [Fact]
    public async Task ImageThatArrivesAfterAChoice_IsOffered()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?image=images/debian-11-generic-amd64.qcow2", Role.Administrator);

        Arrive("upload", "data.iso");
        Change(_ => Stocked.WithVolumes(new StorageVolume("data.iso", "/srv/images/data.iso", "iso", 2L << 30, 2L << 30)));

        page.WaitForAssertion(() => Assert.Contains("data.iso has arrived.", page.Find("[data-testid=image-arrived]").TextContent, StringComparison.Ordinal));
        Assert.Contains("debian-11", page.Find("[data-testid='field-disks[0].backing'] [data-testid=picker]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=image-arrived] button");
        page.WaitForAssertion(() => Assert.Contains("data.iso", page.Find("[data-testid=field-media] [data-testid=picker]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=image-arrived]")));
    }

    /// <summary>Also beside other tiles: no machine can have it as it is.</summary>
    [Theory]
    [InlineData("import")]
    [InlineData("image")]
    public void ImageOfAnotherProductThatArrives_IsImported(string from)
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/new?from={from}", Role.Administrator);
        Assert.NotEmpty(page.FindAll("[data-testid=image-uploads] [data-testid=upload]"));

        Arrive("upload", "shop.vmdk");
        Change(_ => Stocked.WithVolumes(new StorageVolume("shop.vmdk", "/srv/images/shop.vmdk", "vmdk", 2L << 30, 2L << 30)));

        page.WaitForAssertion(() => Assert.Contains("shop.vmdk", page.Find("[data-testid='field-disks[0].import'] [data-testid=picker]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>The pool that will be taken is said before an image is chosen; a definition has a form of its own.</summary>
    [Fact]
    public async Task Import_SaysItsPool_AndLeadsToTheFormForDefinitions()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=import", Role.Administrator);
        Assert.Contains("images", page.Find("[data-testid='field-disks[0].pool'] [data-testid=picker]").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=import-definition]");

        page.WaitForElement("[data-testid=dialog] [data-testid=field-definition]");
    }

    [Fact]
    public void ImageOfSomebodyElse_IsNotChosen()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=iso", Role.Administrator);

        Arrive("upload", "fedora.iso", user: "eve");
        Change(_ => Stocked.WithVolumes(new StorageVolume("fedora.iso", "/srv/images/fedora.iso", "iso", 2L << 30, 2L << 30)));

        Assert.DoesNotContain("fedora.iso", page.Find("[data-testid=field-media] [data-testid=picker]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PickerOfImages_TellsSystemSizeAndPool()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=image", Role.Administrator);

        await page.ClickAsync("[data-testid='field-disks[0].backing'] [data-testid=picker]");

        var entry = page.FindAll("[role=option]").Single(option => option.TextContent.Contains("debian-11", StringComparison.Ordinal)).TextContent;
        Assert.All(["2 GiB qcow2", "in images"], part => Assert.Contains(part, entry, StringComparison.Ordinal));
    }

    /// <summary>Images with a system come first, and files that are no disks are not there.</summary>
    [Fact]
    public async Task PickerOfImages_HasSystemsFirst_AndNoOtherFiles()
    {
        await Services.GetRequiredService<OsInfoStore>().GetAsync(Xunit.TestContext.Current.CancellationToken);
        Inventory.Update(_ => Stocked.WithVolumes(new StorageVolume("a-disk.img", "/srv/images/a-disk.img", "raw", 1 << 30, 1 << 30),
            new StorageVolume("a.ova", "/srv/images/a.ova", "raw", 1 << 20, 1 << 20), new StorageVolume("debian-12.qcow2.xz", "/srv/images/debian-12.qcow2.xz", "raw", 1 << 20, 1 << 20)));
        var page = Open("/machines/new?from=image", Role.Administrator);

        await page.ClickAsync("[data-testid='field-disks[0].backing'] [data-testid=picker]");

        var names = page.FindAll("[role=option] .wc-option-text").Select(option => option.TextContent).ToList();
        Assert.True(names.FindIndex(name => name.StartsWith("debian-11", StringComparison.Ordinal)) < names.IndexOf("a-disk.img"));
        Assert.DoesNotContain(names, name => name is "a.ova" or "debian-12.qcow2.xz");
    }

    /// <summary>A volume of Ceph has no path on the host.</summary>
    [Fact]
    public async Task DiskOnAServer_CanBeChosen()
    {
        Inventory.Update(_ => Stocked with
        {
            StoragePools = Stocked.StoragePools.Add((TestInventory.HostName, Ceph), new StoragePool(TestInventory.HostName, Ceph, "ceph", "running", true, true, 1L << 40, 0, 1L << 40,
                "<pool type='rbd'><name>ceph</name><source><name>vms</name><host name='mon1' port='6789'/></source></pool>")),
            Volumes = Stocked.Volumes.Add((TestInventory.HostName, Ceph), new(new StorageVolume("db", "vms/db", "raw", 5L << 30, 1L << 30))),
        });
        var page = Open("/machines/new?from=disk&image=ceph/db&name=db-01", Role.Administrator);

        Assert.Contains("db", page.Find("[data-testid='field-disks[0].volume'] [data-testid=picker]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=preview-fold]");
        await page.ClickAsync("[data-testid=preview-virsh]");
        Assert.Contains("protocol=\"rbd\" name=\"vms/db\"", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The folded group says the same as the summary.</summary>
    [Theory]
    [InlineData("network", "boots from the network")]
    [InlineData("kernel", "boots the kernel")]
    [InlineData("empty", "boots from Disk 1")]
    public void FirmwareInShort_SaysWhatIsBooted(string from, string said)
    {
        Inventory.Update(_ => Stocked);
        var page = Open($"/machines/new?from={from}", Role.Administrator);

        Assert.Contains(said, page.Find("[data-testid=more-firmware] .wc-more-values").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Who has no image gets one by a click, as a task.</summary>
    [Fact]
    public async Task HostWithoutAnImage_IsOfferedOnes()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/machines/new?from=image", Role.Administrator);

        await page.ActAsync(() => page.FindAll("[data-testid=cloud-images] button").Single(image => image.TextContent == "Debian 12"), image => image.Click());

        page.WaitForAssertion(() => Assert.Equal(("fetch", "debian-12-generic-amd64.qcow2"), Services.GetRequiredService<TaskStore>().Recent.Select(task => (task.Action, task.Target)).Single()));
        Change(_ => Stocked);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=cloud-images]")));
    }

    /// <summary>The form shows it until it is there, as it does of an upload.</summary>
    [Fact]
    public void FetchOfOnesOwn_HasARow()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=image", Role.Administrator);

        Arrive("fetch", "fedora.qcow2", state: TaskState.Running);
        Arrive("fetch", "of-eve.qcow2", user: "eve", state: TaskState.Running);
        Clock.Advance(TimeSpan.FromMilliseconds(500));

        page.WaitForAssertion(() => Assert.Equal("fedora.qcow2 is being fetched, 9 %", page.Find("[data-testid=image-coming]").TextContent));
        Assert.Single(page.FindAll("[data-testid=image-coming]"));
    }

    private void Arrive(string action, string volume, string user = "ada", TaskState state = TaskState.Succeeded)
    {
        var store = Services.GetRequiredService<TaskStore>();
        var made = ObjectId.Volume(TestInventory.HostName, TestInventory.PoolId, volume);
        store.Show(new TaskRecord
        {
            Id = store.NextId(),
            Action = action,
            Verb = action,
            Subject = made.Parent!.Value,
            Target = volume,
            User = user,
            From = "192.0.2.1",
            State = state,
            Progress = 0.09,
            StartedAt = Clock.GetUtcNow(),
            EndedAt = state is TaskState.Succeeded ? Clock.GetUtcNow() : null,
            VirshLine = "virsh vol-upload",
            Result = new TaskResult(made, volume),
        });
        store.Tell();
    }

    private static string? Value(IRenderedComponent<Routes> page, string field) => page.Find($"[data-testid=field-{field}] input").GetAttribute("value");
}

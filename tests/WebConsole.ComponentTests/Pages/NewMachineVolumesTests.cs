using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Which volumes are offered for what, in which order, and which pool is taken.</summary>
public sealed class NewMachineVolumesTests : PageContext
{
    private static readonly Guid Fast = Guid.Parse("00000000-0000-4000-8000-00000000dddd");

    private static readonly StorageVolume Base = new("debian-11-generic-amd64.qcow2", "/srv/images/debian-11-generic-amd64.qcow2", "qcow2", 2L << 30, 400L << 20);

    private IStringLocalizer Text => Services.GetRequiredService<IStringLocalizer<MachineForm>>();

    /// <summary>A kernel is only read: that a machine starts from it keeps nobody from it.</summary>
    [Fact]
    public void KernelsOfMachines_CanBeChosen_AndDisksAreNoKernels()
    {
        var stock = TestInventory.WithVolumes(Raw("vmlinuz-6.1"), Raw("initrd.img-6.1"), Base, Raw("data.ova"), Raw("data.vdi"), new StorageVolume("a.iso", "/srv/images/a.iso", "iso", 1 << 20, 1 << 20), Raw("disk.img"), Raw("spare.img"))
            .Set(TestInventory.Machine(1, "web-01") with { Xml = "<domain><os><kernel>/srv/images/vmlinuz-6.1</kernel><initrd>/srv/images/initrd.img-6.1</initrd></os><devices><disk type='file' device='disk'><source file='/srv/images/disk.img'/></disk></devices></domain>" });

        var choices = Choices(stock);

        Assert.Equal(["vmlinuz-6.1", "initrd.img-6.1", "spare.img"], choices.Kernels.Select(entry => entry.Text));
        Assert.Equal(["initrd.img-6.1", "spare.img", "vmlinuz-6.1"], choices.Initrds.Select(entry => entry.Text));
        Assert.All(choices.Kernels, entry => Assert.Null(entry.Why));
    }

    [Fact]
    public void LinkToAKernelThatAMachineUses_IsTaken()
    {
        Inventory.Update(_ => TestInventory.WithVolumes(Raw("vmlinuz")).Set(TestInventory.Machine(1, "web-01") with { Xml = "<domain><os><kernel>/srv/images/vmlinuz</kernel></os></domain>" }));

        var page = Open("/machines/new?from=kernel&image=images/vmlinuz", Role.Administrator);

        page.WaitForAssertion(() => Assert.Contains("vmlinuz", page.Find("[data-testid=field-kernel] [data-testid=picker]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("no such file", page.Markup, StringComparison.Ordinal);
    }

    /// <summary>What nobody has written to has no system on it.</summary>
    [Fact]
    public void EmptyDisks_ComeLast_AndAreNoImages()
    {
        var stock = TestInventory.WithVolumes(new StorageVolume("a-new.qcow2", "/srv/images/a-new.qcow2", "qcow2", 20L << 30, 196 << 10), new StorageVolume("b-data.qcow2", "/srv/images/b-data.qcow2", "qcow2", 20L << 30, 5L << 30), Base,
            new StorageVolume("c-above.qcow2", "/srv/images/c-above.qcow2", "qcow2", 20L << 30, 196 << 10) { BackingPath = Base.Path });

        var choices = Choices(stock, name => name.StartsWith("debian", StringComparison.Ordinal) ? "Debian 11" : null);

        Assert.Equal([Base.Name, "b-data.qcow2", "c-above.qcow2", "a-new.qcow2"], choices.Images.Take(4).Select(entry => entry.Text));
        Assert.StartsWith("empty · ", choices.Images[3].Second, StringComparison.Ordinal);
        Assert.DoesNotContain("a-new.qcow2", choices.Filled.Select(entry => entry.Text));
    }

    [Fact]
    public void HostWithEmptyDisksOnly_DoesNotBeginWithAnImage()
    {
        var stock = TestInventory.WithVolumes(new StorageVolume("a-new.qcow2", "/srv/images/a-new.qcow2", "qcow2", 20L << 30, 196 << 10));
        Inventory.Update(_ => stock);

        var page = Open("/machines/new", Role.Administrator);

        Assert.Contains("No images yet: upload one", page.Find("[data-testid=field-from]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Empty", page.Find("[data-testid=field-from] input[checked]").Closest("label")!.QuerySelector(".wc-tile-text")!.TextContent);
    }

    /// <summary>What a task has to itself can't be used, and says how far it is.</summary>
    [Fact]
    public void VolumesInWork_ComeLast_AndCantBeChosen()
    {
        var choices = Choices(TestInventory.WithVolumes(Base, new StorageVolume("half.qcow2", "/srv/images/half.qcow2", "qcow2", 2L << 30, 90L << 20), new StorageVolume("half.iso", "/srv/images/half.iso", "iso", 2L << 30, 90L << 20)))
            .Amid([new VolumeInWork(Volume("half.qcow2"), "fetched", 9), new VolumeInWork(Volume("half.iso"), "made", null)]);

        Assert.Equal(("half.qcow2", "being fetched, 9 %"), (choices.Images[^1].Text, choices.Images[^1].Why));
        Assert.Equal("being fetched, 9 %", choices.Disks.Single(entry => entry.Text == "half.qcow2").Why);
        Assert.Equal("being made", choices.Isos.Single(entry => entry.Text == "half.iso").Why);
        Assert.Equal([Base.Name], choices.Filled.Select(entry => entry.Text));
    }

    /// <summary>The form asks for what it shows.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FurtherDisk_GoesToThePoolThatIsShown(bool isChosen)
    {
        // The first disk lies in another pool than new disks do.
        var form = await BeginAsync(WithFastPool(), new MachineLink("disk", "fast/data.qcow2", "db", null, null, null, null, null, null));
        form.Draft.MoreDisks = [new NewDisk(Size: 1L << 30)];
        if (isChosen)
            form.Draft.DiskPool = Fast;

        Assert.Equal("data.qcow2", form.Draft.Disk!.Name);
        Assert.Equal(isChosen ? Fast : TestInventory.PoolId, form.MorePool);
        Assert.Equal(form.MorePool, form.Plan.Disks.Last().Pool.Uuid);
    }

    /// <summary>Machines that come and go change nothing of where files are put.</summary>
    [Fact]
    public async Task Uploads_GoWhereImagesLie_NotWhereMachinesHaveTheirDisks()
    {
        var form = await BeginAsync(WithFastPool(), new MachineLink("image", null, null, null, null, null, null, null, null));

        Assert.Equal("fast", form.PoolsForFiles[0].Name);
        Inventory.Update(inventory => inventory with { Volumes = inventory.Volumes.Remove((TestInventory.HostName, Fast)) });
        form.Look();
        Assert.Equal("images", form.PoolsForFiles[0].Name);
    }

    private static InventorySnapshot WithFastPool()
    {
        // All that is in the pool images are disks of machines.
        var full = TestInventory.Full;
        return full with
        {
            StoragePools = full.StoragePools.Add((TestInventory.HostName, Fast), new StoragePool(TestInventory.HostName, Fast, "fast", "running", true, true, 50L << 30, 40L << 30, 10L << 30, "<pool type='dir'><name>fast</name><target><path>/srv/fast</path></target></pool>")),
            Volumes = full.Volumes.Add((TestInventory.HostName, Fast), new([new StorageVolume("data.qcow2", "/srv/fast/data.qcow2", "qcow2", 5L << 30, 1L << 30)])),
        };
    }

    private async Task<MachineForm> BeginAsync(InventorySnapshot stock, MachineLink link)
    {
        Inventory.Update(_ => stock);
        Open("/machines", Role.Administrator);
        var form = Services.GetRequiredService<MachineForm>();
        form.Host = TestInventory.HostName;
        await form.BeginAsync(link);
        return form;
    }

    private VolumeChoices Choices(InventorySnapshot stock, Func<string, string?>? systemOn = null) => new(stock, TestInventory.HostName, systemOn ?? (_ => null), Text);

    private static ObjectId Volume(string name) => ObjectId.Volume(TestInventory.HostName, TestInventory.PoolId, name);

    private static StorageVolume Raw(string name) => new(name, $"/srv/images/{name}", "raw", 1 << 20, 1 << 20);
}

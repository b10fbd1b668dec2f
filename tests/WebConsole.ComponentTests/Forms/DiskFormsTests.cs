using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Actions;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Features.Machines.Devices.Jobs;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms of disks and media, on a running machine of libvirt's test driver.</summary>
public sealed class DiskFormsTests : DeviceFormContext
{
    [Fact]
    public async Task NewDisk_IsMadeInThePoolThatIsProposed()
    {
        OpenForm<AddDiskForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await InputAsync("size", "5 GiB");
        Assert.Contains("5 GiB qcow2 web-01-vdb.qcow2 in images, as vdb. The guest finds it at once.", Dialogs.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);

        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Contains("attach-device --live --config web-01 /dev/stdin", Asked?.VirshLine, StringComparison.Ordinal);

        var made = Assert.IsType<NewDevice>(Made);
        Assert.Equal(("disk", 5L << 30, TestInventory.PoolId, "qcow2", null), (made.Kind, made.Size, made.Pool, made.Format, made.Volume));
    }

    /// <summary>The pool has 60 GiB left.</summary>
    [Fact]
    public async Task NewDiskBeyondItsPool_IsWarnedOf()
    {
        OpenForm<AddDiskForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        Assert.Contains("60 GiB free", Dialogs.WaitForElement("[data-testid=field-pool]").TextContent, StringComparison.Ordinal);
        Assert.Equal("20", Dialogs.Find("[data-testid=field-size] input").GetAttribute("value"));

        await InputAsync("size", "99999 GiB");

        Assert.Contains("The pool images has 60 GiB left", Dialogs.Find("[data-testid=field-size]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11L << 30, "5")]
    [InlineData(1L << 30, "1")]
    public void NewDisk_IsProposedAsLargeAsFits(long free, string size)
    {
        Inventory.Update(known => known with { StoragePools = known.StoragePools.ToImmutableDictionary(pool => pool.Key, pool => pool.Value with { AvailableBytes = free }) });

        OpenForm<AddDiskForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));

        Assert.Equal(size, Dialogs.WaitForElement("[data-testid=field-size] input").GetAttribute("value"));
    }

    [Fact]
    public async Task Disk_GrowsNow_WithAdviceForTheGuest_AndSendsOnlyWhatChanged()
    {
        OpenForm<EditDeviceForm>(DeviceOf("disk:vda"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await InputAsync("capacity", "10 GiB");
        await Dialogs.Find("[data-testid=field-capacity] input").BlurAsync(new());
        Assert.Empty(Dialogs.FindAll("[data-testid=field-capacity] [data-testid=field-error]"));

        await InputAsync("capacity", "30 GiB");
        Assert.Contains("growpart /dev/vda 1", Dialogs.Markup, StringComparison.Ordinal);
        Assert.EndsWith("blockresize web-01 --path=vda --size 32212254720B", Asked?.VirshLine, StringComparison.Ordinal);
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());

        var made = Assert.IsType<DeviceChanges>(Made);
        Assert.Equal((30L << 30, false), (made.Capacity, made.ChangesDefinition));
    }

    /// <summary>The pool has 60 GiB left, and no disk gets smaller again.</summary>
    [Fact]
    public async Task GrowthBeyondThePool_IsWarnedOf()
    {
        OpenForm<EditDeviceForm>(DeviceOf("disk:vda"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await InputAsync("capacity", "60 GiB");
        Assert.Contains("A disk can only grow.", Dialogs.Find("[data-testid=field-capacity]").TextContent, StringComparison.Ordinal);

        await InputAsync("capacity", "879 GiB");

        const string Warning = "It may grow to 879 GiB: the pool images has 60 GiB left.";
        Assert.Contains(Warning, Dialogs.Find("[data-testid=field-capacity]").TextContent, StringComparison.Ordinal);
        Assert.Contains(Warning, Dialogs.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
        Assert.Equal("capacity", Assert.Single(Asked!.Warnings(Inventory.Current)).Field);
    }

    /// <summary>libvirt lists nothing of such a pool, and what lies in it is there.</summary>
    [Fact]
    public async Task PoolThatIsNotStarted_IsNamed_InsteadOfNone()
    {
        var (pool, volumes) = (Inventory.Current.StoragePools, Inventory.Current.Volumes);
        Inventory.Update(known => known with { StoragePools = pool.ToImmutableDictionary(each => each.Key, each => each.Value with { State = "inactive" }), Volumes = volumes.Clear() });

        OpenForm<InsertMediumForm>(DeviceOf("disk:sda"), Capturing<MachineDevice, MediumChoice>(InsertMedium.AsAction(Planner)));
        // The drive is empty.
        Assert.StartsWith("Insert medium into ", Dialogs.WaitForElement("[data-testid=dialog] h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("The pool images is not started.", Dialogs.WaitForElement("[data-testid=stopped-pool]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("There is none yet", Dialogs.Markup, StringComparison.Ordinal);
        Assert.NotNull(Dialogs.Find("[data-testid=start-pool]"));
        Inventory.Update(known => known with { StoragePools = pool, Volumes = volumes });
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll("[data-testid=stopped-pool]")));
        await Dialogs.Find("[data-testid=field-volume] [data-testid=picker]").ClickAsync(new());
        Assert.Single(Dialogs.FindAll("[data-testid=field-volume] [data-testid=option]"));
    }

    [Fact]
    public void DiskInAPoolThatIsNotStarted_SaysWhyItHasNoSize()
    {
        var (pool, volumes) = (Inventory.Current.StoragePools, Inventory.Current.Volumes);
        Inventory.Update(known => known with { StoragePools = pool.ToImmutableDictionary(each => each.Key, each => each.Value with { State = "inactive" }), Volumes = volumes.Clear() });

        OpenForm<EditDeviceForm>(DeviceOf("disk:vda"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        Assert.Contains("The pool images is not started.", Dialogs.WaitForElement("[data-testid=stopped-pool]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Dialogs.FindAll("[data-testid=field-capacity]"));

        Inventory.Update(known => known with { StoragePools = pool, Volumes = volumes });
        Dialogs.WaitForElement("[data-testid=field-capacity]");
        Assert.Empty(Dialogs.FindAll("[data-testid=stopped-pool]"));
    }

    /// <summary>One head for all numbers; what is folded says what it holds.</summary>
    [Fact]
    public async Task LimitsOfADisk_AreATable_AndFoldToTheirValues()
    {
        OpenForm<EditDeviceForm>(DeviceOf("disk:vda"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        Assert.Equal("Change disk vda of web-01", Dialogs.WaitForElement("[data-testid=dialog] h2").TextContent);
        Assert.Equal("/srv/images/web-01.qcow2 in pool images", Dialogs.WaitForElement("[data-testid=disk-place]").TextContent);
        Dialogs.WaitForAssertion(() => Assert.Equal(2, Dialogs.FindAll("[data-testid=limits] .wc-limits").Count));
        Assert.Equal(["Limit", "In a burst", "For seconds"], Dialogs.Find(".wc-limits").QuerySelectorAll(".wc-limits-head").Select(head => head.TextContent).Where(head => head.Length > 0));
        Assert.Equal(["by default", "none"], Dialogs.FindAll(".wc-more-values").Select(values => values.TextContent));

        await Dialogs.Find("[data-field='limits.totalRequests.rate'] input").InputAsync("500");

        Assert.Equal(["by default", "1 limit"], Dialogs.FindAll(".wc-more-values").Select(values => values.TextContent));
    }

    [Fact]
    public async Task Medium_IsChosenFromTheImagesOfAllPools()
    {
        OpenForm<InsertMediumForm>(DeviceOf("disk:sda"), Capturing<MachineDevice, MediumChoice>(InsertMedium.AsAction(Planner)));
        await Dialogs.WaitForElement("[data-testid=field-volume] [data-testid=picker]").ClickAsync(new());
        var entry = Assert.Single(Dialogs.FindAll("[data-testid=field-volume] [data-testid=option]"));
        Assert.Contains("debian.iso", entry.TextContent, StringComparison.Ordinal);
        await entry.ClickAsync(new());
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Equal(new MediumChoice(TestInventory.PoolId, "debian.iso"), Made);
    }

    [Fact]
    public async Task DiskOfARunningMachine_IsMovedToAnotherPool()
    {
        var other = Guid.NewGuid();
        Inventory.Update(known => known with
        {
            StoragePools = known.StoragePools.SetItem((TestInventory.HostName, other), known.StoragePools[(TestInventory.HostName, TestInventory.PoolId)] with
            {
                Uuid = other,
                Name = "second",
                Xml = "<pool type='dir'><name>second</name><target><path>/srv/second</path></target></pool>",
            }),
        });
        OpenForm<MoveDiskForm>(DeviceOf("disk:vda"), Capturing<MachineDevice, DiskMove>(MoveDisk.AsAction(Planner)));
        // The only pool that it can go to is chosen.
        Assert.Contains("second", Dialogs.WaitForElement("[data-testid=field-pool] [data-testid=picker]").TextContent, StringComparison.Ordinal);
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Equal(new DiskMove(other), Made);
        Assert.Contains("blockcopy web-01 --path=vda --xml /dev/stdin <<<", Asked?.VirshLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImagesOfADisk_AreDrawnAsAChain_AndMerged()
    {
        const string Own = "<source file='/srv/images/web-01.qcow2'/>";
        var machine = Edited with { Xml = Edited.Xml.Replace(Own, $"{Own}<backingStore type='file'><format type='qcow2'/><source file='/srv/images/base.qcow2'/><backingStore/></backingStore>", StringComparison.Ordinal) };
        OpenForm<MergeDiskForm>(MachineDevice.Of(machine, "disk:vda")!, Capturing<MachineDevice, DiskMerge>(MergeDisk.AsAction(Planner)));
        Dialogs.WaitForElement("[data-testid=disk-chain]");

        Assert.Equal(["base.qcow2", "web-01.qcow2"], Dialogs.FindAll("[data-testid=chain-image] > bdi").Select(image => image.TextContent));
        Assert.Equal(["written to", "merged"], Dialogs.FindAll("[data-testid=chain-image] .wc-tag").Select(word => word.TextContent));
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());
        Assert.Equal(new DiskMerge("/srv/images/web-01.qcow2", "/srv/images/base.qcow2"), Made);
    }
}

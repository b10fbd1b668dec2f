using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Actions;
using WebConsole.Components.Shared.Code;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Features.Machines.Devices.Jobs;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms that add and change devices, on a running machine of libvirt's test driver.</summary>
public sealed class DeviceFormsTests : DeviceFormContext
{
    [Fact]
    public async Task NewDisk_IsMadeInThePoolThatIsProposed()
    {
        OpenForm<AddDiskForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await InputAsync("size", "5 GiB");

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

    /// <summary>libvirt would note it in the task only, and nothing would happen.</summary>
    [Fact]
    public void MachineWithoutAFreePort_GetsItsCardAfterARestart()
    {
        const string Full = "<controller type='pci' index='0' model='pcie-root'/><controller type='pci' index='1' model='pcie-root-port'/><rng model='virtio'><address type='pci' domain='0' bus='1' slot='0' function='0'/></rng></devices>";
        OpenForm<AddCardForm>(Edited with { Xml = Edited.Xml.Replace("</devices>", Full, StringComparison.Ordinal) }, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));

        Dialogs.WaitForAssertion(() => Assert.Contains("The guest finds it after a restart: while it runs it has no free PCI port.", Dialogs.Markup, StringComparison.Ordinal));
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

    [Fact]
    public async Task Cable_IsDrawnAtOnce()
    {
        OpenForm<EditDeviceForm>(DeviceOf($"interface:{Mac}"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await Dialogs.WaitForElement("[data-testid=field-link] button[role=switch]").ClickAsync(new());

        Assert.Contains("Takes effect at once", Dialogs.Markup, StringComparison.Ordinal);
        await SubmitAsync();

        var made = Assert.IsType<DeviceChanges>(Made);
        Assert.Equal(("down", null, null, null), (made.Link, made.Network, made.Mac, made.Model));
    }

    /// <summary>A machine has one display of VNC.</summary>
    [Fact]
    public async Task NewDisplay_IsTheFirstTypeThatIsMissing()
    {
        OpenForm<AddDisplayForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await Dialogs.WaitForElement("[data-testid=field-password] input").InputAsync("a secret of SPICE");
        Assert.DoesNotContain("a secret of SPICE", Dialogs.Markup, StringComparison.Ordinal);

        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());

        var made = Assert.IsType<NewDevice>(Made);
        Assert.Equal(("graphics", "spice", "127.0.0.1", 0, "a secret of SPICE"), (made.Kind, made.Type, made.Listen, made.Port, made.Password));
    }

    [Fact]
    public async Task DisplayForAllAddresses_NeedsAPassword_AndIsWarnedOf()
    {
        OpenForm<EditDeviceForm>(DeviceOf("graphics:vnc"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await Dialogs.WaitForElement("[data-testid=field-where] select").ChangeAsync(new() { Value = "2" });
        Assert.Contains("Whoever reaches the host can try to look", Dialogs.Markup, StringComparison.Ordinal);
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());
        Assert.Contains("All addresses need a password.", Dialogs.Markup, StringComparison.Ordinal);

        await Dialogs.WaitForElement("[data-testid=field-password] input").InputAsync("secret");
        await SubmitAsync();

        var made = Assert.IsType<DeviceChanges>(Made);
        Assert.Equal(("0.0.0.0", "secret", null, null), (made.Listen, made.Password, made.Port, made.Keymap));
    }

    [Fact]
    public async Task VideoCard_ShowsWhatItsModelHas()
    {
        OpenForm<EditDeviceForm>(DeviceOf("video:#1"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        Assert.NotNull(Dialogs.WaitForElement("[data-testid=field-videoMemory]"));
        Assert.Empty(Dialogs.FindAll("[data-testid=field-heads]"));
        await Dialogs.Find("[data-testid=field-model] select").ChangeAsync(new() { Value = "0" });
        await InputAsync("heads", "2");
        await SubmitAsync();

        Assert.Equal(("virtio", 2, null), (Assert.IsType<DeviceChanges>(Made).Model, ((DeviceChanges)Made!).Heads, ((DeviceChanges)Made!).VideoMemory));
    }

    [Fact]
    public async Task DeviceOfAnotherKind_AsksForWhatThatHas()
    {
        OpenForm<AddDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        var kinds = Dialogs.WaitForElement("[data-testid=field-kind] select").QuerySelectorAll("option").Select(option => option.TextContent).ToList();
        await Dialogs.Find("[data-testid=field-kind] select").ChangeAsync(new() { Value = $"{kinds.IndexOf("Shared memory")}" });
        await InputAsync("name", "ring");
        await InputAsync("size", "4 MiB");
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Equal(("shmem", "ring", 4L << 20, null), (Assert.IsType<NewDevice>(Made).Kind, ((NewDevice)Made!).Name, ((NewDevice)Made!).Size, ((NewDevice)Made!).Backend));
    }

    /// <summary>In the editor of definitions, and alone in it.</summary>
    [Fact]
    public async Task DeviceAsXml_IsEditedAlone_AndOnlyItIsSent()
    {
        OpenForm<EditDeviceXmlForm>(DeviceOf($"interface:{Mac}"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        Dialogs.WaitForAssertion(() => Assert.StartsWith("<interface", Dialogs.FindComponent<CodeEditor>().Instance.Value, StringComparison.Ordinal));
        var editor = Dialogs.FindComponent<CodeEditor>();
        Assert.NotNull(editor.Instance.Complete);

        await Dialogs.InvokeAsync(() => editor.Instance.ValueChanged.InvokeAsync(editor.Instance.Value.Replace("</interface>", "</so>", StringComparison.Ordinal)));
        Dialogs.WaitForAssertion(() => Assert.StartsWith("Line ", Dialogs.Find("[data-testid=field-xml] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
        await Dialogs.InvokeAsync(() => editor.Instance.ValueChanged.InvokeAsync($"<interface type='network'>\n  <mac address='{Mac}'/>\n  <source network='default'/>\n  <model type='e1000'/>\n</interface>"));
        await SubmitAsync();

        var made = Assert.IsType<DeviceChanges>(Made);
        Assert.StartsWith("<interface type='network'>\n  <mac", made.Xml, StringComparison.Ordinal);
        Assert.EndsWith("</interface>", made.Xml, StringComparison.Ordinal);
    }

    /// <summary>One head for all numbers; what is folded says what it holds.</summary>
    [Fact]
    public async Task LimitsOfADisk_AreATable_AndFoldToTheirValues()
    {
        OpenForm<EditDeviceForm>(DeviceOf("disk:vda"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        Assert.Equal("Change disk vda of web-01", Dialogs.WaitForElement("[data-testid=dialog] h2").TextContent);
        Dialogs.WaitForAssertion(() => Assert.Equal(2, Dialogs.FindAll("[data-testid=limits] .wc-limits").Count));
        Assert.Equal(["Limit", "In a burst", "For seconds"], Dialogs.Find(".wc-limits").QuerySelectorAll(".wc-limits-head").Select(head => head.TextContent).Where(head => head.Length > 0));
        Assert.Equal(["by default", "none"], Dialogs.FindAll(".wc-more-values").Select(values => values.TextContent));

        await Dialogs.Find("[data-field='limits.totalRequests.rate'] input").InputAsync("500");

        Assert.Equal(["by default", "1 limit"], Dialogs.FindAll(".wc-more-values").Select(values => values.TextContent));
    }

    [Theory]
    [InlineData("disk:vda", "readOnly", "after restart")]
    [InlineData("disk:vda", "shareable", "after restart")]
    [InlineData("disk:vda", "serial", "after restart")]
    [InlineData("disk:vda", "discard", "after restart")]
    [InlineData($"interface:{Mac}", "network", "now")]
    [InlineData($"interface:{Mac}", "vlan", "now")]
    public void FieldOfALiveDevice_SaysWhenItApplies(string device, string field, string when)
    {
        OpenForm<EditDeviceForm>(DeviceOf(device), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));

        Assert.Equal(when, Dialogs.WaitForElement($"[data-testid=field-{field}] .wc-field-when").TextContent);
    }

    [Theory]
    [InlineData($"interface:{Mac}", "Change network card " + Mac + " of web-01")]
    [InlineData("graphics:vnc", "Change VNC display of web-01")]
    [InlineData("video:#1", "Change graphics card vga of web-01")]
    public void Drawer_IsTitledAsTheRowOfItsDevice(string device, string title)
    {
        OpenForm<EditDeviceForm>(DeviceOf(device), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));

        Assert.Equal(title, Dialogs.WaitForElement("[data-testid=dialog] h2").TextContent);
    }

    /// <summary>Half of an element is a mistake at its field, and no failure of the page.</summary>
    [Fact]
    public async Task HalfTypedXml_IsAMistake()
    {
        OpenForm<AddDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        var kinds = Dialogs.WaitForElement("[data-testid=field-kind] select");
        await kinds.ChangeAsync(new() { Value = (kinds.QuerySelectorAll("option").Length - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) });
        foreach (var text in new[] { "<", "<rng", "<rng>", "<rng model='virtio'/>" })
        {
            await Dialogs.WaitForElement("[data-testid=field-xml] textarea").InputAsync(text);
            Assert.NotNull(Dialogs.Find("[data-testid=preview]"));
        }
        Assert.Contains("attach-device", await VirshAsync(), StringComparison.Ordinal);

        async Task<string> VirshAsync()
        {
            await Dialogs.Find("[data-testid=preview-fold]").ClickAsync(new());
            return Dialogs.Find("[data-testid=preview]").TextContent;
        }
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
        await Dialogs.WaitForElement("[data-testid=field-pool] [data-testid=picker]").ClickAsync(new());
        await Assert.Single(Dialogs.FindAll("[data-testid=field-pool] [data-testid=option]")).ClickAsync(new());
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

    [Fact]
    public async Task FilterQueuesAndVlans_SendOnlyWhatChanged()
    {
        // Where the host's filters are not known, a name is typed.
        Inventory.Update(snapshot => snapshot with { Filters = snapshot.Filters.Clear() });
        OpenForm<EditDeviceForm>(DeviceOf($"interface:{Mac}"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await InputAsync("filter", "clean-traffic");
        await Dialogs.WaitForElement("[data-testid=field-filterParameters] [data-testid=row-add]").ClickAsync(new());
        await Dialogs.WaitForElement("[data-testid='field-filterParameters[0].value'] input").InputAsync("192.0.2.7");
        Assert.Contains("Takes effect at once", Dialogs.Markup, StringComparison.Ordinal);
        await InputAsync("queues", "2");
        await InputAsync("vlans", "10, 20");
        Assert.Contains("Takes effect after a restart", Dialogs.Markup, StringComparison.Ordinal);
        await SubmitAsync();

        var made = Assert.IsType<DeviceChanges>(Made);
        Assert.Equal(("clean-traffic", 2, "10 20", null, null), (made.Filter, made.Queues, string.Join(' ', made.Vlans!), made.RxQueueSize, made.Forwards));
        Assert.Equal([new FilterParameter("IP", "192.0.2.7")], made.FilterParameters);
    }

    [Fact]
    public async Task PortsOfTheHost_AreOfferedWhereTheyCanBe_AndSaidWhereNot()
    {
        OpenForm<AddCardForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await Dialogs.WaitForElement("[data-testid=field-type] select").ChangeAsync("3");

        Dialogs.WaitForAssertion(() => Assert.Single(Dialogs.FindAll("[data-testid=no-forwards], [data-testid=field-forwards]")));
    }
}

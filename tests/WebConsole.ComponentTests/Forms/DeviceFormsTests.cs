using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Actions;
using WebConsole.Components.Shared.Code;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms that add and change devices, on a running machine of libvirt's test driver; of disks and media, <see cref="DiskFormsTests"/>.</summary>
public sealed class DeviceFormsTests : DeviceFormContext
{
    /// <summary>libvirt would note it in the task only, and nothing would happen.</summary>
    [Fact]
    public void MachineWithoutAFreePort_GetsItsCardAfterARestart()
    {
        const string Full = "<controller type='pci' index='0' model='pcie-root'/><controller type='pci' index='1' model='pcie-root-port'/><rng model='virtio'><address type='pci' domain='0' bus='1' slot='0' function='0'/></rng></devices>";
        OpenForm<AddCardForm>(Edited with { Xml = Edited.Xml.Replace("</devices>", Full, StringComparison.Ordinal) }, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));

        Dialogs.WaitForAssertion(() => Assert.Contains("The guest finds it after a restart: while it runs it has no free PCI port.", Dialogs.Markup, StringComparison.Ordinal));
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
        await ChooseKindAsync("Shared memory");
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

    /// <summary>Each kind says what it is for, before it is chosen and after.</summary>
    [Fact]
    public async Task KindsOfDevices_SayWhatTheyAreFor()
    {
        OpenForm<AddDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await Dialogs.WaitForElement("[data-testid=field-kind] [data-testid=picker]").ClickAsync(new());

        Assert.All(Dialogs.FindAll("[data-testid=field-kind] [data-testid=option]"), option => Assert.NotEqual("", option.QuerySelector(".wc-option-second")!.TextContent));
        await ChooseKindAsync("Watchdog");
        Assert.Contains("when the guest stops answering it", Dialogs.Find("[data-testid=field-kind]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Two clicks add nothing: nothing is chosen at first. What there can be one of says so, and a second one of others is said.</summary>
    [Fact]
    public async Task KindOfDevice_IsChosen_AndSaysWhatTheMachineHas()
    {
        const string Has = "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng><tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm></devices>";
        OpenForm<AddDeviceForm>(Edited with { Xml = Edited.Xml.Replace("</devices>", Has, StringComparison.Ordinal) }, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        Dialogs.WaitForAssertion(() => Assert.Contains("Choose a device.", Dialogs.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal));
        Assert.True(Dialogs.Find("[data-testid=submit]").HasAttribute("disabled"));

        await Dialogs.Find("[data-testid=field-kind] [data-testid=picker]").ClickAsync(new());
        Assert.Equal("It has one already.", Option("TPM 2.0").QuerySelector(".wc-option-second")!.TextContent);
        Assert.Equal("true", Option("TPM 2.0").GetAttribute("aria-disabled"));
        Assert.StartsWith("It has one already. ", Option("Random number generator").QuerySelector(".wc-option-second")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("already", Option("Watchdog").TextContent, StringComparison.Ordinal);
        await Option("Random number generator").ClickAsync(new());

        Assert.False(Dialogs.Find("[data-testid=submit]").HasAttribute("disabled"));

        AngleSharp.Dom.IElement Option(string word) => Dialogs.FindAll("[data-testid=field-kind] [data-testid=option]").Single(option => option.QuerySelector(".wc-option-text")!.TextContent == word);
    }

    /// <summary>Half of an element is a mistake at its field, and no failure of the page.</summary>
    [Fact]
    public async Task HalfTypedXml_IsAMistake()
    {
        OpenForm<AddDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await ChooseKindAsync("Any device, as XML");
        foreach (var text in new[] { "<", "<rng", "<rng>", "<rng model='virtio'/>" })
        {
            await Dialogs.WaitForElement("[data-testid=field-xml] textarea").InputAsync(text);
            Assert.NotNull(Dialogs.Find("[data-testid=preview]"));
        }
        Assert.Contains("attach-device", await VirshAsync(), StringComparison.Ordinal);

        async Task<string> VirshAsync()
        {
            await Dialogs.Find("[data-testid=preview-fold]").ClickAsync(new());
            await Dialogs.Find("[data-testid=preview-virsh]").ClickAsync(new());
            return Dialogs.Find("[data-testid=preview]").TextContent;
        }
    }

    [Fact]
    public async Task FilterQueuesAndVlans_SendOnlyWhatChanged()
    {
        // Where the host's filters are not known, a name is typed.
        Inventory.Update(snapshot => snapshot with { Filters = snapshot.Filters.Clear() });
        // A VLAN needs a switch that knows them.
        Inventory.Update(snapshot => snapshot with { Networks = snapshot.Networks.SetItems(snapshot.Networks.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Xml = "<network><forward mode='bridge'/><bridge name='ovs'/><virtualport type='openvswitch'/></network>" }))) });
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

    private async Task ChooseKindAsync(string word)
    {
        await Dialogs.WaitForElement("[data-testid=field-kind] [data-testid=picker]").ClickAsync(new());
        await Dialogs.FindAll("[data-testid=field-kind] [data-testid=option]").Single(option => option.QuerySelector(".wc-option-text")!.TextContent == word).ClickAsync(new());
    }
}

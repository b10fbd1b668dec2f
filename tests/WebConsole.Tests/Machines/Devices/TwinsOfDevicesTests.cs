using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Two devices of one name, such as two cards with one MAC address: each is changed and removed by its own key.</summary>
public sealed class TwinsOfDevicesTests
{
    private const string Mac = "52:54:00:00:00:01", Other = "52:54:00:00:00:02";

    private static readonly DeviceKey First = new("interface", Mac), Second = new("interface", $"{Mac}#2");

    private static readonly string Two = Domain(Card("net0"), Card("net1"));

    [Fact]
    public void FirstThatGoes_LeavesTheSecondItsKey()
    {
        var gone = Assert.Single(Differences(domain => domain.Devices.Remove(domain.DevicesByKey()[First])));

        Assert.Equal((First, "net0", null), (gone.Key, gone.Was?.Alias, gone.Wanted));
    }

    [Fact]
    public void FirstThatIsReplaced_IsAnotherDeviceThanTheSecond()
    {
        var differences = Differences(domain =>
        {
            domain.Devices.Remove(domain.DevicesByKey()[First]);
            domain.Interfaces.Add(InterfaceXml.New(InterfaceSource.User())).MacAddress = Mac;
        });

        Assert.DoesNotContain(differences, difference => difference.Key == Second);
        Assert.Equal(First, Assert.Single(differences).Key);
    }

    /// <summary>In a text, only their places and models tell them.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FirstThatGoesFromAText_IsTheOneThatGoes(bool keepsAddress)
    {
        var wanted = keepsAddress ? At(2, "e1000e") : Plain("e1000e");

        var gone = Assert.Single(InText([At(1, "virtio"), At(2, "e1000e")], [wanted], [At(2, "e1000e")], [At(1, "virtio", "net0"), At(2, "e1000e", "net1")]));

        Assert.Equal((First, "net0", null), (gone.Key, gone.Live?.Alias, gone.Wanted));
    }

    [Fact]
    public void AllThatGoFromAText_AreEachKnownInTheRunningMachine() =>
        Assert.Equal([(First, "net0"), (Second, "net1")],
            InText([At(1, "virtio"), At(2, "virtio")], [], [], [At(1, "virtio", "net0"), At(2, "virtio", "net1")]).Select(gone => (gone.Key, gone.Live?.Alias)));

    /// <summary>What was plugged in again stands at the end; and a twin that is gone already is not taken for the one that is left.</summary>
    [Fact]
    public void RunningMachineThatDiffers_HasThemInItsOwnOrder()
    {
        string[] before = [At(1, "virtio"), At(2, "e1000e")];

        Assert.Equal("net1", Assert.Single(InText(before, [before[1]], [before[1]], [At(2, "e1000e", "net0"), At(1, "virtio", "net1")])).Live?.Alias);
        Assert.Null(Assert.Single(InText(before, [before[1]], [before[1]], [At(2, "e1000e", "net0")])).Live);
    }

    /// <summary>libvirt gives a new card the place of the one that has gone.</summary>
    [Fact]
    public void ChangeInAText_IsOfTheOneThatChanges()
    {
        var changed = Assert.Single(InText([At(1, "virtio"), At(2, "e1000e")], [Plain("e1000e"), Plain("rtl8139")], [At(2, "e1000e"), At(1, "rtl8139")], [At(1, "virtio", "net0"), At(2, "e1000e", "net1")]));

        Assert.Equal((First, "net0", "rtl8139"), (changed.Key, changed.Live?.Alias, (changed.Wanted as InterfaceXml)?.Model));
    }

    /// <summary>As before: the machine that runs unplugs the old one, and gets the new one.</summary>
    [Fact]
    public void DeviceThatGetsAnotherName_IsAnotherDevice() =>
        Assert.Equal([(First, false), (new DeviceKey("interface", Other), true)],
            Differences(domain => domain.Interfaces[0].MacAddress = Other, Domain(Card("net0"))).Select(difference => (difference.Key, difference.Was is null)).OrderBy(difference => difference.Item2));

    [Theory]
    [InlineData("interface:" + Mac)]
    [InlineData("interface:" + Mac + "#2")]
    public void ChangeOfEither_IsMadeWhileItRuns(string key)
    {
        var device = MachineDevice.Of(TestMachines.Named("web-01") with { Xml = Two }, key)!;

        Assert.False(DeviceChange.Renames(new DeviceChanges { Link = "down" }, device));
        Assert.True(DeviceChange.Renames(new DeviceChanges { Xml = Card("net1").Replace(Mac, Other, StringComparison.Ordinal) }, device));
    }

    [Fact]
    public void RemovedTwin_IsNotTakenForTheOneThatIsLeft()
    {
        var had = DomainXml.Parse(Two);
        var removal = Removal(Two, First);

        Assert.True(removal.IsIn(had, had));
        Assert.False(removal.IsIn(DomainXml.Parse(Domain(Card("net1"))), had));
        Assert.True(Removal(Domain(Card("net0")), First).IsIn(DomainXml.Parse(Domain(Card("net0"))), DomainXml.Parse(Domain(Card("net0")))));
    }

    [Fact]
    public void SpiceThatOthersNeed_IsReplacedAsAWhole()
    {
        var error = new LibvirtException(LibvirtErrorCode.ConfigurationUnsupported, LibvirtErrorDomain.Domain, "unsupported configuration: chardev 'spicevmc' not supported without spice graphics");

        Assert.Contains("replace-spice", Removal(Two, First).AdviceFor(error, InventorySnapshot.Empty), StringComparison.Ordinal);
    }

    private static RemoveDevice Removal(string definition, DeviceKey key)
    {
        var device = MachineDevice.Of(TestMachines.Named("web-01") with { Xml = definition }, key.ToString())!;
        return new RemoveDevice { Device = device, Target = device.Name, Uri = "test:///default", Planner = null!, How = new DeviceRemoval(), Volume = null };
    }

    private static List<DeviceDifference> Differences(Action<DomainXml> change, string? running = null) =>
        [.. DeviceDifference.Of(RunningEdit.Of(DefinitionEdit.OfMachine(TestMachines.Web.Id, change), running ?? Two)!)];

    private static List<DeviceDifference> InText(string[] before, string[] wanted, string[] now, string[] running) =>
        [.. DeviceDifference.Of(new StoredEdit(DomainXml.Parse(Domain(before)), DomainXml.Parse(Domain(wanted)), DomainXml.Parse(Domain(now))), DomainXml.Parse(Domain(running)))];

    private static string At(int slot, string model, string? alias = null) =>
        Plain(model).Replace("</interface>", $"{(alias is null ? "" : $"<alias name='{alias}'/>")}<address type='pci' domain='0x0000' bus='0x01' slot='0x{slot:x2}' function='0x0'/></interface>", StringComparison.Ordinal);

    private static string Plain(string model) => $"<interface type='network'><mac address='{Mac}'/><source network='default'/><model type='{model}'/></interface>";

    private static string Domain(params string[] devices) => $"<domain type='kvm'><name>web-01</name><devices>{string.Concat(devices)}</devices></domain>";

    private static string Card(string alias) => $"<interface type='network'><mac address='{Mac}'/><source network='default'/><alias name='{alias}'/></interface>";
}

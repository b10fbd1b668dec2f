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

    private static string Domain(params string[] devices) => $"<domain type='kvm'><name>web-01</name><devices>{string.Concat(devices)}</devices></domain>";

    private static string Card(string alias) => $"<interface type='network'><mac address='{Mac}'/><source network='default'/><alias name='{alias}'/></interface>";
}

using System.Collections.Immutable;
using Bunit;
using Libvirt;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor.Inventory;
using NetworkFilter = WebConsole.Hypervisor.Inventory.NetworkFilter;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The switch at a network card that keeps it to its own addresses.</summary>
public sealed class OwnAddressesTests : DeviceFormContext
{
    [Theory]
    [InlineData(true, "IP", "192.168.122.7")]
    [InlineData(false, "CTRL_IP_LEARNING", "dhcp")]
    public async Task Switch_GivesTheFilterWithTheAddressesOfTheCard(bool hasLease, string name, string value)
    {
        HaveFilter();
        if (hasLease)
        {
            Inventory.Update(snapshot => snapshot.WithLeases(TestInventory.HostName, new Dictionary<string, ImmutableArray<DhcpLease>>
            {
                ["default"] = [new("virbr0", null, IPAddressType.IPv4, Mac, "192.168.122.7", 24, "guest", null), new("virbr0", null, IPAddressType.IPv6, Mac, "fd00::7", 64, "guest", null)],
            }.ToImmutableDictionary()));
        }
        OpenForm<EditDeviceForm>(DeviceOf($"interface:{Mac}"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));

        await Dialogs.WaitForElement("[data-testid=field-ownAddresses] button[role=switch]").ClickAsync(new());
        Dialogs.WaitForAssertion(() => Assert.Equal("1 change", Dialogs.Find("[data-testid=changes]").TextContent));
        await SubmitAsync();

        var made = Assert.IsType<DeviceChanges>(Made);
        Assert.Equal("clean-traffic", made.Filter);
        Assert.Equal([new FilterParameter(name, value)], made.FilterParameters);
    }

    [Fact]
    public void HostWithoutTheFilter_HasNoSwitch()
    {
        OpenForm<EditDeviceForm>(DeviceOf($"interface:{Mac}"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        Dialogs.WaitForElement("[data-testid=field-link]");
        Assert.Empty(Dialogs.FindAll("[data-testid=field-ownAddresses]"));
    }

    private void HaveFilter() => Inventory.Update(snapshot => snapshot with
    {
        Filters = snapshot.Filters.SetItem((TestInventory.HostName, TestInventory.FilterId), new NetworkFilter(TestInventory.HostName, TestInventory.FilterId, "clean-traffic", "<filter name='clean-traffic'/>")),
    });
}

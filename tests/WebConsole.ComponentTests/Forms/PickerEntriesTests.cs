using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class PickerEntriesTests : PageContext
{
    private IStringLocalizer Text => Services.GetRequiredService<IStringLocalizer<Field>>();

    [Fact]
    public void Pools_SayTheirSpace_AndWhyOneThatIsOffCantBeChosen()
    {
        var pool = TestInventory.Full.StoragePools.Values.First() with { Name = "b10", State = "running", CapacityBytes = 100L << 30, AvailableBytes = 61L << 30 };

        var entries = PickerEntries.OfPools([pool, pool with { Name = "b9", State = "inactive" }], Text);

        // Of many, a list shows the first ones.
        Assert.Equal(["b10", "b9"], entries.Select(entry => entry.Text));
        Assert.Null(entries[0].Why);
        Assert.Equal("61 GiB free of 100 GiB", entries[0].Second);
        Assert.NotNull(entries[1].Why);
    }

    [Fact]
    public void PoolThatDoesNotAnswer_SaysSo_AndCanBeChosenByWhoWaits()
    {
        var pool = TestInventory.Full.StoragePools.Values.First() with { State = "running", Silent = true };

        Assert.Equal("does not answer", PickerEntries.OfPools([pool], Text).Single().Why);
        var waiting = PickerEntries.OfPools([pool], Text, takesSilent: true).Single();
        Assert.Equal(("does not answer", null), (waiting.Second, waiting.Why));
        Assert.NotNull(PickerEntries.OfPools([pool with { State = "inactive" }], Text, takesSilent: true).Single().Why);
        Assert.Equal("not started: inactive", PickerEntries.OfPools([pool with { State = "inactive" }], Text).Single().Why);
        Assert.Equal("silent", ((ISubject)pool).StateWord);
    }

    [Fact]
    public void Volumes_SayWhoHasThem()
    {
        var volume = new StorageVolume("web-01.qcow2", null, "qcow2", 20L << 30, 0);

        var entries = PickerEntries.OfVolumes(new PoolVolumes(volume, volume with { Name = "free.img", Format = null }), one => one.Format is null ? null : "web-01", Text);

        Assert.Equal([("free.img", "20 GiB", null), ("web-01.qcow2", "20 GiB qcow2", "in use by web-01")], entries.Select(entry => (entry.Text, entry.Second!, entry.Why)));
    }

    [Fact]
    public void NetworksAndMachines_OfOneName_StayTwo()
    {
        var network = TestInventory.Full.Networks.Values.First();
        var machine = TestInventory.Full.Machines.Values.First();

        Assert.Equal(2, PickerEntries.OfNetworks([network, network with { Uuid = Guid.NewGuid(), Active = false }], Text).Select(entry => entry.Value).Distinct().Count());
        var machines = PickerEntries.OfMachines([machine, machine with { Id = machine.Id with { Uuid = Guid.NewGuid() } }], one => one.Id == machine.Id ? "it is this one" : null, Text);
        Assert.Equal(2, machines.Select(entry => entry.Value).Distinct().Count());
        Assert.Single(machines, entry => entry.Why == "it is this one");
    }
}

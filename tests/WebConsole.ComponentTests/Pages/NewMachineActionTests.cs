using Microsoft.Extensions.DependencyInjection;
using WebConsole.Actions;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class NewMachineActionTests : PageContext
{
    /// <summary>The right is asked before anything of the operation: who has none makes the server plan nothing.</summary>
    [Fact]
    public void Operation_PlansOnceItIsAsked()
    {
        Inventory.Update(_ => TestInventory.Full);
        var action = Services.GetRequiredService<ActionRegistry>().Find(ObjectKind.Host, CreateMachine.Word)!;

        var operation = (CreateMachine)action.Create(TestInventory.Host, TestInventory.Host, new NewMachine("db-77", Disks: [new NewDisk(TestInventory.PoolId, Size: 1 << 30)]));
        Inventory.Update(was => was with
        {
            Volumes = was.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new([new StorageVolume("db-77.qcow2", "/srv/images/db-77.qcow2", "qcow2", 1, 1)])),
        });

        Assert.Equal("db-77-2.qcow2", operation.Plan.Disks.Single().Name);
    }
}

using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Actions;
using WebConsole.Components.Shared.Tasks;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
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

    /// <summary>A "new machine" is the page and what leads to it, "create" what the button does and the task has done.</summary>
    [Theory]
    [InlineData(1, "Create machine", "Create the machine")]
    [InlineData(3, "Create 3 machines", "Create")]
    public async Task Words_AreTheSameEverywhere(int count, string button, string task)
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/machines/new?from=empty&name=db-77", Role.Administrator);
        await page.InputAsync("[data-testid=field-count] input", $"{count}");

        var action = Services.GetRequiredService<ActionRegistry>().Find(ObjectKind.Host, CreateMachine.Word)!;
        Assert.Equal(("New machine", "Machines"), (page.Find("h1").TextContent, page.Find(".wc-parent-word").TextContent));
        Assert.Equal("New machine", action.Label);
        Assert.Equal(button, page.Find("[data-testid=submit] [data-shown]").TextContent);
        await page.ClickAsync("[data-testid=submit]");
        page.WaitForAssertion(() => Assert.Equal(task, Services.GetRequiredService<TaskStore>().Recent.Single(one => one.Parent is null).Heading()));
    }
}

using System.Reflection;
using Bunit;
using Microsoft.AspNetCore.Components.RenderTree;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.List;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class ScratchTests : PageContext
{
    [Fact]
    public void Frames()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty with { Hosts = [TestInventory.Host, TestInventory.Host with { Name = "edge" }] }, [TestInventory.Machine(1, "web", title: "A title"), TestInventory.Machine(2, "db", MachineState.Crashed) with { IsActive = true }]));
        var page = Open("/machines");
        var counts = page.FindComponents<MachineRow>().Select(row =>
        {
            var method = typeof(Renderer).GetMethod("GetCurrentRenderTreeFrames", BindingFlags.Instance | BindingFlags.NonPublic)!;
            var range = (ArrayRange<RenderTreeFrame>)method.Invoke(Renderer, [row.ComponentId])!;
            return $"{row.Instance.Machine.Name}: {range.Count} of {range.Array.Length}";
        });
        Assert.Fail(string.Join("; ", counts));
    }
}

using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Hosting;
using Xunit;

namespace WebConsole.ComponentTests.Consoles;

/// <summary>The page that is a console alone.</summary>
public sealed class ConsolePageTests : PageContext
{
    /// <summary>A form's button led here in the place of a file for virt-viewer. Only our own reasons are said: anybody can write an address.</summary>
    [Theory]
    [InlineData("busy", "There is no file for virt-viewer: other tasks run. Try again when they have ended.")]
    [InlineData("Call us at once", null)]
    [InlineData(null, null)]
    public void FileThatCouldNotBeMade_IsExplained(string? why, string? said)
    {
        Inventory.Update(_ => TestInventory.Full);

        Open(why is null ? AppUrls.Console(TestInventory.Id(1)) : AppUrls.ConsoleWithoutFile(TestInventory.Id(1), "0", why));

        Assert.Equal(said, Services.GetRequiredService<ISnackbar>().ShownSnackbars.SingleOrDefault()?.Message);
    }
}

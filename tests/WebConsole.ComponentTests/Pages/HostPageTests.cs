using System.Diagnostics;
using Bunit;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class HostPageTests : PageContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/host", "[data-testid=host-check]")]
    [InlineData("/", "[data-testid=host-check-summary]")]
    public async Task FileThatKeepsWaiting_HoldsNoPage(string url, string card)
    {
        var file = await MakePipeAsync("proc/cpuinfo");
        Inventory.Update(_ => TestInventory.Full);

        // On a thread of its own, and let go in the end: a page that was held would hold the test.
        var opening = Task.Run(() => Open(url), Cancellation);
        var held = await Task.WhenAny(opening, Task.Delay(TimeSpan.FromSeconds(30), Cancellation)) != opening;
        if (held)
            await FillAsync(file);
        var page = await opening;
        Assert.False(held);

        Assert.Contains("Looking at the host…", page.Find(card).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll($"{card} li"));
        await FillAsync(file);
        page.WaitForElement($"{card} li");
        Assert.DoesNotContain("Looking at the host…", page.Find(card).TextContent, StringComparison.Ordinal);
    }

    private static Task FillAsync(string file) => File.WriteAllTextAsync(file, "vendor_id : GenuineIntel\n", Cancellation);

    private async Task<string> MakePipeAsync(string path)
    {
        var file = Path.Combine(HostRoot, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var made = Process.Start("mkfifo", [file]);
        await made.WaitForExitAsync(Cancellation);
        return file;
    }
}

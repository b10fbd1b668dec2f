using System.Globalization;
using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Metrics change while the page is open, and follow the guest's load.</summary>
public sealed class MetricsTests(Lab lab)
{
    [Fact]
    public async Task CpuChart_AdvancesEachSecondAndRisesWhileTheGuestIsBusy()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page));
        var chart = visitor.Page.Locator("[data-testid=chart-cpu][data-scope=machine]").First;
        await Expect(chart).ToHaveAttributeAsync("data-last-sample", new System.Text.RegularExpressions.Regex("[0-9]{13}"));

        var seen = new List<long>();
        await Wait.ForAsync(async () =>
        {
            var sample = await LastSampleAsync(chart);
            if (seen.Count == 0 || seen[^1] != sample)
                seen.Add(sample);
            return seen.Count == 6;
        }, TimeSpan.FromSeconds(120), "five new samples come to the chart");
        Assert.Equal(seen.Order(), seen);
        // Faster than the ten seconds without watchers.
        Assert.Contains(seen.Zip(seen.Skip(1)), pair => pair.Second - pair.First < 3000);

        await lab.Guest.TypeOnSerialAsync("busy 90 & busy 90 &");
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        var cell = MachinesTests.Row(visitor, lab.Guest).GetByTestId("machine-cpu");
        await Wait.ForAsync(async () => Percent(await cell.InnerTextAsync()) >= 30, TimeSpan.FromSeconds(120), "the machine's CPU rises above 30 %");
    }

    [Fact]
    public async Task CpusOfTheHost_ShowTheirLoad_WhereAMachineIsPlacedOnThem()
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(lab.Guest.Page + "?tab=hardware"));

        await visitor.TestId("edit-processors").ClickAsync();
        await visitor.TestId("dialog").Locator("[data-testid=placement] > summary").ClickAsync();

        var cpu = visitor.TestId("dialog").Locator("[data-cpu='0']");
        await Expect(cpu.Locator(".wc-cpu-load")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(< 1|[0-9]+) %$"), new() { Timeout = 60_000 });
        Assert.Matches("^[0-9]+%$", await cpu.Locator(".wc-cpu-load").EvaluateAsync<string>("load => load.style.getPropertyValue('--wc-fill')"));
        await cpu.ClickAsync();
        await Expect(cpu).ToHaveAttributeAsync("aria-pressed", "true");
        // Blazor, which has drawn the button anew, leaves the number to the script.
        await Expect(cpu.Locator(".wc-cpu-load")).ToContainTextAsync("%");
    }

    private static async Task<long> LastSampleAsync(ILocator chart) =>
        long.Parse(await chart.GetAttributeAsync("data-last-sample") ?? "0", CultureInfo.InvariantCulture);

    private static double Percent(string text) =>
        double.TryParse(text.Split('%')[0].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent : 0;
}

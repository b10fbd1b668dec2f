using System.Text.RegularExpressions;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A real guest that requests an address again as another client, as a reinstalled system does.</summary>
public sealed partial class LeaseTests(Lab lab)
{
    [Fact]
    public async Task NewestLease_ComesFirst_AndTheOlderOneIsCalledSo()
    {
        var guest = lab.Guest;
        await guest.EnsureRunningAsync();
        string[] before = [];
        await Wait.ForAsync(async () => (before = await LeasesAsync()).Length > 0, TimeSpan.FromSeconds(60), "the guest has an address");
        await guest.TypeOnSerialAsync("udhcpc -i eth0 -x 0x3d:0a0b0c0d0e -n -q");
        string[] after = [];
        await Wait.ForAsync(async () => (after = await LeasesAsync()).Length > before.Length, TimeSpan.FromSeconds(60), "the network has given a second one");
        var added = Assert.Single(after.Except(before));

        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url("/machines"));
        var cell = MachinesTests.Row(visitor, guest).Locator(".wc-col-address");
        await Expect(cell).ToHaveTextAsync(added, new() { Timeout = 60_000 });
        await Expect(cell).ToHaveAttributeAsync("title", $"{added}\n{before[^1]} (earlier lease)");

        async Task<string[]> LeasesAsync()
        {
            var card = Mac().Match(await Shell.VirshAsync("domiflist", guest.Name)).Value;
            return [.. Address().Matches(await Shell.VirshAsync("net-dhcp-leases", "default", card)).Select(match => match.Value)];
        }
    }

    [GeneratedRegex("([0-9a-f]{2}:){5}[0-9a-f]{2}")]
    private static partial Regex Mac();

    [GeneratedRegex(@"\d+\.\d+\.\d+\.\d+(?=/)")]
    private static partial Regex Address();
}

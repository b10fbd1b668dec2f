using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A real pool of files with Latin-1 names, which are invalid UTF-8 and look equal if decoded as UTF-8.</summary>
public sealed class PoolNamesTests(Lab lab)
{
    [Fact, Trait("Attack", "J1")]
    public async Task FilesThatDifferInOneByte_AreTwoRows_AndThePageLives()
    {
        const string Name = "e2e-names";
        var directory = $"/tmp/{Name}-{Guid.NewGuid():N}";
        await Shell.RunAsync("bash", "-c", $@"mkdir {directory} && cd {directory} && printf 'caf\351.img\0caf\350.img\0' | xargs -0 truncate -s 512");
        await Shell.VirshAsync("pool-create-as", Name, "dir", "--target", directory);
        var uuid = (await Shell.VirshAsync("pool-uuid", Name)).Trim();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url($"/storage/local/{uuid}"));

        await Expect(visitor.TestId("volume-row").Locator("td:first-child bdi").Nth(0)).ToHaveTextAsync(@"caf\xe8.img");
        await Expect(visitor.TestId("volume-row").Locator("td:first-child bdi").Nth(1)).ToHaveTextAsync(@"caf\xe9.img");

        // A dead page would not show it.
        await Shell.RunAsync("bash", "-c", $@"cd {directory} && truncate -s 512 ""$(printf 'caf\352.img')""");
        await Shell.VirshAsync("pool-refresh", Name);
        await Expect(visitor.TestId("volume-row")).ToHaveCountAsync(3);
        Assert.Empty(visitor.Complaints);

        await Shell.VirshAsync("pool-destroy", Name);
        await Shell.RunAsync("rm", "-rf", directory);
    }
}

using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Users, keys and addresses of a new machine, from the account's keys to the seed on the host.</summary>
public sealed class CloudInitFormTests(Lab lab)
{
    private const string Name = "e2e-users", Directory = $"/run/lab/{Name}";
    private const string Own = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBMnb1mh4Xdfj5B8CTqLoEK/31mLv799z7b59GnUFfw1", Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g";

    [Fact]
    public async Task UsersKeysAndAddress_ReachTheSeed()
    {
        await MakePoolAsync();
        try
        {
            await using var visitor = await lab.AdministratorAsync(1440, 1200);
            await KeepKeyAsync(visitor);
            await OpenAsync(visitor);
            await FillAsync(visitor);
            await Expect(visitor.TestId("seed-user-data")).ToContainTextAsync("\"gecos\": \"Grace Hopper\"");
            await Expect(visitor.TestId("seed-user-data")).Not.ToContainTextAsync("correct-horse");
            await visitor.TestId("field-start").GetByText("Don't start it").ClickAsync();
            await visitor.TestId("submit").ClickAsync();

            await Expect(visitor.TestId("machine-state")).ToHaveAttributeAsync("data-state", "shut-off", new() { Timeout = 60_000 });
            var seed = await Shell.RunAsync("sh", "-c", $"xorriso -osirrox on -indev {Directory}/{Name}-seed.iso -extract / /run/lab/{Name}-seed 2> /dev/null; cat /run/lab/{Name}-seed/user-data /run/lab/{Name}-seed/network-config; rm -rf /run/lab/{Name}-seed");
            foreach (var part in (string[])["\"name\": \"anna\"", Own + " anna@laptop", "\"name\": \"grace\"", Other + " grace@desk", "\"192.168.122.50/24\"", "\"gateway\": \"192.168.122.1\""])
                Assert.Contains(part, seed, StringComparison.Ordinal);
            Assert.DoesNotContain("correct-horse", seed, StringComparison.Ordinal);
            Assert.Empty(visitor.Complaints);
        }
        finally
        {
            await RemoveAsync();
        }
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task FilledForm_IsAccessibleAndFits(ColorScheme scheme, int width)
    {
        await MakePoolAsync();
        try
        {
            await using var visitor = await lab.AdministratorAsync(width, width is 390 ? 4200 : 2200, scheme);
            await KeepKeyAsync(visitor);
            await ScreensTests.CheckAsync(visitor, $"account-keys-{scheme}-{width}".ToLowerInvariant());
            await OpenAsync(visitor);
            await FillAsync(visitor);
            await ScreensTests.CheckAsync(visitor, $"new-machine-users-{scheme}-{width}".ToLowerInvariant());
            await visitor.TestId("field-cloudInit.ownUserData").GetByRole(AriaRole.Switch).ClickAsync();
            await Expect(visitor.TestId("field-cloudInit.userData")).ToBeVisibleAsync();
            await ScreensTests.CheckAsync(visitor, $"new-machine-own-{scheme}-{width}".ToLowerInvariant());
        }
        finally
        {
            await RemoveAsync();
        }
    }

    private async Task KeepKeyAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync(lab.Url("/accounts"));
        await Expect(visitor.TestId("account-keys")).ToBeVisibleAsync();
        await visitor.TestId("add-keys").ClickAsync();
        await visitor.TestId("field-keys").Locator("textarea").FillAsync(Own + " anna@laptop");
        // Without the mouse.
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.TestId("account-keys").GetByTestId("ssh-key")).ToContainTextAsync("SHA256:qrdhNTxqD9XbekfoGjXeFCAP95N0g7EmeFWMYb5uyvg");
    }

    private async Task OpenAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync(lab.Url($"/machines/new?image={Name}/debian-11-generic-amd64.qcow2&name={Name}"));
        await Expect(visitor.TestId("page-form")).ToBeVisibleAsync();
        // The image is known to have cloud-init, once the page has looked at it.
        await Expect(visitor.TestId("field-cloudInit").GetByRole(AriaRole.Switch)).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(visitor.TestId("field-cloudInit.users[0].name")).ToBeVisibleAsync();
    }

    private static async Task FillAsync(Visitor visitor)
    {
        await Input(visitor, "cloudInit.users[0].name").FillAsync("anna");
        await Input(visitor, "cloudInit.users[0].password").FillAsync("correct-horse");
        // Who signed in by a link is asked: others may have kept keys there.
        await visitor.TestId("field-cloudInit.users[0].ownKeys").GetByRole(AriaRole.Switch).ClickAsync();
        await visitor.TestId("field-cloudInit.users").GetByTestId("row-add").PressAsync("Enter");
        await Input(visitor, "cloudInit.users[1].name").FillAsync("grace");
        await Input(visitor, "cloudInit.users[1].fullName").FillAsync("Grace Hopper");
        await visitor.TestId("field-cloudInit.users[1].sshKeys").Locator("textarea").FillAsync(Other + " grace@desk");
        await visitor.TestId("field-cloudInit.networks[0].dhcp").Locator("select").SelectOptionAsync("1");
        await Input(visitor, "cloudInit.networks[0].addresses").FillAsync("192.168.122.50/24");
        await Expect(visitor.TestId("field-cloudInit.networks[0].addresses")).ToContainTextAsync("among the addresses that default gives out");
        // Whoever has unfolded them once finds them unfolded.
        foreach (var group in new[] { visitor.TestId("more-cloud-init"), visitor.TestId("more-seed") })
        {
            if (await group.GetAttributeAsync("open") is null)
                await group.Locator("summary").First.ClickAsync();
        }
        await Expect(visitor.TestId("seed-network-config")).ToContainTextAsync("192.168.122.50/24");
    }

    private static ILocator Input(Visitor visitor, string field) => visitor.TestId($"field-{field}").Locator("input");

    /// <summary>A pool with a disk that is called as a cloud image is.</summary>
    private static async Task MakePoolAsync()
    {
        await Shell.RunAsync("sh", "-c", $"mkdir -p {Directory} && qemu-img create -q -f qcow2 {Directory}/debian-11-generic-amd64.qcow2 64M && cp $LAB_GUEST/vmlinuz {Directory}/");
        await Shell.VirshAsync("pool-create-as", Name, "dir", "--target", Directory);
    }

    private static Task<string> RemoveAsync() => Shell.RunAsync("sh", "-c", $"virsh -q undefine {Name}; virsh -q pool-destroy {Name}; rm -rf {Directory}; true");
}

using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A machine made in the page, until its console is in front of whoever made it.</summary>
public sealed class NewMachineTests(Lab lab)
{
    private const string Name = "e2e-new";

    [Fact]
    public async Task Machine_IsMadeAndItsConsoleOpens()
    {
        var directory = await MakePoolAsync(Name, "vmlinuz", "initrd.img");
        try
        {
            await using var visitor = await lab.AdministratorAsync();
            await visitor.Page.GotoAsync(lab.Url("/machines"));
            await visitor.TestId("new-machine").ClickAsync();
            await Expect(visitor.TestId("page-form")).ToBeVisibleAsync();
            await visitor.Page.GotoAsync(lab.Url($"/machines/new?from=kernel&name={Name}"));

            await ChooseAsync(visitor, "kernel", "vmlinuz");
            await ChooseAsync(visitor, "initrd", "initrd.img");
            await visitor.TestId("field-arguments").Locator("input").FillAsync("console=tty1 console=ttyS0 quiet");
            await visitor.TestId("field-memory").Locator("input").FillAsync("128 MiB");
            await visitor.TestId("field-disks[0].size").Locator("input").FillAsync("16 MiB");
            await ChooseAsync(visitor, "disks[0].pool", Name);
            foreach (var group in (string[])["processor", "disks", "firmware", "devices", "about"])
                await visitor.TestId($"more-{group}").Locator("summary").ClickAsync();
            await Expect(visitor.TestId("field-autostart")).ToBeVisibleAsync();
            Assert.Empty((await visitor.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
            await EmulateAsync(visitor);
            await Expect(visitor.TestId("preview")).ToContainTextAsync("128 MiB");
            await visitor.TestId("submit").ClickAsync();

            await Expect(visitor.Page.Locator("[data-testid=vnc-console][data-state=connected]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            Assert.Equal("running", (await Shell.VirshAsync("domstate", Name)).Trim());
            Assert.Contains($"{directory}/{Name}.qcow2", await Shell.VirshAsync("domblklist", Name), StringComparison.Ordinal);
        }
        finally
        {
            await RemoveAsync(Name);
        }
    }

    /// <summary>Clicks and a name: the guest installs itself from the medium, starts from its own disk, and the drive is empty once it has been shut down.</summary>
    [Fact]
    public async Task MachineInstalledFromAnIso_BootsFromItsDisk_AndLosesTheMedium()
    {
        const string Installed = "e2e-installed";
        var directory = await MakePoolAsync(Installed, "install.iso");
        try
        {
            await using var visitor = await lab.AdministratorAsync();
            await visitor.Page.GotoAsync(lab.Url("/machines"));
            await visitor.TestId("new-machine").ClickAsync();
            await visitor.TestId("field-from").Locator("label", new() { HasText = "ISO" }).ClickAsync();
            await ChooseAsync(visitor, "media", "install.iso");
            await visitor.TestId("field-name").Locator("input").FillAsync(Installed);
            await visitor.TestId("field-memory").Locator("input").FillAsync("256 MiB");
            await visitor.TestId("field-disks[0].size").Locator("input").FillAsync("256 MiB");
            await ChooseAsync(visitor, "disks[0].pool", Installed);
            await EmulateAsync(visitor);
            await Expect(visitor.TestId("preview")).ToContainTextAsync("256 MiB");
            await visitor.TestId("submit").ClickAsync();

            await Expect(visitor.Page.Locator("[data-testid=vnc-console][data-state=connected]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            // Only the system on the disk has an agent and this name.
            await Wait.ForAsync(async () => (await Shell.RunAsync("sh", "-c", $"virsh -q guestinfo --hostname {Installed} 2> /dev/null || true")).Contains(": installed", StringComparison.Ordinal), TimeSpan.FromMinutes(4), "the installed system answers");

            var machine = visitor.Page.Url.Split('?')[0];
            await visitor.TestId("action-shutdown").First.ClickAsync();
            await Expect(visitor.TestId("machine-state")).ToHaveAttributeAsync("data-state", "shut-off");
            await visitor.Page.GotoAsync($"{machine}?tab=tasks");
            await Expect(visitor.Page.Locator("[data-testid=task-row][data-state=succeeded]").Filter(new() { HasText = "Finish the setup" })).ToBeVisibleAsync();
            await visitor.Page.GotoAsync($"{machine}?tab=hardware");
            await Expect(visitor.TestId("hardware").Locator("li[data-kind=Drive]")).ToContainTextAsync("empty");
            Assert.DoesNotContain("install.iso", await Shell.VirshAsync("domblklist", Installed), StringComparison.Ordinal);
            await Shell.RunAsync("ls", $"{directory}/install.iso");
        }
        finally
        {
            await RemoveAsync(Installed);
        }
    }

    /// <summary>A pool with files of the lab's guest.</summary>
    private static async Task<string> MakePoolAsync(string name, params string[] files)
    {
        var directory = $"/run/lab/{name}";
        await Shell.RunAsync("sh", "-c", $"mkdir -p {directory} && cd $LAB_GUEST && cp {string.Join(' ', files)} {directory}/");
        await Shell.VirshAsync("pool-create-as", name, "dir", "--target", directory);
        return directory;
    }

    private static Task<string> RemoveAsync(string name) => Shell.RunAsync("sh", "-c", $"virsh -q destroy {name}; virsh -q undefine {name}; virsh -q pool-destroy {name}; rm -rf /run/lab/{name}; true");

    /// <summary>Where the host has KVM, the tests' machines are emulated all the same.</summary>
    private static async Task EmulateAsync(Visitor visitor)
    {
        if (await visitor.TestId("more-processor").GetAttributeAsync("open") is null)
            await visitor.TestId("more-processor").Locator("summary").ClickAsync();
        await Expect(visitor.TestId("more-processor").Locator("summary")).ToBeVisibleAsync();
        if (await visitor.TestId("field-emulate").CountAsync() > 0)
            await visitor.TestId("field-emulate").GetByRole(AriaRole.Switch).ClickAsync();
    }

    private static async Task ChooseAsync(Visitor visitor, string field, string option)
    {
        await visitor.TestId($"field-{field}").GetByTestId("picker").ClickAsync();
        await visitor.TestId($"field-{field}").GetByTestId("option").Filter(new() { HasText = option }).First.ClickAsync();
        await Expect(visitor.TestId($"field-{field}").GetByTestId("picker")).ToContainTextAsync(option);
    }
}

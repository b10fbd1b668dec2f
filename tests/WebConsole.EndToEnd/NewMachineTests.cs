using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A machine made in the page, until its console is in front of whoever made it.</summary>
public sealed class NewMachineTests(Lab lab)
{
    private const string Name = "e2e-new", Directory = "/run/lab/e2e-new";

    [Fact]
    public async Task Machine_IsMadeAndItsConsoleOpens()
    {
        await Shell.RunAsync("sh", "-c", $"mkdir -p {Directory} && cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img {Directory}/");
        await Shell.VirshAsync("pool-create-as", Name, "dir", "--target", Directory);
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
            // Where the host has KVM, the tests' machines are emulated all the same.
            if (await visitor.TestId("field-emulate").CountAsync() > 0)
                await visitor.TestId("field-emulate").GetByRole(AriaRole.Switch).ClickAsync();
            await Expect(visitor.TestId("preview")).ToContainTextAsync("128 MiB");
            await visitor.TestId("submit").ClickAsync();

            await Expect(visitor.Page.Locator("[data-testid=vnc-console][data-state=connected]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            Assert.Equal("running", (await Shell.VirshAsync("domstate", Name)).Trim());
            Assert.Contains($"{Directory}/{Name}.qcow2", await Shell.VirshAsync("domblklist", Name), StringComparison.Ordinal);
        }
        finally
        {
            await Shell.RunAsync("sh", "-c", $"virsh -q destroy {Name}; virsh -q undefine {Name}; virsh -q pool-destroy {Name}; rm -rf {Directory}; true");
        }
    }

    private static async Task ChooseAsync(Visitor visitor, string field, string option)
    {
        await visitor.TestId($"field-{field}").GetByTestId("picker").ClickAsync();
        await visitor.TestId($"field-{field}").GetByTestId("option").Filter(new() { HasText = option }).First.ClickAsync();
        await Expect(visitor.TestId($"field-{field}").GetByTestId("picker")).ToContainTextAsync(option);
    }
}

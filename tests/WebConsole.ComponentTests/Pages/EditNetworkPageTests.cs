using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The page that edits a network, on a network of libvirt's test driver, and what of an edit waits.</summary>
public sealed class EditNetworkPageTests : PageContext
{
    private const string Office = """
        <network><name>office</name><uuid>00000000-0000-4000-8000-00000000aaaa</uuid><forward mode='nat'/><bridge name='virbr7' stp='on' delay='0'/><domain name='lab.test'/>
          <ip address='192.168.150.1' prefix='24'><dhcp><range start='192.168.150.2' end='192.168.150.99'/></dhcp></ip></network>
        """;

    private static readonly string Page = $"/networks/{TestInventory.HostName}/{TestInventory.NetworkId:D}", Url = $"{Page}/edit";

    public EditNetworkPageTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node>{Office}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public void Form_IsOnlyForWhoMayConfigure(Role role)
    {
        Show(Office);

        Assert.Empty(Open(Url, role).FindAll("[data-testid=form]"));
        Assert.Empty(Open(Page, role).FindAll("[data-testid=action-edit]"));
    }

    [Fact]
    public void NetworkThatIsGone_IsSaid() => Assert.Contains("There is no such network.", Open($"/networks/{TestInventory.HostName}/{Guid.NewGuid():D}/edit").Markup, StringComparison.Ordinal);

    [Fact]
    public void TransientNetwork_SaysWhyItCantBeEdited()
    {
        Show(Office, change: network => network with { Persistent = false });

        Assert.Contains("It has no lasting definition", Open(Url).Markup, StringComparison.Ordinal);
    }

    /// <summary>Stop takes the link from machines: it is not what one most likely wants.</summary>
    [Fact]
    public void NetworkThatRuns_IsEditedFirst_AndNoButtonIsPrimary()
    {
        Show(Office);
        var page = Open(Page, Role.Administrator);

        Assert.Equal(["action-edit", "action-stop"], page.FindAll(".wc-places > button[data-testid^=action-]").Select(button => button.GetAttribute("data-testid")));
        Assert.Empty(page.FindAll(".wc-places > .wc-primary"));
    }

    [Fact]
    public async Task Fields_HaveWhatStands_AndOnlyWhatChangesIsSaved()
    {
        Show(Office);
        // The test driver shows one definition of a network that runs.
        await Services.GetRequiredService<HypervisorGateway>().RunAsync(TestInventory.HostName, Lane.Commands, connection =>
        {
            using var network = connection.LookupNetwork(TestInventory.NetworkId);
            network.Stop();
            return true;
        }, Xunit.TestContext.Current.CancellationToken);
        var page = Open(Url, Role.Administrator);
        page.WaitForElement("[data-testid=form]");
        Assert.Equal(["192.168.150.1", "24", "192.168.150.99", "lab.test"], new[] { "ipv4.address", "ipv4.prefix", "ipv4.dhcp.end", "domain" }.Select(field => page.Find(Input(field)).GetAttribute("value")));
        Assert.Empty(page.FindAll("[data-testid=field-name]"));

        await page.InputAsync(Input("domain"), "other.test");
        await page.ClickAsync("[data-testid=submit]");

        var editor = Services.GetRequiredService<DefinitionEditor>();
        await Eventually(async () => (await editor.ReadAsync(ObjectId.Network(TestInventory.HostName, TestInventory.NetworkId), operates: true, Xunit.TestContext.Current.CancellationToken)).Xml is var xml
            && xml.Contains("other.test", StringComparison.Ordinal) && xml.Contains("192.168.150.99", StringComparison.Ordinal) && xml.Contains("virbr7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mistake_IsSaidAtItsField()
    {
        Show(Office);
        var page = Open(Url, Role.Administrator);
        page.WaitForElement("[data-testid=form]");

        await page.InputAsync(Input("ipv4.dhcp.end"), "10.0.0.1");
        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Equal("An address of 192.168.150.0/24, such as 192.168.150.2.", page.Find("[data-testid='field-ipv4.dhcp.end'] [data-testid=field-error]").TextContent.Trim()));
    }

    [Fact]
    public async Task AddressThatChanges_OffersToMoveTheRange_AndShowsItsMistakesAtOnce()
    {
        Show(Office);
        var page = Open(Url, Role.Administrator);
        page.WaitForElement("[data-testid=form]");
        Assert.Empty(page.FindAll("[data-testid=move-ipv4]"));

        await page.InputAsync(Input("ipv4.address"), "192.168.180.1");
        page.WaitForAssertion(() => Assert.Contains("⚠ An address of 192.168.180.0/24, such as 192.168.180.2.", page.Find("[data-testid=form]").TextContent, StringComparison.Ordinal));
        await page.ClickAsync("[data-testid=move-ipv4]");

        page.WaitForAssertion(() => Assert.Equal(["192.168.180.2", "192.168.180.99"], new[] { "ipv4.dhcp.start", "ipv4.dhcp.end" }.Select(field => page.Find(Input(field)).GetAttribute("value"))));
        Assert.Empty(page.FindAll("[data-testid=move-ipv4]"));
    }

    [Fact]
    public async Task WhatWaits_IsShown_AndARestartNamesWhoLosesTheLink()
    {
        Show(Office, Office.Replace("lab.test", "later.test", StringComparison.Ordinal), MachineOn("office"));
        var page = Open(Page, Role.Administrator);
        Assert.Equal("1", page.Find("[data-testid=pending-changes]").GetAttribute("data-count"));

        await page.ClickAsync("[data-testid=pending-changes] button");
        page.WaitForAssertion(() => Assert.Contains("later.test", page.Find("[data-testid=pending-list]").TextContent, StringComparison.Ordinal));
        Assert.Equal("DNS domain", page.Find("[data-testid=pending-list] td bdi").TextContent);
        Assert.Single(page.FindAll("[data-testid=revert-change]"));

        await page.ClickAsync("[data-testid=restart-to-apply]");
        Assert.Equal("Restart network", page.WaitForElement("[data-testid=confirm]").TextContent);
        Assert.Contains("lose their link for some seconds, and are plugged in again: web-01.", page.Find("[data-testid=dialog]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_SaysWhenItTakesEffect_AndWhatWaitsAlready()
    {
        Show(Office, Office.Replace("lab.test", "later.test", StringComparison.Ordinal));
        var page = Open(Url, Role.Administrator);
        page.WaitForElement("[data-testid=form]");
        Assert.Equal("Nothing changes yet.", page.Find("[data-testid=effect] p").TextContent);
        Assert.Equal((Page, "1 change waits for a restart already"), (page.Find("[data-testid=effect] a").GetAttribute("href"), page.Find("[data-testid=effect] a").TextContent));

        await page.InputAsync(Input("ipv4.dhcp.end"), "192.168.150.120");
        page.WaitForAssertion(() => Assert.Equal("In force at once; machines keep their link.", page.Find("[data-testid=effect] p").TextContent));

        await page.InputAsync(Input("domain"), "other.test");
        page.WaitForAssertion(() => Assert.Equal("Partly in force at once; the rest when the network is restarted.", page.Find("[data-testid=effect] p").TextContent));
    }

    [Fact]
    public async Task RevertDrawer_SaysWhatHoldsAndWhatComes()
    {
        Show(Office, Office.Replace("lab.test", "later.test", StringComparison.Ordinal).Replace("150.99", "150.120", StringComparison.Ordinal));
        var page = Open(Page, Role.Administrator);

        await page.ClickAsync("[data-testid=revert-pending]");

        page.WaitForElement("[data-testid=revert-choice]");
        Assert.Equal(["DNS domain lab.test → later.test", "DHCP to 192.168.150.99 → 192.168.150.120"],
            page.FindAll("[data-testid=revert-choice]").Select(choice => string.Join(' ', choice.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }

    private static Machine MachineOn(string network) => TestInventory.Machine(1, "web-01", MachineState.Running) with
    {
        Xml = $"<domain><name>web-01</name><devices><interface type='network'><mac address='52:54:00:00:00:01'/><source network='{network}'/></interface></devices></domain>",
    };

    private static string Input(string field) => $"[data-testid='field-{field}'] input";

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var left = 500; left > 0; left--)
        {
            if (await holds())
                return;
            await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
        }
        Assert.Fail("It never held.");
    }

    private void Show(string definition, string? next = null, Machine? machine = null, Func<Network, Network>? change = null) => Inventory.Update(_ => TestInventory.With(TestInventory.Empty, machine is null ? [] : [machine]) is var snapshot
        ? snapshot with { Networks = snapshot.Networks.ToImmutableDictionary(pair => pair.Key, pair => (change ?? (same => same))(pair.Value with { Name = "office", Bridge = "virbr7", Xml = definition, InactiveXml = next })) }
        : null!);
}

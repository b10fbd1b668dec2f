using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class NewNetworkPageTests : PageContext
{
    // The host is elsewhere, so that the addresses of this machine do not matter.
    private static readonly InventorySnapshot Full = TestInventory.Full with { Hosts = [TestInventory.Host with { Facts = TestInventory.Host.Facts! with { IsLocal = false } }] };

    public NewNetworkPageTests() => Inventory.Update(_ => Full);

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void Form_IsOnlyForWhoMayMakeANetwork(Role role, bool shown)
    {
        Assert.Equal(shown, Open("/networks/new", role).FindAll("[data-testid=form]").Count > 0);
    }

    [Theory]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void List_LeadsToTheForm(Role role, bool shown) => Assert.Equal(shown, Open("/networks", role).FindAll("a[data-testid=new-network][href='/networks/new?host=local']").Count > 0);

    [Fact]
    public void HostThatIsAway_IsTold()
    {
        Inventory.Update(_ => TestInventory.Away);

        Assert.NotEmpty(Open("/networks/new").FindAll("[data-testid=host-notice]"));
    }

    [Fact]
    public void AddressesThatNothingHas_AreProposed()
    {
        var taken = Full.Networks.Values.Single() with { Uuid = Guid.NewGuid(), Name = "other", Xml = "<network><name>other</name><ip address='192.168.100.1' prefix='24'/></network>" };
        Inventory.Update(_ => Full with { Networks = Full.Networks.Add((taken.Host, taken.Uuid), taken) });

        var page = Open("/networks/new");

        Assert.Equal(["192.168.101.1", "24", "192.168.101.2", "192.168.101.254"], new[] { "ipv4.address", "ipv4.prefix", "ipv4.dhcp.start", "ipv4.dhcp.end" }.Select(field => Value(page, field)));
    }

    [Fact]
    public async Task Range_FollowsThePrefixUntilSomebodyEntersOne()
    {
        var page = Open("/networks/new");
        await page.InputAsync(Input("ipv4.prefix"), "26");
        Assert.Equal("192.168.100.62", Value(page, "ipv4.dhcp.end"));

        await page.InputAsync(Input("ipv4.dhcp.end"), "192.168.100.50");
        await page.InputAsync(Input("ipv4.prefix"), "25");

        Assert.Equal("192.168.100.50", Value(page, "ipv4.dhcp.end"));
    }

    [Theory]
    [InlineData("NAT", "forward name device ipv4 ipv4.address ipv4.prefix ipv4.dhcp ipv4.dhcp.start ipv4.dhcp.end ipv4.moreDhcp ipv4.hosts")]
    [InlineData("Isolated", "forward name ipv4 ipv4.address ipv4.prefix ipv4.dhcp ipv4.dhcp.start ipv4.dhcp.end ipv4.moreDhcp ipv4.hosts")]
    [InlineData("Host bridge", "forward name bridge isolatedPorts portGroups")]
    [InlineData("Open vSwitch", "forward name bridge vlans trunk portGroups")]
    [InlineData("Macvtap", "forward name device mode devices portGroups")]
    [InlineData("SR-IOV", "forward name device pciAddresses vlans portGroups")]
    public async Task Kind_AsksForWhatItNeeds(string kind, string fields)
    {
        var page = Open("/networks/new");

        await ChooseAsync(page, kind);

        var shown = Fields(page);
        Assert.Equal([.. fields.Split(' ')], shown.Take(fields.Split(' ').Length));
        Assert.Equal(fields.Contains("ipv4", StringComparison.Ordinal), shown.Contains("dnsmasqOptions"));
    }

    /// <summary>What was typed for another kind does not reach the definition.</summary>
    [Fact]
    public async Task AddressesOfAnotherKind_AreNotInTheDefinition()
    {
        var page = Open("/networks/new");
        await page.InputAsync(Input("name"), "office");
        await page.ClickAsync("[data-testid=preview-fold]");
        Assert.Contains("192.168.100.1", page.Markup, StringComparison.Ordinal);

        await ChooseAsync(page, "Host bridge");
        await page.InputAsync(Input("bridge"), "br0");

        // The preview follows at most every two seconds.
        Clock.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => Assert.DoesNotContain("192.168.100.1", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("192.168.100.1", page.Find("[data-testid=summary]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "default", "There is a network default on local already.")]
    [InlineData("ipv4.address", "192.168.122.9", "Addresses of its own: 192.168.122.0/24 overlaps with 192.168.122.0/24, which the network default has.")]
    [InlineData("ipv4.dhcp.end", "10.0.0.1", "An address of 192.168.100.0/24, such as 192.168.100.2.")]
    public async Task Mistake_IsSaidAtItsFieldWhileOneTypes(string field, string text, string says)
    {
        var page = Open("/networks/new");

        await page.InputAsync(Input(field), text);
        Clock.Advance(TimeSpan.FromMilliseconds(300));

        page.WaitForAssertion(() => Assert.Equal(says, page.Find($"[data-testid='field-{field}'] [data-testid=field-error]").TextContent.Trim()));
    }

    [Fact]
    public async Task Summary_SaysWhatIsMade_AndWhatWasLookedAt()
    {
        var page = Open("/networks/new");
        await page.InputAsync(Input("name"), "office");

        Assert.Equal(["NAT", "192.168.100.1/24", "DHCP gives out 192.168.100.2 to 192.168.100.254", "once it is made", "with the host"], page.FindAll("[data-testid=summary-facts] dd").Select(fact => fact.TextContent));
        Assert.Equal(["✓ name free", "✓ 192.168.100.0/24 overlaps no other virtual network; interfaces and routes of a remote host are not known"], page.FindAll("[data-testid=summary-checks] li").Select(check => check.TextContent));
    }

    /// <summary>No definition can hold it, and the page says so and lives.</summary>
    [Theory]
    [InlineData("name", "a\u0001b", "The sign 2 can't be seen (U+0001): only letters and signs that can.")]
    [InlineData("pciAddresses", "0000:3b:10.1 3b:10", "A PCI address, such as 0000:3b:10.1.")]
    [InlineData("vlans", "42 x", "Numbers from 1 to 4094.")]
    public async Task TextThatNoDefinitionCanHold_IsSaidAtItsField(string field, string text, string says)
    {
        var page = Open("/networks/new");
        await ChooseAsync(page, "SR-IOV");
        await page.InputAsync(Input("name"), "office");

        await page.InputAsync(Input(field), text);
        await page.Find(Input(field)).BlurAsync(new());

        Assert.Equal(says, page.Find($"[data-testid='field-{field}'] [data-testid=field-error]").TextContent.Trim());
        Assert.NotEmpty(page.FindAll("[data-testid=submit]"));
    }

    private static string Input(string field) => $"[data-testid='field-{field}'] input";

    private static string? Value(IRenderedComponent<Routes> page, string field) => page.Find(Input(field)).GetAttribute("value");

    private static Task ChooseAsync(IRenderedComponent<Routes> page, string kind) =>
        page.FindAll(".wc-tile").Single(tile => tile.QuerySelector(".wc-tile-text")!.TextContent == kind).QuerySelector("input")!.ChangeAsync(new() { Value = "on" });

    private static string[] Fields(IRenderedComponent<Routes> page) => [.. page.FindAll("[data-testid^=field-]").Select(field => field.GetAttribute("data-testid")!["field-".Length..]).Where(field => field is not ("error" or "change"))];
}

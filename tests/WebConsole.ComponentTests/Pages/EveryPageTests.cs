using Bunit;
using Microsoft.AspNetCore.Components.Web;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>Each page in each condition for each role.</summary>
public sealed class EveryPageTests : PageContext
{
    private static readonly Dictionary<string, InventorySnapshot> Conditions = new()
    {
        ["empty"] = TestInventory.Empty,
        ["loading"] = TestInventory.Loading,
        ["disconnected"] = TestInventory.Disconnected,
        ["away"] = TestInventory.Away,
        ["full"] = TestInventory.Full,
        ["hostile"] = TestInventory.Hostile,
        ["no hosts"] = InventorySnapshot.Empty,
    };

    public static TheoryData<string, string, Role> Pages()
    {
        var data = new TheoryData<string, string, Role>();
        foreach (var url in Routing.Urls)
        {
            foreach (var condition in Conditions.Keys)
            {
                foreach (var role in Enum.GetValues<Role>())
                    data.Add(url, condition, role);
            }
        }
        return data;
    }

    public static TheoryData<string> Urls() => [.. Routing.Urls];

    [Theory]
    [MemberData(nameof(Pages))]
    [Trait("Attack", "X1")]
    [Trait("Attack", "J1")]
    public void Page_InEveryCondition_IsWhole(string url, string condition, Role role)
    {
        Inventory.Update(_ => Conditions[condition]);

        var page = Open(url, role);

        // No host answers here, so that an editor has no definition to edit.
        Assert.All(page.FindAll("[data-testid=error]"), notice => Assert.Contains("The definition can't be read.", notice.TextContent, StringComparison.Ordinal));
        Assert.NotEqual("", Assert.Single(page.FindAll("h1")).TextContent.Trim());
        Assert.NotEmpty(page.FindComponents<PageTitle>());
        Assert.Empty(page.FindAll("script, iframe, object, embed, svg[onload], img[onerror]"));
    }

    [Theory]
    [InlineData("/machines", "virt-install --connect 'qemu:///system?socket=/run/other' ", 1)]
    [InlineData("/networks", "virsh -c 'qemu:///system?socket=/run/other' net-", 3)]
    [InlineData("/storage", "virsh -c 'qemu:///system?socket=/run/other' pool-", 3)]
    public void EmptyList_TeachesTheFirstStepOnItsHost(string url, string begin, int lines)
    {
        Inventory.Update(_ => TestInventory.Empty with { Hosts = [TestInventory.Host with { Uri = "qemu:///system?socket=/run/other" }] });

        var taught = Open(url).Find("[data-testid=empty] [data-testid=virsh-line] code").TextContent.Split('\n');

        Assert.Equal(lines, taught.Length);
        Assert.All(taught, line => Assert.StartsWith(begin, line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Urls))]
    [Trait("Attack", "Z3")]
    public void Page_ForNobody_TellsNothing(string url)
    {
        Inventory.Update(_ => TestInventory.Full);

        var page = Open(url, role: null);

        Assert.Contains("Your session has ended.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("web-01", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("kvm-01", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("virbr0", page.Markup, StringComparison.Ordinal);
    }
}

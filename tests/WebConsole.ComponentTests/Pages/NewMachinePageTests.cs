using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class NewMachinePageTests : PageContext
{
    private static readonly InventorySnapshot Stocked = TestInventory.Full with
    {
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new(
        [
            .. TestInventory.Full.Volumes[(TestInventory.HostName, TestInventory.PoolId)].Listed,
            new StorageVolume("debian-11-generic-amd64.qcow2", "/srv/images/debian-11-generic-amd64.qcow2", "qcow2", 2L << 30, 400L << 20),
            new StorageVolume("netinst.iso", "/srv/images/netinst.iso", "iso", 600L << 20, 600L << 20),
        ])),
    };

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void Form_IsOnlyForWhoMayCreateAMachine(Role role, bool shown)
    {
        Inventory.Update(_ => Stocked);

        var page = Open("/machines/new", role);

        page.WaitForAssertion(() => Assert.Equal(shown, page.FindAll("[data-testid=form]").Count > 0));
        var machines = Open("/machines", role);
        machines.WaitForAssertion(() => Assert.Equal(shown, machines.FindAll("[data-testid=new-machine]").Count > 0));
    }

    [Fact]
    public void HostThatIsAway_IsTold()
    {
        Inventory.Update(_ => TestInventory.Away);

        Assert.NotEmpty(Open("/machines/new").FindAll("[data-testid=host-notice]"));
    }

    [Fact]
    public void HostOfAnotherDriver_MakesNoMachines()
    {
        Inventory.Update(_ => Stocked with { Hosts = [TestInventory.Host with { Facts = TestInventory.Host.Facts! with { Driver = "Hyper-V" } }] });

        var page = Open("/machines/new", Role.Administrator);

        Assert.Empty(page.FindAll("[data-testid=form]"));
        Assert.Contains("No machines can be made on this host yet.", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image", "disks[0].backing copies disks[0].size disks[0].pool cloudInit")]
    [InlineData("iso", "media unattended keepMedia disk disks[0].size disks[0].pool")]
    [InlineData("disk", "disks[0].volume")]
    [InlineData("network", "disk disks[0].size disks[0].pool")]
    [InlineData("kernel", "kernel initrd arguments disk disks[0].size disks[0].pool")]
    [InlineData("empty", "disk disks[0].size disks[0].pool")]
    public void Source_AsksForWhatItNeeds(string from, string fields)
    {
        Inventory.Update(_ => Stocked);

        var page = Open($"/machines/new?from={from}", Role.Administrator);

        string[] always = ["from", "name", "count", "os", "preset", "size", "vcpus", "memory", "networks", "start"];
        Assert.Equal(fields.Split(' ').Order(StringComparer.Ordinal), Fields(page).Except(always).Where(field => !field.StartsWith("networks[", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>What the host has comes first.</summary>
    [Fact]
    public void HostWithAnImage_BeginsWithIt()
    {
        Inventory.Update(_ => Stocked);
        Assert.Equal("Image", Chosen(Open("/machines/new", Role.Administrator)));
    }

    [Fact]
    public void HostWithNothing_BeginsEmpty()
    {
        Inventory.Update(_ => TestInventory.Empty);

        Assert.Equal("Empty", Chosen(Open("/machines/new", Role.Administrator)));
    }

    /// <summary>libvirt's packages make no pool.</summary>
    [Fact]
    public async Task HostWithoutPools_SaysSo_AndMakesTheUsualOne()
    {
        Inventory.Update(_ => TestInventory.Empty);
        var page = Open("/machines/new", Role.Administrator);
        Assert.Contains("local has no storage pool yet.", page.Find("[data-testid=no-pool]").TextContent, StringComparison.Ordinal);
        Assert.Contains("The host has no pool yet.", page.Find("[data-testid=field-from]").TextContent + page.Find("[data-testid=field-from]").InnerHtml, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=make-default-pool]");

        var tasks = Services.GetRequiredService<TaskStore>();
        page.WaitForAssertion(() => Assert.Equal(("new-pool", "default"), tasks.Recent.Select(task => (task.Action, task.Target)).FirstOrDefault()));
        Change(_ => Stocked);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=no-pool]")));
    }

    [Fact]
    public async Task Copy_IsProposedAName()
    {
        Inventory.Update(_ => Stocked.Set(TestInventory.Machine(3, "web-03", MachineState.ShutOff)));

        var page = Open($"/machines/new?from=copy&machine={TestInventory.Id(3).Uuid:D}", Role.Administrator);

        page.WaitForAssertion(() => Assert.Equal("web-03-2", page.Find("[data-testid=field-name] input").GetAttribute("value")));
        await page.InputAsync("[data-testid=field-name] input", "mine");
        Assert.Equal("mine", page.Find("[data-testid=field-name] input").GetAttribute("value"));
    }

    [Fact]
    public void Link_FillsTheForm()
    {
        Inventory.Update(_ => Stocked);

        var page = Open("/machines/new?image=images/netinst.iso&name=db-07", Role.Administrator);

        Assert.Equal(("ISO", "db-07"), (Chosen(page), page.Find("[data-testid=field-name] input").GetAttribute("value")));
        Assert.Contains("netinst.iso", page.Find("[data-testid=field-media] [data-testid=picker]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_FollowsWhatIsTyped()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?image=images/netinst.iso", Role.Administrator);

        await page.InputAsync("[data-testid=field-name] input", "web-77");
        await page.InputAsync("[data-testid=field-vcpus] input", "3");
        await page.ClickAsync("[data-testid=preview-fold]");

        Assert.Contains("3 vCPUs", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=preview-virsh]");
        var virsh = page.Find("[data-testid=preview]").TextContent;
        Assert.Contains("<name>web-77</name>", virsh, StringComparison.Ordinal);
        Assert.Contains("web-77.qcow2", virsh, StringComparison.Ordinal);
        await page.ClickAsync("[data-testid=preview-virt-install]");
        Assert.Contains("--name web-77", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameThatIsTaken_IsSaidWhileOneTypes()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=empty", Role.Administrator);

        await page.InputAsync("[data-testid=field-name] input", "web-01");
        Clock.Advance(TimeSpan.FromMilliseconds(300));

        page.WaitForAssertion(() => Assert.Equal("There is a machine web-01 on local already.", page.Find("[data-testid=field-name] [data-testid=field-error]").TextContent.Trim()));
    }

    /// <summary>Which of several names are taken, and what the names will be.</summary>
    [Fact]
    public async Task SeveralMachines_AreSaidBefore()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=empty", Role.Administrator);

        await page.InputAsync("[data-testid=field-count] input", "3");
        await page.InputAsync("[data-testid=field-name] input", "db-07");
        Assert.Contains("db-07 to db-09", page.Find("[data-testid=field-name]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Create 3 machines", page.Find("[data-testid=submit] [data-shown]").TextContent.Trim());

        await page.InputAsync("[data-testid=field-name] input", "web-00");
        Clock.Advance(TimeSpan.FromMilliseconds(300));
        page.WaitForAssertion(() => Assert.Contains("Taken already: web-01", page.Find("[data-testid=field-name] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>What one machine writes to, several can't share; what the first asks for is said of all.</summary>
    [Fact]
    public async Task SeveralMachines_ShareNoDisk()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=disk&image=images%2Fdebian-11-generic-amd64.qcow2&name=db-1", Role.Administrator);

        await page.InputAsync("[data-testid=field-count] input", "2");
        await page.ClickAsync("[data-testid=submit]");

        page.WaitForAssertion(() => Assert.Contains("Several machines can't write to one disk", page.Find("[data-testid='field-disks[0].volume'] [data-testid=field-error]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>A password is in nothing that is shown.</summary>
    [Fact]
    public async Task Password_IsNowhereInThePreview()
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?image=images/debian-11-generic-amd64.qcow2&name=web-77", Role.Administrator);
        if (page.FindAll("[data-testid='field-cloudInit.users[0].name']").Count == 0)
            await page.ClickAsync("[data-testid=field-cloudInit] [role=switch]");
        await page.InputAsync("[data-testid='field-cloudInit.users[0].name'] input", "ops");
        await page.InputAsync("[data-testid='field-cloudInit.users[0].password'] input", "hunter-22");

        await page.ClickAsync("[data-testid=preview-fold]");
        Assert.DoesNotContain("hunter-22", page.Find("[data-testid=summary]").TextContent, StringComparison.Ordinal);
        foreach (var view in new[] { "xml", "virsh", "virt-install" })
        {
            await page.InvokeAsync(() => page.Find($"[data-testid=preview-{view}]").ClickAsync(new MouseEventArgs()));
            Assert.DoesNotContain("hunter-22", page.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);
        }
    }

    /// <summary>What XML can't hold does not end the page.</summary>
    [Fact]
    public void LinkWithAControlCharacter_IsAWrongName()
    {
        Inventory.Update(_ => Stocked);

        var page = Open("/machines/new?from=empty&name=a%01b", Role.Administrator);

        Assert.NotEmpty(page.FindAll("[data-testid=form]"));
        Assert.DoesNotContain("preview-virsh", page.Markup, StringComparison.Ordinal);
    }

    /// <summary>No more does what is pasted into a network card.</summary>
    [Theory]
    [InlineData("bridge")]
    [InlineData("mac")]
    public async Task CardWithAControlCharacter_IsSaidAtItsField(string field)
    {
        Inventory.Update(_ => Stocked);
        var page = Open("/machines/new?from=empty&name=db", Role.Administrator);
        var bridge = page.FindAll("[data-testid='field-networks[0].network'] option").Single(option => option.TextContent.Contains("bridge", StringComparison.Ordinal)).GetAttribute("value");
        await page.Find("[data-testid='field-networks[0].network'] select").ChangeAsync(bridge);

        await page.InputAsync($"[data-testid='field-networks[0].{field}'] input", "br0\u0001");
        await page.Find($"[data-testid='field-networks[0].{field}'] input").BlurAsync(new FocusEventArgs());

        Assert.NotEmpty(page.FindAll($"[data-testid='field-networks[0].{field}'] [data-testid=field-error]"));
        Assert.Equal("db", page.Find("[data-testid=field-name] input").GetAttribute("value"));
    }

    /// <summary>A machine that was made and did not start stays, with its UUID: the form can be sent again under another name.</summary>
    [Theory]
    [InlineData("empty")]
    [InlineData("copy")]
    public async Task FormWhoseMachineWasMade_MakesAnother(string from)
    {
        Inventory.Update(_ => Stocked.Set(TestInventory.Machine(3, "web-03", MachineState.ShutOff)));
        Open("/machines", Role.Administrator);
        var form = Services.GetRequiredService<MachineForm>();
        form.Host = TestInventory.HostName;
        await form.BeginAsync(new MachineLink(from, null, "web-77", null, null, $"{TestInventory.Id(3).Uuid:D}", null, null, null));
        Guid Planned() => form.Submitted switch { CreateMachine made => made.Plan.Uuid, CopyMachine copy => copy.Plan.Uuid, _ => Guid.Empty };
        var first = Planned();
        Assert.Equal(first, Planned());

        Inventory.Update(inventory => inventory.Set(TestInventory.Machine(77, "web-77", MachineState.ShutOff) with { Id = new MachineId(TestInventory.HostName, first) }));
        form.Draft.Name = "web-78";

        Assert.NotEqual(first, Planned());
    }

    /// <summary>Of several, one that was made is enough.</summary>
    [Fact]
    public async Task FormWhoseSecondMachineWasMade_MakesOthers()
    {
        Inventory.Update(_ => Stocked);
        Open("/machines", Role.Administrator);
        var form = Services.GetRequiredService<MachineForm>();
        form.Host = TestInventory.HostName;
        await form.BeginAsync(new MachineLink("empty", null, "web-77", null, null, null, null, null, null));
        form.Draft.Count = 3;
        Guid[] Planned() => [.. ((CreateMachines)form.Submitted!).Machines.Select(machine => machine.Plan.Uuid)];
        var first = Planned();
        Assert.Equal(first, Planned());

        Inventory.Update(inventory => inventory.Set(TestInventory.Machine(78, "web-78", MachineState.ShutOff) with { Id = new MachineId(TestInventory.HostName, first[1]) }));

        Assert.Empty(first.Intersect(Planned()));
    }

    [Fact]
    public void HostileNames_AreText()
    {
        Inventory.Update(_ => TestInventory.Hostile);

        var page = Open("/machines/new", Role.Administrator);

        Assert.Empty(page.FindAll("script, img[onerror], svg[onload]"));
    }

    private static IEnumerable<string> Fields(IRenderedComponent<Routes> page) =>
        page.FindAll("[data-testid^=field-]").Where(field => field.Closest("[data-testid^=more-]") is null).Select(field => field.GetAttribute("data-testid")!["field-".Length..]).Where(name => name is not "error");

    private static string Chosen(IRenderedComponent<Routes> page) => page.Find("[data-testid=field-from] input[checked]").Closest("label")!.QuerySelector(".wc-tile-text")!.TextContent;
}

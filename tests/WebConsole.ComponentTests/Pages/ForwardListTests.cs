using Bunit;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The ports of the host that lead to machines, on the pages of a machine and of a network, and the form for a new one.</summary>
public sealed class ForwardListTests : PageContext
{
    private const string Mac = "52:54:00:00:00:01";

    private readonly DirectoryInfo _run = Directory.CreateTempSubdirectory("webconsole-forwards-");

    public ForwardListTests() => Services.Replace(ServiceDescriptor.Singleton(new ForwardPlaces { Run = _run.FullName, Hook = Path.Combine(_run.FullName, "hook"), Helper = Path.Combine(_run.FullName, "helper"), IsRoot = false }));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_run.Exists)
            _run.Delete(recursive: true);
    }

    [Fact]
    public void WithoutTheHook_ThePageSaysHowToInstallIt()
    {
        Show(MachineWith("<wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/>"));

        var page = Open(Hardware);

        Assert.Equal("no-hook", Row(page));
        Assert.Contains("sudo install -D -m 755 packaging/hooks/webconsole-forwards /etc/libvirt/hooks/qemu.d/webconsole-forwards", page.Find("[data-testid=no-hook] [data-testid=virsh-line]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, null, "active")]
    [InlineData(true, false, null, "waiting")]
    [InlineData(true, false, "nft: Operation not permitted", "failed")]
    [InlineData(false, false, null, "off")]
    public void State_IsWhatTheFirewallHas(bool isRunning, bool isActive, string? error, string state)
    {
        InstallHook();
        var machine = MachineWith("<wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/>") with { State = isRunning ? MachineState.Running : MachineState.ShutOff, IsActive = isRunning };
        Show(machine);
        if (isActive)
            IsOpen(machine);
        if (error is not null)
            File.WriteAllText(Path.Combine(_run.FullName, $"{machine.Id.Uuid:D}.error"), error);

        var page = Open(Hardware);

        Assert.Equal(state, Row(page));
        Assert.Contains("TCP 8443", page.Find("[data-testid=forward-row]").TextContent, StringComparison.Ordinal);
        Assert.Contains("192.168.122.50:443", page.Find("[data-testid=forward-row]").TextContent, StringComparison.Ordinal);
        Assert.Equal(error is null ? 0 : 1, page.FindAll("[data-testid=forward-error]").Count);
    }

    /// <summary>The network keeps an address that the guest takes only when it renews its lease: until then the port leads to nobody, or to another machine.</summary>
    [Theory]
    [InlineData("192.168.122.73", "elsewhere", "it has 192.168.122.73 still")]
    [InlineData("192.168.122.50", "active", "open")]
    public void ForwardToAnAddressThatTheMachineHasNotYet_IsSaid(string leased, string state, string says)
    {
        InstallHook();
        var machine = MachineWith("<wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/>");
        Show(machine);
        IsOpen(machine);
        Inventory.Update(snapshot => snapshot with { Leases = snapshot.Leases.SetItem((TestInventory.HostName, "default"), [new Libvirt.DhcpLease("virbr0", null, Libvirt.IPAddressType.IPv4, Mac, leased, 24, "web", null)]) });

        var page = Open(Hardware);

        Assert.Equal(state, Row(page));
        Assert.Contains(says, page.Find("[data-testid=forward-row]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>What waits for a restart of the network has not reached the firewall.</summary>
    [Fact]
    public void ChangeOfTheNetworkThatWaits_ClosesNoPort()
    {
        InstallHook();
        var machine = MachineWith("<wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/>");
        Show(machine);
        IsOpen(machine);
        Inventory.Update(snapshot => snapshot with
        {
            Networks = snapshot.Networks.SetItem((TestInventory.HostName, TestInventory.NetworkId), snapshot.Networks[(TestInventory.HostName, TestInventory.NetworkId)] with { InactiveXml = "<network><name>default</name><forward mode='nat'/><ip address='10.9.0.1' netmask='255.255.255.0'/></network>" }),
        });

        var page = Open(Hardware);

        Assert.Equal("active", Row(page));
        Assert.Contains("192.168.122.50:443", page.Find("[data-testid=forward-row]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ForwardThatIsRemoved_StaysAsLongAsTheFirewallHasIt()
    {
        InstallHook();
        var machine = MachineWith("");
        Show(machine);
        File.WriteAllText(Path.Combine(_run.FullName, $"{machine.Id.Uuid:D}"), $"tcp * 8443 8443 {Mac} 443 192.168.122.50 192.168.122.0/24\n");

        var page = Open(Hardware);

        Assert.Equal("closing", Row(page));
        Assert.Empty(page.FindAll("[data-testid=remove-forward]"));
    }

    /// <summary>By virsh, others can take it out of the definition for the next start alone.</summary>
    [Fact]
    public void ForwardOfTheRunningMachineAlone_CanBeRemoved()
    {
        InstallHook();
        var machine = MachineWith("<wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/>") with { InactiveXml = MachineWith("").Xml };
        Show(machine);
        File.WriteAllText(Path.Combine(_run.FullName, $"{machine.Id.Uuid:D}"), $"tcp * 8443 8443 {Mac} 443 192.168.122.50 192.168.122.0/24\n");

        var page = Open(Hardware);

        Assert.Equal("closing", Row(page));
        Assert.Single(page.FindAll("[data-testid=remove-forward]"));
    }

    [Fact]
    public void PortThatLeadsToAnother_SaysToWhich()
    {
        InstallHook();
        Show(MachineWith("<wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/>"));
        File.WriteAllText(Path.Combine(_run.FullName, $"{TestInventory.Id(2).Uuid:D}"), "tcp * 8000 8999 52:54:00:00:00:02 8000 192.168.122.51 192.168.122.0/24\n");

        var page = Open(Hardware);

        Assert.Equal("taken", Row(page));
        Assert.Contains($"taken by {Inventory.Current.Machines[TestInventory.Id(2)].Name}", page.Find("[data-testid=forward-row]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Such machines call no hook.</summary>
    [Fact]
    public void Form_OfAnotherDriver_SaysThatItHasNone()
    {
        Show(MachineWith(""));
        Inventory.Update(known => known with { Hosts = [.. known.Hosts.Select(host => host with { Uri = "qemu:///session" })] });
        var page = Open(Hardware);

        page.Find("[data-testid=add-forward]").Click();

        page.WaitForAssertion(() => Assert.StartsWith("Only for machines of qemu:///system", page.Find("[data-testid=no-forwards]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void NetworksPage_HasThoseOfItsMachines()
    {
        Show(MachineWith("<wc:forward protocol='udp' address='192.0.2.5' port='5000' last='5010' card='52:54:00:00:00:01'/>"));

        var page = Open($"/networks/{TestInventory.HostName}/{TestInventory.NetworkId:D}");

        Assert.Contains("UDP 5000–5010 on 192.0.2.5", page.Find("[data-testid=forward-row]").TextContent, StringComparison.Ordinal);
        Assert.Contains("web-01", page.Find("[data-testid=forward-row] a").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Administrator, 1)]
    [InlineData(Role.Viewer, 0)]
    public void NatNetwork_OffersTheFirst(Role role, int cards)
    {
        Show(MachineWith(""));

        var page = Open($"/networks/{TestInventory.HostName}/{TestInventory.NetworkId:D}", role);

        Assert.Equal((cards, cards), (page.FindAll("[data-testid=forwards]").Count, page.FindAll("[data-testid=add-forward]").Count));
        if (cards == 0)
            return;
        page.Find("[data-testid=add-forward]").Click();
        page.WaitForElement("[data-testid=field-hostPort]");
        Assert.Contains("Forward a port to web-01", page.Markup, StringComparison.Ordinal);
    }

    /// <summary>The two ports that matter stand beside each other.</summary>
    [Fact]
    public void NetworkWithSeveralMachines_AsksWhich()
    {
        var other = MachineWith("").Xml.Replace("web-01", "web-02", StringComparison.Ordinal).Replace(Mac, "52:54:00:00:00:02", StringComparison.Ordinal);
        Show(MachineWith(""), more: TestInventory.Machine(2, "web-02") with { Xml = other, Persistent = true });
        var page = Open($"/networks/{TestInventory.HostName}/{TestInventory.NetworkId:D}");

        page.Find("[data-testid=add-forward]").Click();
        page.WaitForElement("[data-testid=field-hostPort]");
        Assert.Equal(["machine", "protocol", "hostPort", "port", "hostAddress", "lastHostPort"], page.FindAll("[data-testid=form] [data-field]").Select(field => field.GetAttribute("data-field")));

        page.Find("[data-testid=field-machine] [data-testid=picker]").Click();
        page.WaitForElement("[data-testid=option]");
        page.FindAll("[data-testid=option]")[1].Click();

        page.WaitForAssertion(() => Assert.Contains("Forward a port to web-02", page.Markup, StringComparison.Ordinal));
        // web-02 has no address that stays.
        Assert.Single(page.FindAll("[data-testid=field-address]"));
    }

    [Fact]
    public void Card_OffersItInItsMenu()
    {
        Show(MachineWith(""));
        var page = Open(Hardware);

        page.Find("[data-key^='interface'] [data-testid=row-menu]").Click();
        page.WaitForElement("[data-testid=add-forward-item]").Click();

        page.WaitForElement("[data-testid=field-hostPort]");
    }

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Administrator, 1)]
    [InlineData(Role.Operator, 0)]
    [InlineData(Role.Viewer, 0)]
    public void Buttons_AreTheAdministrators(Role role, int buttons)
    {
        Show(MachineWith("<wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/>"));

        var page = Open(Hardware, role);

        Assert.Equal((buttons, buttons, 1), (page.FindAll("[data-testid=add-forward]").Count, page.FindAll("[data-testid=remove-forward]").Count, page.FindAll("[data-testid=forward-row]").Count));
    }

    [Fact]
    public void Form_SaysThatThePortIsOpen_AndFixesTheAddress()
    {
        Show(MachineWith(""), kept: false);
        var page = Open(Hardware);

        page.Find("[data-testid=add-forward]").Click();

        page.WaitForAssertion(() => Assert.Contains("This opens the port to whoever reaches the host.", page.Markup, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-testid=field-hostPort]"));
        Assert.Contains("keeps it for this card from now on", page.Find("[data-testid=field-address]").TextContent, StringComparison.Ordinal);
        Assert.Contains("begins once libvirt's hook is installed", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void RemoveButton_RemovesThatForward()
    {
        Show(MachineWith("<wc:forward protocol='tcp' port='8443' card='52:54:00:00:00:01' to='443'/>"));
        var page = Open(Hardware);

        page.Find("[data-testid=remove-forward]").Click();

        page.WaitForAssertion(() => Assert.Equal("remove-forward", Assert.Single(Services.GetRequiredService<TaskStore>().Recent).Action));
    }

    private static string Hardware => $"/machines/{TestInventory.HostName}/{TestInventory.Id(1).Uuid:D}?tab=hardware";

    private static string? Row(IRenderedComponent<WebConsole.Components.Routes> page) => page.Find("[data-testid=forward-row]").GetAttribute("data-state");

    private void IsOpen(Machine machine) => File.WriteAllText(Path.Combine(_run.FullName, $"{machine.Id.Uuid:D}"), $"tcp * 8443 8443 {Mac} 443 192.168.122.50 192.168.122.0/24\n");

    private void InstallHook()
    {
        var hook = Path.Combine(_run.FullName, "hook");
        File.WriteAllText(hook, "");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private void Show(Machine machine, bool kept = true, Machine? more = null)
    {
        var full = TestInventory.Full;
        var network = full.Networks[(TestInventory.HostName, TestInventory.NetworkId)] with
        {
            Xml = $"<network><name>default</name><forward mode='nat'/><ip address='192.168.122.1' netmask='255.255.255.0'><dhcp><range start='192.168.122.2' end='192.168.122.254'/>{(kept ? $"<host mac='{Mac}' ip='192.168.122.50'/>" : "")}</dhcp></ip></network>",
        };
        Inventory.Update(_ => full with
        {
            Hosts = [.. full.Hosts.Select(host => host with { Facts = host.Facts! with { IsLocal = true } })],
            Machines = more is null ? full.Machines.SetItem(machine.Id, machine) : full.Machines.SetItem(machine.Id, machine).SetItem(more.Id, more),
            Networks = full.Networks.SetItem((TestInventory.HostName, TestInventory.NetworkId), network),
        });
    }

    private static Machine MachineWith(string forwards) => TestInventory.Machine(1, "web-01") with
    {
        Xml = $"<domain type='kvm'><name>web-01</name><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'>{forwards}</wc:machine></metadata><devices><interface type='network'><mac address='{Mac}'/><source network='default'/></interface></devices></domain>",
        MacAddresses = [Mac],
        Persistent = true,
        IsActive = true,
    };
}

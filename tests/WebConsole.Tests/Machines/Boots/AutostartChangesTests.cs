using Libvirt.Xml;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Boots;

/// <summary>Who starts a machine after a boot, as the API changes it.</summary>
public sealed class AutostartChangesTests
{
    private static readonly HostStatus Local = HostOf(isLocal: true);

    [Theory]
    [InlineData("webconsole", 10, 30, 10, 30, false)]
    [InlineData("webconsole", 10, null, 10, 0, false)]
    [InlineData("libvirt", null, null, null, null, true)]
    [InlineData("off", null, null, null, null, false)]
    public void Choice_IsWritten(string by, int? order, int? delay, int? number, int? seconds, bool byLibvirt)
    {
        var changes = new AutostartChanges(by, order, delay);
        var domain = DomainXml.Parse("<domain/>");
        Assert.Empty(Mistakes(changes, domain));

        EditMachine.Apply(new MachineChanges(Autostart: changes), domain);

        Assert.Equal((number, seconds), (StartOrder.Of(domain).Order?.Number, StartOrder.Of(domain).Order?.DelaySeconds));
        Assert.Equal(byLibvirt, changes.IsByLibvirt);
    }

    [Fact]
    public void OfAnOrderedMachine_OneValueChanges_AndOffTakesBothAway()
    {
        var domain = Ordered();
        Assert.Empty(Mistakes(new AutostartChanges(Delay: 5), domain));
        new AutostartChanges(Delay: 5).Apply(domain);
        Assert.Equal(new StartOrder(10, 5), StartOrder.Of(domain).Order);
        new AutostartChanges(Order: 20).Apply(domain);
        Assert.Equal(new StartOrder(20, 5), StartOrder.Of(domain).Order);
        new AutostartChanges("off").Apply(domain);
        Assert.Null(domain.Metadata);
    }

    [Theory]
    [InlineData("autostart.by", "sometimes", null, null, "One of off, libvirt, webconsole.")]
    [InlineData("autostart.order", "webconsole", null, null, "A number from 0 to 999.")]
    [InlineData("autostart.order", "webconsole", 1000, null, "A number from 0 to 999.")]
    [InlineData("autostart.order", "webconsole", -1, null, "A number from 0 to 999.")]
    [InlineData("autostart.delay", "webconsole", 1, 3601, "A number from 0 to 3600.")]
    [InlineData("autostart.delay", "webconsole", 1, -1, "A number from 0 to 3600.")]
    [InlineData("autostart.order", "libvirt", 1, null, "An order needs that by is webconsole.")]
    [InlineData("autostart.delay", null, null, 1, "A delay needs that by is webconsole.")]
    public void Mistakes_NameTheirFields(string field, string? by, int? order, int? delay, string said) =>
        Assert.Equal(said, Mistakes(new AutostartChanges(by, order, delay), DomainXml.Parse("<domain/>"))[field]);

    [Fact]
    public void HostElsewhere_HasNoOrder()
    {
        Assert.StartsWith("off or libvirt", Mistakes(new AutostartChanges("webconsole", 1), DomainXml.Parse("<domain/>"), HostOf(isLocal: false))["autostart.by"], StringComparison.Ordinal);
        Assert.Empty(Mistakes(new AutostartChanges("libvirt"), DomainXml.Parse("<domain/>"), HostOf(isLocal: false)));
    }

    [Fact]
    public void VirshLines_SayBoth()
    {
        Assert.Equal([("edit", ""), ("autostart --disable", "")], new AutostartChanges("webconsole", 1).Lines(null, DomainXml.Parse("<domain/>")));
        Assert.Equal([("autostart", "")], new AutostartChanges("libvirt").Lines(null, DomainXml.Parse("<domain/>")));
        Assert.Equal([("edit", ""), ("autostart --disable", "")], new AutostartChanges("off").Lines(null, Ordered()));
    }

    private static DomainXml Ordered()
    {
        var domain = DomainXml.Parse("<domain/>");
        StartOrder.Write(domain, new StartOrder(10, 30));
        return domain;
    }

    private static HostStatus HostOf(bool isLocal) => TestMachines.Host("local") with { Facts = new HostFacts { HostName = "host", Driver = "QEMU", LibvirtVersion = new Version(9, 0), IsLocal = isLocal } };

    private static Dictionary<string, string> Mistakes(AutostartChanges changes, DomainXml domain, HostStatus? host = null) =>
        changes.Mistakes(new PartContext(domain, host ?? Local, new HostOffer(null), 1)).Where(check => check.Mistake is not null).ToDictionary(check => check.Argument, check => check.Mistake!);
}

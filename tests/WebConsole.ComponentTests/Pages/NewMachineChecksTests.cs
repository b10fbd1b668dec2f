using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using WebConsole.Actions;
using WebConsole.CloudInit;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.Storage.Volumes;
using Xunit;
using DhcpLease = Libvirt.DhcpLease;
using IPAddressType = Libvirt.IPAddressType;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What the preview of a new machine warns of, and what its lists cost.</summary>
public sealed class NewMachineChecksTests : PageContext
{
    private static readonly Guid Ceph = Guid.NewGuid();

    private static readonly NewInterface Default = new("default");

    private static readonly InventorySnapshot Stocked = TestInventory.Full with
    {
        StoragePools = TestInventory.Full.StoragePools.Add((TestInventory.HostName, Ceph), new StoragePool(TestInventory.HostName, Ceph, "ceph", "running", true, true, 1L << 40, 0, 1L << 40, "<pool type='rbd'><name>ceph</name><source><name>vms</name></source></pool>")),
        Volumes = TestInventory.Full.Volumes
            .SetItem((TestInventory.HostName, TestInventory.PoolId), new([new StorageVolume("base.qcow2", "/srv/images/base.qcow2", "qcow2", 2L << 30, 1L << 30), new StorageVolume("old.qcow2", "/srv/images/old.qcow2", "qcow2", 80L << 30, 1L << 30)]))
            .Add((TestInventory.HostName, Ceph), new([new StorageVolume("data", "vms/data", "raw", 1L << 30, 1L << 30)])),
    };

    [Fact]
    public void DisksThatMayGrowTooLarge_AreAddedUp()
    {
        Assert.Contains("✓ 60 GiB free in images", Checks(new NewMachine("db", Disks: [new NewDisk(TestInventory.PoolId, Size: 10L << 30)])));
        Assert.Contains(Checks(new NewMachine("db", Disks: [new NewDisk(TestInventory.PoolId, Size: 40L << 30), new NewDisk(TestInventory.PoolId, Size: 40L << 30)])), check => check.StartsWith("⚠ db.qcow2, db-2.qcow2 may grow to 80 GiB", StringComparison.Ordinal));
        Assert.Contains(Checks(new NewMachine("db", Disks: [new NewDisk(TestInventory.PoolId, Size: 30L << 30)])), check => check.StartsWith("⚠ images would promise 112 GiB", StringComparison.Ordinal));
    }

    /// <summary>Often what a machine that could not be made has left.</summary>
    [Fact]
    public void VolumeThatHasTheNameOfTheNewDisk_IsSaid()
    {
        var asked = new NewMachine("old", Disks: [new NewDisk(TestInventory.PoolId, Size: 1 << 20), new NewDisk(TestInventory.PoolId, Size: 1 << 20)]);

        var said = Assert.Single(Lines(asked), line => line.Text.Contains("old.qcow2 is left", StringComparison.Ordinal));
        Assert.Equal("⚠ old.qcow2 is left in images from another machine, and nothing uses it: the new disk is called old-2.qcow2. Delete it where it is not needed", said.Text);
        Assert.EndsWith("/volumes/old.qcow2", said.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(Lines(asked with { Name = "db" }), line => line.Text.Contains("is called", StringComparison.Ordinal));
        Assert.DoesNotContain(Lines(asked with { Disks = [new NewDisk(TestInventory.PoolId, Size: 1 << 20, Volume: "own.qcow2")] }), line => line.Text.Contains("is called", StringComparison.Ordinal));
    }

    [Fact]
    public void MemoryThatIsPromisedToOthers_IsWarnedOf() =>
        Assert.Contains(Checks(new NewMachine("db", Memory: TestInventory.Host.Facts!.MemoryBytes - 1, Disks: [])), check => check.StartsWith("⚠ with the machines that run", StringComparison.Ordinal));

    /// <summary>Its setup would refuse it, or hardly run.</summary>
    [Theory]
    [InlineData(1, 2, "Windows 11 needs at least 2 vCPUs", "Windows 11 needs at least 4 GiB")]
    [InlineData(2, 4, null, null)]
    public void LessThanTheSystemNeeds_IsSaid(int vcpus, int gibibytes, string? ofVcpus, string? ofMemory)
    {
        Inventory.Update(_ => Stocked);
        var plan = ((CreateMachine)Services.GetRequiredService<ActionRegistry>().Find(ObjectKind.Host, CreateMachine.Word)!.Create(TestInventory.Host, TestInventory.Host, new NewMachine("pc", Vcpus: vcpus, Memory: (long)gibibytes << 30, Disks: []))).Plan;

        var windows = plan with { Os = new OsChoice("http://microsoft.com/win/11", new Os("http://microsoft.com/win/11") { Name = "Windows 11" }, IsNearest: false), Defaults = plan.Defaults with { LeastVirtualCpus = 2, NeededMemoryBytes = 4L << 30 } };

        Assert.Equal((ofVcpus, ofMemory), (PlanChecks.FewVcpus(windows, Text), PlanChecks.LittleMemory(windows, Text)));
    }

    /// <summary>Whoever makes it could not use it: that comes before all that is smaller.</summary>
    [Fact]
    public void MachineWithoutAUser_IsTheFirstWarning() =>
        Assert.StartsWith("⚠ nobody can sign in", Checks(new NewMachine("db", Memory: TestInventory.Host.Facts!.MemoryBytes - 1, Disks: [new NewDisk(TestInventory.PoolId, Backing: new BackingVolume(TestInventory.PoolId, "base.qcow2", "qcow2"))], CloudInit: new CloudInitSettings(Hostname: "db")))
            .First(check => check.StartsWith('⚠')), StringComparison.Ordinal);

    /// <summary>What one may have, several may not.</summary>
    [Fact]
    public void SeveralMachines_AreAddedUp()
    {
        var asked = new NewMachine("db-1", Memory: TestInventory.Host.Facts!.MemoryBytes / 4, Disks: [new NewDisk(TestInventory.PoolId, Size: 15L << 30)]);

        Assert.DoesNotContain(Checks(asked), check => check.StartsWith("⚠ with the machines", StringComparison.Ordinal) || check.Contains("may grow", StringComparison.Ordinal));
        Assert.Contains(Checks(asked, count: 5), check => check.StartsWith("⚠ with the machines that run", StringComparison.Ordinal));
        Assert.Contains(Checks(asked, count: 5), check => check.StartsWith("⚠ 5 × db-1.qcow2 may grow to 75 GiB", StringComparison.Ordinal));
    }

    /// <summary>libvirt takes it for a raw disk, which starts nothing.</summary>
    [Theory]
    [InlineData("vmlinuz", true)]
    [InlineData("initrd.img", true)]
    [InlineData("base.qcow2", false)]
    public void KernelAsADiskOrMedium_IsWarnedOf(string name, bool warns)
    {
        var stock = Stocked with { Volumes = Stocked.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new([new StorageVolume(name, $"/srv/images/{name}", "raw", 1 << 20, 1 << 20)])) };

        Assert.Equal(warns, Checks(new NewMachine("db", Media: new VolumeName(TestInventory.PoolId, name), Disks: []), stock).Any(check => check.StartsWith($"⚠ {name} is called as a kernel", StringComparison.Ordinal)));
        Assert.Equal(warns, Checks(new NewMachine("db", Disks: [new NewDisk(TestInventory.PoolId, Backing: new BackingVolume(TestInventory.PoolId, name, "raw"))]), stock).Any(check => check.StartsWith($"⚠ {name} is called as a kernel", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("fedora-coreos-42.qcow2", true)]
    [InlineData("base.qcow2", false)]
    public void CloudInitForAnImageOfIgnition_IsWarnedOf(string name, bool warns)
    {
        var stock = Stocked with { Volumes = Stocked.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new([new StorageVolume(name, $"/srv/images/{name}", "qcow2", 1 << 20, 1 << 20)])) };

        Assert.Equal(warns, Checks(new NewMachine("db", Disks: [new NewDisk(TestInventory.PoolId, Backing: new BackingVolume(TestInventory.PoolId, name, "qcow2"))], CloudInit: new CloudInitSettings(User: "anna")), stock).Contains($"⚠ {name} is set up by Ignition, and has no cloud-init"));
    }

    [Fact]
    public void ImageOfOthers_IsNamed()
    {
        var other = TestInventory.Machine(50, "clone") with { Xml = "<domain><devices><disk type='file' device='disk'><source file='/srv/images/above.qcow2'/><backingStore type='file'><source file='/srv/images/base.qcow2'/><backingStore/></backingStore><target dev='vda'/></disk></devices></domain>" };

        Assert.Contains("base.qcow2 is used by clone too: it must stay as it is", Checks(new NewMachine("db", Disks: [new NewDisk(TestInventory.PoolId, Backing: new BackingVolume(TestInventory.PoolId, "base.qcow2", "qcow2"))]), Stocked.Set(other)));
    }

    [Theory]
    [InlineData("<ip address='192.168.122.1' netmask='255.255.255.0'/>", null, true)]
    [InlineData("<ip address='192.168.122.1' netmask='255.255.255.0'/>", "192.168.122.9/24", false)]
    [InlineData("<ip address='192.168.122.1' netmask='255.255.255.0'><dhcp><range start='192.168.122.2' end='192.168.122.9'/></dhcp></ip>", null, false)]
    public void NetworkWithoutDhcp_IsWarnedOf(string ip, string? address, bool warns)
    {
        var inventory = Stocked with { Networks = Stocked.Networks.SetItem((TestInventory.HostName, TestInventory.NetworkId), Stocked.Networks[(TestInventory.HostName, TestInventory.NetworkId)] with { Xml = $"<network><name>default</name><forward mode='nat'/>{ip}</network>" }) };
        var asked = new NewMachine("db", Disks: [], Networks: [Default], CloudInit: address is null ? null : new CloudInitSettings(User: "anna", Networks: [new CloudInitNetwork(Addresses: [address])]));

        Assert.Equal(warns, Checks(asked, inventory).Any(check => check.StartsWith("⚠ no DHCP on default", StringComparison.Ordinal)));
    }

    [Fact]
    public void AddressOfAnother_IsWarnedOf()
    {
        var inventory = Stocked with { Leases = Stocked.Leases.SetItem((TestInventory.HostName, "default"), [new DhcpLease("virbr0", null, IPAddressType.IPv4, "52:54:00:00:00:01", "192.168.122.9", 24, "old-db", null)]) };
        var asked = new NewMachine("db", Disks: [], Networks: [Default], CloudInit: new CloudInitSettings(User: "anna", Networks: [new CloudInitNetwork(Addresses: ["192.168.122.9/24"])]));

        Assert.Contains("⚠ 192.168.122.9 is taken by old-db", Checks(asked, inventory));
    }

    /// <summary>Volumes in Ceph have no file, and are disks all the same.</summary>
    [Fact]
    public void Disks_AreAlsoThoseOnServers()
    {
        var choices = new VolumeChoices(Stocked, TestInventory.HostName, _ => null, Text);

        Assert.Equal(["base.qcow2", "old.qcow2", "data"], choices.Disks.Select(entry => entry.Text));
        Assert.Equal(["base.qcow2", "old.qcow2"], choices.Images.Select(entry => entry.Text));
    }

    /// <summary>Ten thousand volumes are listed once for all pages, and not again when a machine starts.</summary>
    [Fact]
    public void Choices_AreSharedUntilTheyChange()
    {
        var store = Services.GetRequiredService<VolumeChoicesStore>();
        var first = store.Of(Stocked, TestInventory.HostName, Text);

        Assert.Same(first, store.Of(Stocked.Set(TestInventory.Machine(1, "web-01", MachineState.ShutOff)), TestInventory.HostName, Text));
        Assert.Same(first, store.Of(Stocked with { IsoImages = Stocked.IsoImages.Add(ObjectId.Volume("other", Ceph, "netinst.iso"), new IsoImage(new StorageVolume("netinst.iso", "/srv/netinst.iso", "iso", 1, 1), null, null)) }, TestInventory.HostName, Text));
        Assert.NotSame(first, store.Of(Stocked.Set(TestInventory.Machine(77, "new-one") with { Xml = "<domain/>" }), TestInventory.HostName, Text));
        var changed = Stocked with { Volumes = Stocked.Volumes.Remove((TestInventory.HostName, Ceph)) };
        Assert.Equal(["base.qcow2", "old.qcow2"], store.Of(changed, TestInventory.HostName, Text).Disks.Select(entry => entry.Text));
        GC.KeepAlive(first);
    }

    private IStringLocalizer Text => Services.GetRequiredService<IStringLocalizer<MachineForm>>();

    private string[] Checks(NewMachine asked, InventorySnapshot? inventory = null, int count = 1) => [.. Lines(asked, inventory, count).Select(line => line.Text)];

    private SummaryLine[] Lines(NewMachine asked, InventorySnapshot? inventory = null, int count = 1)
    {
        Inventory.Update(_ => inventory ?? Stocked);
        var operation = (CreateMachine)Services.GetRequiredService<ActionRegistry>().Find(ObjectKind.Host, CreateMachine.Word)!.Create(TestInventory.Host, TestInventory.Host, asked);
        return [.. new PlanChecks(operation.Plan, operation.Mistakes(Inventory.Current), Inventory.Current, TestInventory.Host, Text, count).All()];
    }
}

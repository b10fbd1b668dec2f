using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Provisioning;

// What is refused, and what is kept from others.
public sealed partial class MachineCopyTests
{
    /// <summary>Two containers would have one root directory.</summary>
    [Theory]
    [InlineData("QEMU", null)]
    [InlineData("TEST", null)]
    [InlineData("LXC", "Machines of libvirt's driver LXC can't be copied")]
    [InlineData("Xen", "Machines of libvirt's driver Xen can't be copied")]
    public void Driver_IsOneOfWhichMachinesAreMade(string driver, string? said)
    {
        var original = Machine(Devices);
        var host = Status with { Facts = new HostFacts { HostName = Host, Driver = driver, LibvirtVersion = new(11, 0) } };
        var operation = new CopyMachine { Target = "web-02", On = host, Planned = new(() => new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02"))) };

        Assert.StartsWith(said ?? "", operation.WhyNot(Inventory(original)) ?? "", StringComparison.Ordinal);
        Assert.Equal(said is null, operation.WhyNot(Inventory(original)) is null);
    }

    [Theory]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/elsewhere/x.img'/><target dev='vdb'/></disk>", "copy", "disks[0].use", "It lies in no pool that WebConsole knows")]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/data.img'/><target dev='vdb'/></disk>", "share", "disks[0].use", "Two machines that write to one disk destroy its data")]
    [InlineData("<disk type='block' device='lun'><driver type='raw'/><source dev='/dev/sdz'/><target dev='vdb'/></disk>", "link", "disks[0].use", "a SCSI device of the host")]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/secret.luks'/><target dev='vdb'/></disk>", "copy", "disks[0].use", "It is encrypted")]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/data.img'/><target dev='vdb'/></disk>", "steal", "disks[0].use", "One of copy, link, share, omit.")]
    public void DiskThatCantBeSo_IsNamed(string disk, string use, string field, string said) =>
        Assert.Contains(said, Assert.Contains(field, Mistakes(Plan(Devices + disk, new MachineCopy("web-02", Disks: [new CopiedDisk("vdb", use)]))))[0], StringComparison.Ordinal);

    [Fact]
    public void DiskThatIsReadOnly_IsSharedByItself()
    {
        var plan = Plan("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/data.img'/><target dev='vdb'/><readonly/></disk>", new MachineCopy("web-02"));

        Assert.Empty(Mistakes(plan));
        Assert.Equal("/srv/images/data.img", plan.Definition()!.Disks[0].Source.File);
    }

    /// <summary>virsh may start it in the middle of a long copy, and stop it again.</summary>
    [Theory]
    [InlineData("1.0", false, null)]
    [InlineData("1.0", true, "web was started while its disks were copied.")]
    [InlineData("2.5", false, "web.qcow2 was written to while the disks of web were copied.")]
    [InlineData(null, false, "web.qcow2 was written to while the disks of web were copied.")]
    public void OriginalThatRanMeanwhile_IsNoticed(string? modifiedAt, bool runs, string? said) =>
        Assert.Equal(said, new OriginalMarks([("web.qcow2", "1.0")]).WhyTorn(new OriginalMarks([("web.qcow2", modifiedAt)]), "web", runs));

    [Theory]
    [InlineData(true, false, "web runs")]
    [InlineData(false, true, "web has saved memory")]
    public void MachineThatIsNotShutOff_IsNotCopied(bool runs, bool saved, string said)
    {
        var original = Machine(Devices) with { IsActive = runs, HasManagedSave = saved };
        var operation = new CopyMachine { Target = "web-02", On = Status, Planned = new(() => new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02"))) };

        Assert.StartsWith(said, operation.WhyConflicts(Inventory(original)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L << 20, 1, "memory")]
    [InlineData(1L << 30, 0, "vcpus")]
    [InlineData(1L << 30, 5000, "vcpus")]
    public void Size_HasLimits(long memory, int vcpus, string field) => Assert.Equal([field], Mistakes(Plan(Devices, new MachineCopy("web-02", Memory: memory, Vcpus: vcpus))).Keys);

    [Fact]
    public void Size_ThatIsDividedAmongNodes_StaysAsItIs()
    {
        var original = Machine(Devices, "<vcpu>2</vcpu><cpu><numa><cell id='0' cpus='0' memory='32768'/><cell id='1' cpus='1' memory='32768'/></numa></cpu><os><type>hvm</type></os>");

        Assert.Equal(["memory", "vcpus"], Mistakes(new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02", Memory: 1L << 30, Vcpus: 3))).Keys.Order());
        Assert.Empty(Mistakes(new MachineCopyPlan(Inventory(original), original, new MachineCopy("web-02", Memory: 64L << 20, Vcpus: 1))));
    }
}

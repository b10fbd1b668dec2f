using Libvirt;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Advice for a failed start, by libvirt's real messages.</summary>
public sealed class StartObstaclesTests
{
    private static readonly Guid N2 = Guid.Parse("11111111-0000-0000-0000-000000000002");

    private static readonly Machine Web = TestMachines.Named("web", WebConsole.Hypervisor.MachineState.ShutOff) with
    {
        Xml = """
            <domain><name>web</name><devices>
              <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/srv/web.qcow2'/><target dev='vda'/></disk>
              <disk type='volume' device='disk'><driver name='qemu' type='raw'/><source pool='p2' volume='data.raw'/><target dev='vdb'/></disk>
              <disk type='volume' device='disk'><driver name='qemu' type='raw'/><source pool='p1' volume='gone.raw'/><target dev='vdc'/></disk>
              <disk type='volume' device='disk'><source pool='p9' volume='x'/><target dev='vdd'/></disk>
              <interface type='network'><mac address='52:54:00:00:00:01'/><source network='n2'/></interface>
              <interface type='network'><mac address='52:54:00:00:00:02'/><source network='n9'/></interface>
              <interface type='bridge'><mac address='52:54:00:00:00:03'/><source bridge='br9'/><vlan><tag id='5'/></vlan></interface>
              <interface type='direct'><mac address='52:54:00:00:00:04'/><source dev='eth9'/></interface>
            </devices></domain>
            """,
    };

    [Theory]
    [InlineData(LibvirtErrorCode.OperationInvalid, "Requested operation is not valid: network 'n2' is not active",
        "Network n2 is off: start it (virsh -c test:///default net-start n2).")]
    [InlineData(LibvirtErrorCode.NoNetwork, "Network not found: no network with matching name 'n9'",
        "Network card 52:54:00:00:00:02: there is no network n9. Define it, or connect the card to another network.")]
    [InlineData(LibvirtErrorCode.SystemError, "Cannot get interface MTU on 'br9': No such device",
        "Network card 52:54:00:00:00:03: there is no bridge br9 on the host. Make it, or connect the card to something else.")]
    [InlineData(LibvirtErrorCode.SystemError, "Cannot get interface flags on 'eth9': No such device",
        "Network card 52:54:00:00:00:04: there is no network device eth9 on the host. Connect the card to something else.")]
    [InlineData(LibvirtErrorCode.ConfigurationUnsupported, "unsupported configuration: vlan tag not supported for this connection type",
        "A VLAN works only on a bridge of Open vSwitch and with SR-IOV. Take the VLAN off this network card: 52:54:00:00:00:03.")]
    [InlineData(LibvirtErrorCode.ConfigurationUnsupported, "unsupported configuration: storage pool 'p2' containing volume 'data.raw' is not active",
        "Pool p2 is off: start it (virsh -c test:///default pool-start p2).")]
    [InlineData(LibvirtErrorCode.NoStoragePool, "Storage pool not found: no storage pool with matching name 'p9'",
        "Disk vdd: there is no pool p9. Define it, or give the disk another volume.")]
    [InlineData(LibvirtErrorCode.NoStorageVolume, "Storage volume not found: no storage vol with matching name 'gone.raw'",
        "Disk vdc: there is no volume gone.raw in the pool p1. Put it back, or give the disk another volume.")]
    [InlineData(LibvirtErrorCode.SystemError, "Cannot access storage file '/srv/web.qcow2': No such file or directory",
        "Disk vda: /srv/web.qcow2 does not exist. Put it back, or give the disk another image.")]
    [InlineData(LibvirtErrorCode.SystemError, "Cannot access storage file '/srv/web.qcow2' (as uid:64055, gid:108): Permission denied",
        "Disk vda: QEMU's user may not read /srv/web.qcow2. See to the rights of the file and of the directories above it.")]
    [InlineData(LibvirtErrorCode.SystemError, "Cannot access backing file '/srv/base.qcow2' of storage file '/srv/web.qcow2' (as uid:64055, gid:108): No such file or directory",
        "Disk vda: an image below /srv/web.qcow2, which libvirt names, does not exist. Put it back.")]
    [InlineData(LibvirtErrorCode.InternalError, "internal error: process exited while connecting to monitor: qemu-system-x86_64: -blockdev {}: Image is not in qcow2 format",
        "Disk vda: the image is not in the format qcow2, as the definition has it. Correct the format in the definition, or put the right image there.")]
    [InlineData(LibvirtErrorCode.SystemError, "unable to stat: /boot/vmlinuz: No such file or directory",
        "A file that the definition names does not exist; libvirt says which.")]
    [InlineData(LibvirtErrorCode.OperationInvalid, "Requested operation is not valid: domain is already running",
        "Its state may have changed in the meantime: look at it again.")]
    public void StartThatFails_SaysWhatIsMissing(LibvirtErrorCode code, string said, string advice) =>
        Assert.Equal((said, advice), Describe(code, LibvirtErrorDomain.Qemu, said));

    /// <summary>libvirtd was killed during a call.</summary>
    [Theory]
    [InlineData(LibvirtErrorCode.SystemError, "End of file while reading data: Input/output error")]
    [InlineData(LibvirtErrorCode.InternalError, "internal error: client socket is closed")]
    public void DaemonThatDies_IsABrokenConnection(LibvirtErrorCode code, string said) => Assert.Equal(
        (said, "The connection to libvirt broke. Whether it was done is shown by its state."), Describe(code, LibvirtErrorDomain.Rpc, said));

    private static (string Said, string? Advice) Describe(LibvirtErrorCode code, LibvirtErrorDomain domain, string said)
    {
        var inventory = InventorySnapshot.Empty with
        {
            Hosts = [TestMachines.Host("local")],
            Machines = InventorySnapshot.Empty.Machines.Add(Web.Id, Web),
            Networks = InventorySnapshot.Empty.Networks.Add(("local", N2), new("local", N2, "n2", Active: false, true, false, null, "<network/>")),
            StoragePools = InventorySnapshot.Empty.StoragePools.Add(("local", N2), Pool("p2", "inactive")).Add(("local", Guid.Empty), Pool("p1", "running")),
        };
        var start = TestActions.Create("start", Web, TestMachines.Host("local"));
        return OperationErrors.Describe(new LibvirtException(code, domain, said), start, inventory);
    }

    private static WebConsole.Hypervisor.Inventory.StoragePool Pool(string name, string state) => new("local", N2, name, state, true, false, 0, 0, 0, "<pool/>");
}

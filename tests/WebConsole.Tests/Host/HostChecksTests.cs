using System.Runtime.Versioning;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Host;

[SupportedOSPlatform("linux")]
public sealed class HostChecksTests : IDisposable
{
    private readonly FakeHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void HostWithEverything_NeedsNothing()
    {
        var items = HostChecks.Run(_host.Facts, _host.Files);

        Assert.Equal(
        [
            HostCheckIds.Libvirt, HostCheckIds.Hypervisor, HostCheckIds.KvmOffered, HostCheckIds.Processor, HostCheckIds.KvmModule,
            HostCheckIds.KvmVendorModule, HostCheckIds.KvmDevice, HostCheckIds.Nested, HostCheckIds.Iommu, HostCheckIds.HugePages,
            HostCheckIds.SecurityModel, HostCheckIds.ControlGroups,
        ], items.Select(item => item.Id));
        Assert.All(items, item => Assert.Equal((item.Id, HostCheckStatus.Ok), (item.Id, item.Status)));
        Assert.Equal(HostCheckStatus.Ok, HostChecks.Worst(items));
    }

    [Fact]
    public void HostOfWhichNothingCanBeRead_IsJudgedWithoutAnException()
    {
        var items = HostChecks.Run(_host.Facts with { Capabilities = "<!DOCTYPE x><capabilities/>", HypervisorVersion = null }, new HostFiles("/nonexistent"));

        Assert.Equal(HostCheckStatus.Failed, HostChecks.Worst(items));
        Assert.All(items.Where(item => item.Status == HostCheckStatus.Failed), item => Assert.NotNull(item.Advice));
    }

    [Fact]
    public void RemoteHost_IsJudgedByWhatLibvirtSaysAlone()
    {
        _host.Remove("dev/kvm");
        _host.Facts = _host.Facts with { IsLocal = false };

        Assert.Equal(
            [HostCheckIds.Libvirt, HostCheckIds.Hypervisor, HostCheckIds.KvmOffered, HostCheckIds.Kernel, HostCheckIds.SecurityModel],
            HostChecks.Run(_host.Facts, _host.Files).Select(item => item.Id));
        Assert.Equal(HostCheckStatus.NotApplicable, _host.Check(HostCheckIds.Kernel).Status);
    }

    [Fact]
    public void HostOfWhichLibvirtSaysNothing_IsJudgedByItsFiles()
    {
        _host.Remove("sys/module/kvm_intel");
        _host.Remove("dev/kvm");

        var items = HostChecks.Run(null, _host.Files).ToDictionary(item => item.Id);

        Assert.Equal(HostChecks.Run(_host.Facts, _host.Files).Select(item => item.Id).Order(), items.Keys.Order());
        Assert.Equal(HostCheckStatus.Failed, items[HostCheckIds.Libvirt].Status);
        Assert.Contains("apt install libvirt-daemon-system", items[HostCheckIds.Libvirt].Commands!, StringComparison.Ordinal);
        Assert.Equal(HostCheckStatus.Ok, items[HostCheckIds.Processor].Status);
        Assert.Equal(HostCheckStatus.Ok, items[HostCheckIds.KvmModule].Status);
        Assert.Equal(HostCheckStatus.Failed, items[HostCheckIds.KvmVendorModule].Status);
        Assert.Equal(HostCheckStatus.Failed, items[HostCheckIds.KvmDevice].Status);
        Assert.Equal(HostCheckStatus.Ok, items[HostCheckIds.ControlGroups].Status);
        foreach (var id in new[] { HostCheckIds.Hypervisor, HostCheckIds.KvmOffered, HostCheckIds.SecurityModel })
            Assert.Equal((HostCheckStatus.Unknown, "Unknown: libvirt does not answer."), (items[id].Status, items[id].Found));
    }

    [Theory]
    [InlineData("qemu:///system", true)]
    [InlineData("qemu:///session", true)]
    [InlineData("qemu+unix:///system", true)]
    [InlineData("qemu+ssh://kvm-02/system", false)]
    [InlineData("lxc:///", false)]
    [InlineData("test:///default", false)]
    [InlineData("(not a URI)", false)]
    public void HostThatNeverAnswered_CanBeLookedAtIfItIsThisOneWithQemu(string uri, bool expected)
    {
        var host = new HostStatus { Name = "local", Uri = uri, Connection = ConnectionState.Disconnected };

        Assert.Equal(expected, HostChecks.CanLookAt(host));
        Assert.True(HostChecks.CanLookAt(host with { Facts = _host.Facts }));
    }

    [Theory]
    [InlineData("LXC")]
    [InlineData("Xen")]
    [InlineData("TEST")]
    public void DriverWithoutKvm_IsNotAskedForIt(string driver)
    {
        _host.Facts = _host.Facts with { Driver = driver, HypervisorVersion = null, Capabilities = "<capabilities/>" };

        Assert.True(HostChecks.Worst(HostChecks.Run(_host.Facts, _host.Files)) < HostCheckStatus.Attention);
        Assert.Contains(driver, _host.Check(HostCheckIds.Kernel).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void OldLibvirt_IsSaid()
    {
        _host.Facts = _host.Facts with { LibvirtVersion = new Version(8, 10, 0) };

        Expect(HostCheckIds.Libvirt, HostCheckStatus.Attention, found: "8.10.0", commands: "apt install --only-upgrade");
    }

    [Fact]
    public void MissingQemu_IsAFailureWithItsPackage()
    {
        _host.Facts = _host.Facts with { HypervisorVersion = null };

        Expect(HostCheckIds.Hypervisor, HostCheckStatus.Failed, commands: "apt install qemu-system-x86");
    }

    [Fact]
    public void EmulationOnly_IsAFailure()
    {
        _host.Facts = _host.Facts with { Capabilities = FakeHost.Capabilities(domainTypes: "") };

        Expect(HostCheckIds.KvmOffered, HostCheckStatus.Failed, found: "times slower", commands: "systemctl restart libvirtd");
    }

    [Theory]
    [InlineData("apparmor", HostCheckStatus.Ok, "AppArmor")]
    [InlineData("selinux", HostCheckStatus.Ok, "SELinux")]
    [InlineData("none", HostCheckStatus.Attention, "Unix users only")]
    public void SecurityModel_IsTheStrongestThatLibvirtNames(string model, HostCheckStatus status, string found)
    {
        _host.Facts = _host.Facts with { Capabilities = FakeHost.Capabilities(model) };

        Expect(HostCheckIds.SecurityModel, status, found);
    }

    [Fact]
    public void PermissiveSeLinux_IsNoProtection()
    {
        _host.Facts = _host.Facts with { Capabilities = FakeHost.Capabilities("selinux") };
        _host.Write("sys/fs/selinux/enforce", "0");

        Expect(HostCheckIds.SecurityModel, HostCheckStatus.Attention, found: "permissive", commands: "setenforce 1");
    }

    [Fact]
    public void AppArmorThatLibvirtDoesNotUse_IsSaid()
    {
        _host.Facts = _host.Facts with { Capabilities = FakeHost.Capabilities("none") };
        _host.Write("sys/module/apparmor/parameters/enabled", "Y\n");

        Assert.Contains("security_driver", Expect(HostCheckIds.SecurityModel, HostCheckStatus.Attention).Advice!, StringComparison.Ordinal);
    }

    [Fact]
    public void ControlGroupsOfVersion2_LackingMemory_AreSaid()
    {
        _host.Write("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io pids");

        Expect(HostCheckIds.ControlGroups, HostCheckStatus.Attention, found: "version 2 without memory", commands: "cgroup_enable=memory");
    }

    [Fact]
    public void ControlGroupsOfVersion1_AreKnown()
    {
        _host.Remove("sys/fs/cgroup/cgroup.controllers");
        foreach (var controller in new[] { "cpu", "cpuacct", "cpuset", "blkio", "memory" })
            _host.Write($"sys/fs/cgroup/{controller}/tasks", "");

        Expect(HostCheckIds.ControlGroups, HostCheckStatus.Attention, found: "version 1 without devices");
        _host.Write("sys/fs/cgroup/devices/tasks", "");
        Expect(HostCheckIds.ControlGroups, HostCheckStatus.Ok, found: "version 1");
    }

    [Fact]
    public void NoControlGroups_AreSaid()
    {
        _host.Remove("sys/fs/cgroup");

        Expect(HostCheckIds.ControlGroups, HostCheckStatus.Attention, found: "No controllers");
    }

    [Theory]
    [InlineData("ID=debian", "apt install qemu-system-x86\nsystemctl restart libvirtd")]
    [InlineData("ID=linuxmint\nID_LIKE=\"ubuntu debian\"", "apt install qemu-system-x86\nsystemctl restart libvirtd")]
    [InlineData("ID=fedora", "dnf install qemu-kvm\nsystemctl restart virtqemud")]
    [InlineData("ID='rocky'\nID_LIKE='rhel centos fedora'", "dnf install qemu-kvm\nsystemctl restart virtqemud")]
    [InlineData("ID=arch", "# Debian, Ubuntu\napt install qemu-system-x86\n# Fedora, RHEL\ndnf install qemu-kvm\n"
        + "# Debian, Ubuntu\nsystemctl restart libvirtd\n# Fedora, RHEL\nsystemctl restart virtqemud")]
    public void Commands_AreTheDistributionsOwn(string release, string commands)
    {
        _host.Write("etc/os-release", release);
        _host.Facts = _host.Facts with { HypervisorVersion = null };

        Assert.Equal(commands, _host.Check(HostCheckIds.Hypervisor).Commands);
    }

    [Fact]
    public void RealHost_IsJudgedWithoutAnException() => Assert.NotEmpty(HostChecks.Run(_host.Facts, new HostFiles()));

    private HostCheckItem Expect(string id, HostCheckStatus status, string found = "", string commands = "")
    {
        var item = _host.Check(id);
        Assert.Equal((id, status), (item.Id, item.Status));
        Assert.Contains(found, item.Found, StringComparison.Ordinal);
        Assert.Contains(commands, item.Commands ?? "", StringComparison.Ordinal);
        return item;
    }
}

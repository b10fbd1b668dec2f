using System.Runtime.Versioning;
using WebConsole.Hypervisor.HostCheck;
using Xunit;

namespace WebConsole.Tests.Host;

[SupportedOSPlatform("linux")]
public sealed class KvmChecksTests : IDisposable
{
    private readonly FakeHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("GenuineIntel", "vmx", HostCheckStatus.Ok, "VT-x")]
    [InlineData("AuthenticAMD", "svm", HostCheckStatus.Ok, "AMD-V")]
    [InlineData("GenuineIntel", "vmx hypervisor", HostCheckStatus.Ok, "nested")]
    [InlineData("GenuineIntel", "fpu", HostCheckStatus.Failed, "Neither")]
    [InlineData("GenuineIntel", "fpu hypervisor", HostCheckStatus.Attention, "itself a virtual machine")]
    public void Processor_IsJudgedByItsFlags(string vendor, string flags, HostCheckStatus status, string found)
    {
        _host.Processor(vendor, flags);

        Expect(HostCheckIds.Processor, status, found);
    }

    [Fact]
    public void VirtualProcessorWithoutKvm_IsAFailureWithTheWayToNesting()
    {
        _host.Processor("GenuineIntel", "fpu hypervisor");
        _host.Remove("dev/kvm");

        Expect(HostCheckIds.Processor, HostCheckStatus.Failed, commands: "nested=1");
    }

    [Fact]
    public void OtherArchitecture_IsJudgedByTheDeviceAlone()
    {
        _host.Write("proc/cpuinfo", "processor\t: 0\nFeatures\t: fp asimd\n");
        _host.Remove("sys/module/kvm");
        _host.Remove("sys/module/kvm_intel");

        Expect(HostCheckIds.Processor, HostCheckStatus.NotApplicable);
        Expect(HostCheckIds.KvmModule, HostCheckStatus.Ok, "Built");
        Expect(HostCheckIds.KvmVendorModule, HostCheckStatus.NotApplicable);
        Expect(HostCheckIds.Nested, HostCheckStatus.NotApplicable);
    }

    [Fact]
    public void ModulesOfTheKernelItself_AreToldFromLoadedOnes()
    {
        Expect(HostCheckIds.KvmModule, HostCheckStatus.Ok, "Loaded");
        _host.Remove("sys/module/kvm/initstate");
        _host.Write("sys/module/kvm/parameters/halt_poll_ns", "0");

        Expect(HostCheckIds.KvmModule, HostCheckStatus.Ok, "Built into the kernel");
    }

    [Theory]
    [InlineData("GenuineIntel", "vmx", "kvm_intel")]
    [InlineData("AuthenticAMD", "svm", "kvm_amd")]
    [InlineData("HygonGenuine", "svm", "kvm_amd")]
    [InlineData("  Shanghai  ", "vmx", "kvm_intel")]
    public void ModuleNotLoaded_IsAFailureWithItsName(string vendor, string flags, string module)
    {
        _host.Processor(vendor, flags);
        _host.Remove("sys/module/kvm");
        _host.Remove("sys/module/kvm_intel");

        Expect(HostCheckIds.KvmModule, HostCheckStatus.Failed, commands: "modprobe kvm\n");
        var item = Expect(HostCheckIds.KvmVendorModule, HostCheckStatus.Failed, commands: "modprobe " + module);
        Assert.Equal("Kernel module " + module, item.Title);
    }

    [Fact]
    public void KernelWithoutModules_NeedsAnotherKernel()
    {
        _host.Remove("sys/module/kvm");
        _host.Remove("proc/modules");

        Expect(HostCheckIds.KvmModule, HostCheckStatus.Failed, "loads no modules", "linux-image");
    }

    [Fact]
    public void AnotherWayIntoKvm_IsNamed()
    {
        _host.Processor("GenuineIntel", "hypervisor");
        _host.Remove("sys/module/kvm_intel");
        _host.Write("sys/module/kvm_pvm/parameters/x", "");

        Expect(HostCheckIds.KvmVendorModule, HostCheckStatus.Attention, "kvm_pvm");
    }

    [Fact]
    public void ModuleOfAProcessorWithoutTheFlag_IsNotAskedFor()
    {
        _host.Processor("GenuineIntel", "fpu");
        _host.Remove("sys/module/kvm_intel");

        Expect(HostCheckIds.KvmVendorModule, HostCheckStatus.NotApplicable);
    }

    [Fact]
    public void MissingDevice_IsExplainedByTheModule()
    {
        _host.Remove("dev/kvm");
        Expect(HostCheckIds.KvmDevice, HostCheckStatus.Failed, "though the kernel has KVM", "mknod /dev/kvm c 10 232");
        _host.Remove("sys/module/kvm");
        Expect(HostCheckIds.KvmDevice, HostCheckStatus.Failed, "as the module kvm is");
    }

    [Theory]
    [InlineData("0660", HostCheckStatus.Ok)]
    [InlineData("0060", HostCheckStatus.Ok)]
    [InlineData("0640", HostCheckStatus.Failed)]
    [InlineData("0606", HostCheckStatus.Failed)]
    [InlineData("0600", HostCheckStatus.Failed)]
    public void DeviceOfQemusGroup_IsJudgedByTheGroupsRights(string mode, HostCheckStatus status)
    {
        RunQemuAs($"+64055:+{_host.Self.Group}");
        _host.Mode("dev/kvm", mode);

        Expect(HostCheckIds.KvmDevice, status, "mode " + mode);
    }

    [Theory]
    [InlineData("libvirt-qemu", HostCheckStatus.Ok)]
    [InlineData("someone-else", HostCheckStatus.Failed)]
    public void DeviceOfAGroupThatQemusUserIsIn_IsOpen(string member, HostCheckStatus status)
    {
        _host.Write("etc/passwd", "libvirt-qemu:x:64055:64055::/:/bin/false\n");
        _host.Write("etc/group", $"kvm:x:{_host.Self.Group}:ada,{member}\nbroken\n:::\n");
        RunQemuAs("+64055:+64055");
        _host.Mode("dev/kvm", "0660");

        Expect(HostCheckIds.KvmDevice, status, "group kvm, mode 0660");
    }

    [Fact]
    public void DeviceOfQemusUsersOwnGroup_IsOpen()
    {
        // As on Debian: kvm is the user's primary group, so /etc/group does not list the user, and QEMU runs with
        // another group.
        _host.Write("etc/passwd", $"libvirt-qemu:x:64055:{_host.Self.Group}::/:/bin/false\n");
        _host.Write("etc/group", $"kvm:x:{_host.Self.Group}:\nlibvirt-qemu:x:64055:libvirt-qemu\n");
        RunQemuAs("+64055:+64055");
        _host.Mode("dev/kvm", "0660");

        Expect(HostCheckIds.KvmDevice, HostCheckStatus.Ok);
    }

    [Fact]
    public void ClosedDevice_ComesWithTheRuleAndTheUser()
    {
        _host.Write("etc/passwd", "libvirt-qemu:x:64055:64055::/:/bin/false\n");
        RunQemuAs("+64055:+64055");
        _host.Mode("dev/kvm", "0600");

        var item = Expect(HostCheckIds.KvmDevice, HostCheckStatus.Failed, "QEMU runs as libvirt-qemu, group 64055", "usermod -aG kvm libvirt-qemu");
        Assert.Contains("65-kvm.rules", item.Commands!, StringComparison.Ordinal);
        Assert.EndsWith("systemctl restart libvirtd", item.Commands, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0666", HostCheckStatus.Ok)]
    [InlineData("0600", HostCheckStatus.Ok)]
    public void QemuAsRoot_MayUseEveryDevice(string mode, HostCheckStatus status)
    {
        RunQemuAs("+0:+0");
        _host.Mode("dev/kvm", mode);

        Expect(HostCheckIds.KvmDevice, status);
    }

    [Theory]
    [InlineData("0660", "kvm", HostCheckStatus.Ok)]
    [InlineData("0660", "staff", HostCheckStatus.Failed)]
    [InlineData("0600", "kvm", HostCheckStatus.Failed)]
    [InlineData("0666", "staff", HostCheckStatus.Ok)]
    public void DeviceWithQemusUserUnknown_IsJudgedByItsGroupsName(string mode, string group, HostCheckStatus status)
    {
        _host.Write("etc/group", $"{group}:x:{_host.Self.Group}:\n");
        RunQemuAs("libvirt-qemu:kvm");
        _host.Mode("dev/kvm", mode);

        Expect(HostCheckIds.KvmDevice, status);
    }

    [Theory]
    [InlineData("Y", "On", null)]
    [InlineData("1", "On", null)]
    [InlineData("N", "Off", "options kvm_intel nested=1")]
    [InlineData("0", "Off", "options kvm_intel nested=1")]
    public void Nesting_IsReadFromTheModule(string value, string found, string? commands)
    {
        _host.Write("sys/module/kvm_intel/parameters/nested", value + "\n");

        Expect(HostCheckIds.Nested, HostCheckStatus.Ok, found, commands ?? "");
    }

    [Theory]
    [InlineData("GenuineIntel", "vmx", HostCheckStatus.Attention, "intel_iommu=on")]
    [InlineData("AuthenticAMD", "svm", HostCheckStatus.Attention, "")]
    [InlineData("GenuineIntel", "vmx hypervisor", HostCheckStatus.NotApplicable, "")]
    public void NoIommu_IsJudgedByTheKindOfHost(string vendor, string flags, HostCheckStatus status, string commands)
    {
        _host.Processor(vendor, flags);
        _host.Remove("sys/kernel/iommu_groups");

        Expect(HostCheckIds.Iommu, status, commands: commands);
    }

    [Fact]
    public void HugePages_AreCountedAndNeedTheirFileSystem()
    {
        _host.Write("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "512\n");
        _host.Write("sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "100\n");
        _host.Write("sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "0\n");
        _host.Write("sys/kernel/mm/hugepages/nonsense/nr_hugepages", "7\n");

        Expect(HostCheckIds.HugePages, HostCheckStatus.Attention, "512 of 2 MiB set aside, 100 free", "dev-hugepages.mount");
        _host.Write("proc/mounts", "hugetlbfs /dev/hugepages hugetlbfs rw 0 0\n");
        Expect(HostCheckIds.HugePages, HostCheckStatus.Ok, "512 of 2 MiB set aside, 100 free.");
    }

    [Theory]
    [InlineData("always [madvise] never", "by itself")]
    [InlineData("always madvise [never]", "are off too")]
    public void NoHugePages_AreFine(string transparent, string found)
    {
        _host.Write("sys/kernel/mm/transparent_hugepage/enabled", transparent);

        Expect(HostCheckIds.HugePages, HostCheckStatus.Ok, found);
    }

    private void RunQemuAs(string label) =>
        _host.Facts = _host.Facts with { Capabilities = FakeHost.Capabilities(baseLabel: label) };

    private HostCheckItem Expect(string id, HostCheckStatus status, string found = "", string commands = "")
    {
        var item = _host.Check(id);
        Assert.Equal((id, status), (item.Id, item.Status));
        Assert.Contains(found, item.Found, StringComparison.Ordinal);
        Assert.Contains(commands, item.Commands ?? "", StringComparison.Ordinal);
        return item;
    }
}

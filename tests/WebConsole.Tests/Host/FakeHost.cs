using System.Runtime.Versioning;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Tests.Host;

/// <summary>A fake host: files in a directory. By default all checks pass: Intel, Debian, KVM, AppArmor.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FakeHost : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("webconsole-host-").FullName;

    public FakeHost()
    {
        Write("etc/os-release", "NAME=\"Debian GNU/Linux\"\nID=debian\n");
        Write("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        Write("etc/group", "root:x:0:\n");
        Write("proc/modules", "kvm_intel 1 0 - Live\n");
        Processor("GenuineIntel", "fpu vmx");
        Write("sys/module/kvm/initstate", "live\n");
        Write("sys/module/kvm_intel/initstate", "live\n");
        Write("sys/module/kvm_intel/parameters/nested", "Y\n");
        Write("dev/kvm", "");
        Mode("dev/kvm", "0666");
        Write("sys/kernel/iommu_groups/0/type", "DMA\n");
        Write("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "0\n");
        Write("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma misc\n");
    }

    public HostFacts Facts { get; set; } = new()
    {
        HostName = "host",
        Driver = "QEMU",
        LibvirtVersion = new Version(9, 0, 0),
        HypervisorVersion = new Version(7, 2, 22),
        IsLocal = true,
        Capabilities = Capabilities(),
    };

    public HostFiles Files => new(_root);

    /// <summary>The user and group that files made here belong to.</summary>
    public (uint User, uint Group) Self => Files.Owner("dev/kvm") is { } owner ? (owner.UserId, owner.GroupId) : default;

    public static string Capabilities(string security = "apparmor", string domainTypes = "<domain type='kvm'/>", string baseLabel = "") =>
        $"""
        <capabilities>
          <host>
            <cpu><arch>x86_64</arch></cpu>
            <secmodel><model>{security}</model></secmodel>
            <secmodel><model>dac</model><baselabel type='kvm'>{baseLabel}</baselabel></secmodel>
          </host>
          <guest><os_type>hvm</os_type><arch name='x86_64'><domain type='qemu'/>{domainTypes}</arch></guest>
        </capabilities>
        """;

    public HostCheckItem Check(string id) => HostChecks.Run(Facts, Files).Single(item => item.Id == id);

    public void Processor(string vendor, string flags) =>
        Write("proc/cpuinfo", $"processor\t: 0\nvendor_id\t: {vendor}\nflags\t\t: {flags}\nvmx flags\t: ept\n\nprocessor\t: 1\n");

    public void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>A symbolic link to a path of this host.</summary>
    public void Link(string path, string target)
    {
        var link = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, Path.Combine(_root, target)));
    }

    public void Mode(string path, string octal) =>
        File.SetUnixFileMode(Path.Combine(_root, path), (UnixFileMode)Convert.ToInt32(octal, 8));

    public void Remove(string path)
    {
        var full = Path.Combine(_root, path);
        if (Directory.Exists(full))
            Directory.Delete(full, recursive: true);
        else
            File.Delete(full);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

using WebConsole.Storage.Kinds;
using Xunit;

namespace WebConsole.Tests.Storage;

public sealed class DisksInUseTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("webconsole-disks-");

    [Fact]
    public void MountsAndSwap_NameTheirDisks_AlsoBelowLvm()
    {
        Device("vda", partition: "vda1", number: "253:1");
        Device("sdb", partition: "sdb1", number: "8:17");
        Device("sdc", partition: "sdc1", number: "8:33");
        Device("dm-0", partition: null, number: "252:0");
        Directory.CreateSymbolicLink(At("sys/devices/block/dm-0/slaves/sdb1"), At("sys/devices/block/sdb/sdb1"));
        Write("proc/self/mountinfo", "22 1 253:1 / / rw - ext4 /dev/root rw\n23 22 0:21 / /proc rw - proc proc rw\n24 22 252:0 / /srv rw - xfs /dev/mapper/vg-srv rw\n");
        Write("proc/swaps", "Filename Type Size Used Priority\n/dev/sdc1 partition 1 0 -2\n");

        Assert.Equal(["dm-0", "sdb", "sdb1", "sdc", "sdc1", "vda", "vda1"], DisksInUse.Read(_root.FullName + "/").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WithoutTheFiles_NothingIsInUse() => Assert.Empty(DisksInUse.Read(_root.FullName + "/"));

    public void Dispose() => _root.Delete(recursive: true);

    private void Device(string disk, string? partition, string number)
    {
        Directory.CreateDirectory(At($"sys/devices/block/{disk}/slaves"));
        var device = $"sys/devices/block/{disk}";
        if (partition is not null)
        {
            device += $"/{partition}";
            Write($"{device}/partition", "1");
        }
        Directory.CreateDirectory(At("sys/dev/block"));
        Directory.CreateDirectory(At("sys/class/block"));
        Directory.CreateSymbolicLink(At($"sys/dev/block/{number}"), At(device));
        Directory.CreateSymbolicLink(At($"sys/class/block/{Path.GetFileName(device)}"), At(device));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    private string At(string path) => Path.Combine(_root.FullName, path);
}

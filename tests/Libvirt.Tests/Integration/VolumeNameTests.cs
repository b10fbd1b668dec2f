using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Integration;

/// <summary>Files whose names are not UTF-8, in a real pool.</summary>
[Trait("Category", "Integration")]
public sealed class VolumeNameTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("libvirt-tests-names-");
    private readonly LibvirtConnection _connection = LibvirtConnection.Open("qemu:///system");

    [Fact]
    [Trait("Attack", "J1")]
    public void NamesThatDifferAsBytes_StayApart_AndAreFoundAgain()
    {
        // Octal, because neither shell arguments nor .NET's file names can contain such bytes.
        Shell($@"cd '{_directory.FullName}' && for name in 'caf\351.img' 'caf\350.img' 'caf\\xe9.img'; do truncate -s 512 ""$(printf ""$name"")""; done");
        var poolName = _directory.Name;
        Shell($"timeout 30 virsh -q -c qemu:///system pool-create-as {poolName} dir --target '{_directory.FullName}'");
        var pools = _connection.ListStoragePools();
        try
        {
            var pool = pools.Single(pool => pool.Name == poolName);
            var volumes = pool.ListVolumes();

            Assert.Equal([@"caf\x5cxe9.img", @"caf\xe8.img", @"caf\xe9.img"], volumes.Select(volume => volume.Name).Order(StringComparer.Ordinal));
            foreach (var volume in volumes)
            {
                var path = $"{_directory.FullName}/{volume.Name}";
                Assert.Equal((path, path), (volume.Path, volume.Key));
                var xml = StorageVolumeXml.Parse(volume.GetXml());
                Assert.Equal((volume.Name, volume.Key, path), (xml.Name, xml.Key, xml.TargetPath));
                volume.Dispose();
            }
            pool.Stop();
        }
        finally
        {
            foreach (var pool in pools)
                pool.Dispose();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        Shell($"rm -rf '{_directory.FullName}'");
    }

    private static void Shell(string command)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["-c", command]))!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}

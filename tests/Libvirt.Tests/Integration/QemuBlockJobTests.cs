using System.Diagnostics;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Integration;

/// <summary>Jobs on the disk of a real machine: each begun, looked at and ended.</summary>
[Trait("Category", "Integration")]
public sealed class QemuBlockJobTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private const long Size = 8 << 20, Slow = 64 << 10;

    private readonly LibvirtConnection _connection = LibvirtConnection.Open(QemuMachine.Uri);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("libvirt-jobs-");

    public LeakCheck Leaks { get; } = leaks;

    public void Dispose()
    {
        _connection.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Copy_FollowsItsLimit_IsAborted_AndPivotsInBothDefinitions()
    {
        using var machine = Started(out var domain);
        Image("copy.qcow2", null);
        var destination = DiskXml.New(DiskSource.File(At("copy.qcow2")), "vda", "virtio", "qcow2").ToXml();
        Assert.Null(domain.GetBlockJobInfo("vda"));
        Assert.Equal((Size, 0), (domain.GetBlockInfo("vda").CapacityBytes, domain.CountSnapshots()));

        domain.BeginBlockCopy("vda", destination, Slow, DomainBlockCopyFlags.ReuseExternal | DomainBlockCopyFlags.TransientJob);
        var begun = domain.GetBlockJobInfo("vda")!;
        Assert.Equal((DomainBlockJobType.Copy, (ulong)Slow), (begun.Type, begun.BytesPerSecond));
        Assert.True(begun.DoneBytes < begun.TotalBytes);
        domain.EndBlockJob("vda", DomainBlockJobAbortFlags.None);
        Assert.Null(domain.GetBlockJobInfo("vda"));

        domain.BeginBlockCopy("vda", destination, Slow, DomainBlockCopyFlags.ReuseExternal | DomainBlockCopyFlags.TransientJob);
        domain.SetBlockJobSpeed("vda", 0);
        await Eventually.True(() => Disk(domain).Mirror.Ready is "yes", "The copy is never ready.");
        domain.EndBlockJob("vda", DomainBlockJobAbortFlags.Pivot);
        Assert.Equal((At("copy.qcow2"), At("copy.qcow2")), (Disk(domain).Source.File, Disk(domain, DomainXmlFlags.Inactive).Source.File));
    }

    [Fact]
    public async Task PullAndCommit_ShortenTheChain()
    {
        using var machine = Started(out var domain);
        Assert.Equal([At("top.qcow2"), At("middle.qcow2"), At("base.qcow2")], Chain(domain));

        domain.BeginBlockCommit("vda", At("base.qcow2"), At("middle.qcow2"), 0, DomainBlockCommitFlags.None);
        await EndAsync(domain);
        Assert.Equal([At("top.qcow2"), At("base.qcow2")], Chain(domain));

        domain.BeginBlockPull("vda", null, 0);
        await EndAsync(domain);
        Assert.Equal([At("top.qcow2")], Chain(domain));
    }

    [Fact]
    public async Task ActiveCommit_Pivots_AndAPullStopsAtAnImage()
    {
        using var machine = Started(out var domain);
        domain.BeginBlockPull("vda", At("base.qcow2"), 0);
        await EndAsync(domain);
        Assert.Equal([At("top.qcow2"), At("base.qcow2")], Chain(domain));

        domain.BeginBlockCommit("vda", At("base.qcow2"), null, 0, DomainBlockCommitFlags.Active);
        await Eventually.True(() => Disk(domain).Mirror is { Job: "active-commit", Ready: "yes" }, "The commit is never ready.");
        domain.EndBlockJob("vda", DomainBlockJobAbortFlags.Pivot | DomainBlockJobAbortFlags.Async);
        await EndAsync(domain);
        Assert.Equal([At("base.qcow2")], Chain(domain));
    }

    private QemuMachine Started(out Domain domain)
    {
        // QEMU runs as a user of its own.
        _directory.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Image("base.qcow2", null);
        Image("middle.qcow2", "base.qcow2");
        Image("top.qcow2", "middle.qcow2");
        var machine = new QemuMachine(_connection);
        try
        {
            domain = machine.Domain;
            domain.AttachDevice(DiskXml.New(DiskSource.File(At("top.qcow2")), "vda", "virtio", "qcow2").ToXml(), DomainModificationImpact.Config);
            domain.Start();
            return machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    private string At(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>Each image holds some data of its own.</summary>
    private void Image(string name, string? below)
    {
        string[] rests = below is null ? [] : ["-b", At(below), "-F", "qcow2"];
        Run("qemu-img", ["create", "-q", "-f", "qcow2", .. rests, At(name), $"{Size}"]);
        if (name is not "copy.qcow2")
            Run("qemu-io", ["-c", $"write -q -P {name.Length} {name.Length % 4}M 1M", At(name)]);
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static DiskXml Disk(Domain domain, DomainXmlFlags flags = default) => DomainXml.Parse(domain.GetXml(flags)).Disks.Single(disk => disk.TargetDevice == "vda");

    private static IEnumerable<string?> Chain(Domain domain)
    {
        var disk = Disk(domain);
        yield return disk.Source.File;
        for (var below = disk.BackingStore; below?.SourcePath is not null; below = below.BackingStore)
            yield return below.SourcePath;
    }

    private static Task EndAsync(Domain domain) => Eventually.True(() => domain.GetBlockJobInfo("vda") is null, "The job never ends.");
}

using System.Globalization;
using Libvirt;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.HostCheck;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class HostFactsTests
{
    [Fact]
    public void Memory_WhereTheDriverHasNoStatistics_IsThatOfTheNodeInformation()
    {
        using var connection = LibvirtConnection.Open("test:///default");

        var facts = HostFactsReader.Read(connection, new ConfiguredHost("demo", "test:///default"));

        Assert.Equal((long)connection.GetNodeInfo().MemoryKiB * 1024, facts.MemoryBytes);
    }

    [Fact]
    public void Processor_IsCalledByItsName()
    {
        using var connection = LibvirtConnection.Open("test:///default");

        // For the test driver, which is not this host, libvirt's capabilities; for this host, the kernel's facts.
        Assert.Equal("i686", HostFactsReader.Read(connection, new ConfiguredHost("demo", "test:///default")).CpuModel);
        Assert.Equal(HostProcessor.Read(new HostFiles()).Name ?? "i686", HostFactsReader.Read(connection, new ConfiguredHost("local", "qemu:///system")).CpuModel);
    }

    [Fact]
    public void FactThatLibvirtDoesNotTell_IsUnknown()
    {
        using var connection = LibvirtConnection.Open("test:///default");

        Assert.Null(HostFactsReader.Optional(connection, () => connection.LookupDomain(Guid.NewGuid()).Name));
        Assert.Equal("TEST", HostFactsReader.Optional(connection, () => connection.Driver));
    }

    [Fact]
    public void NetworkWithoutLeases_KeepsNothingFromOthers()
    {
        using var connection = LibvirtConnection.Open("test:///default");

        var leases = LeaseReader.Read(connection, LeaseReader.Leases.None);

        Assert.Empty(leases.ByMacAddress);
        Assert.Null(leases.Failure);
    }

    [Fact]
    [Trait("Category", "Integration")]
    public void Memory_OfARealHost_IsWhatItsKernelCounts()
    {
        using var connection = LibvirtConnection.Open("qemu:///system");

        var facts = HostFactsReader.Read(connection, new ConfiguredHost("local", "qemu:///system"));

        Assert.Equal(KernelMemoryBytes(), facts.MemoryBytes);
    }

    private static long KernelMemoryBytes()
    {
        var line = File.ReadLines("/proc/meminfo").Single(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}

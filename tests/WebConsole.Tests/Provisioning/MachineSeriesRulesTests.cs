using WebConsole.CloudInit;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class MachineSeriesRulesTests
{
    private static readonly Guid Pool = Guid.NewGuid();

    [Fact]
    public void WhatOneMachineWritesTo_IsRefusedAtItsDisk() => Assert.Equal(["disks[1].volume"],
        FieldsOf(new NewMachine("web", Count: 2, Disks: [new NewDisk(Pool), new NewDisk(Pool, "data.qcow2"), new NewDisk(Pool, "new.qcow2", 1 << 30)])));

    [Fact]
    public void ImportedImage_IsRefusedAtItsDisk() => Assert.Equal(["disks[0].import"],
        FieldsOf(new NewMachine("web", Count: 2, Disks: [new NewDisk(Pool, Import: new ImportedImage(Pool, "disk.vmdk")), new NewDisk(Pool)])));

    [Theory]
    [InlineData("52:54:00:ff:ff:fe", 2, true)]
    [InlineData("52:54:00:ff:ff:fe", 3, false)]
    [InlineData("52:54:00:FF:FF:FF", 2, false)]
    [InlineData("nonsense", 2, true)]
    [InlineData(null, 2, true)]
    public void MacAddresses_StayWithTheirManufacturer(string? mac, int count, bool accepted) => Assert.Equal(accepted ? [] : ["networks[1].mac"],
        FieldsOf(new NewMachine("web", Count: count, Networks: [new NewInterface("default"), new NewInterface("default", Mac: mac)])));

    /// <summary>What differs in one machine is the same in the next, unless there is room between.</summary>
    [Theory]
    [InlineData("52:54:00:00:00:02", "data-2.qcow2", "10.0.0.2/24", 2, false)]
    [InlineData("52:54:00:00:00:03", "data-3.qcow2", "10.0.0.3/24", 2, true)]
    [InlineData("52:54:00:00:00:03", "data-3.qcow2", "10.0.0.3/24", 3, false)]
    public void WhatIsCountedUp_MeetsNothingOfTheNextMachine(string mac, string volume, string address, int count, bool accepted)
    {
        var asked = new NewMachine("web", Count: count, Disks: [new NewDisk(Pool, "data-1.qcow2", 1 << 20), new NewDisk(Pool, volume, 1 << 20)],
            Networks: [new NewInterface("default", Mac: "52:54:00:00:00:01"), new NewInterface("default", Mac: mac)],
            CloudInit: new CloudInitSettings(Networks: [new CloudInitNetwork(Addresses: ["10.0.0.1/24"]), new CloudInitNetwork(Addresses: [address])]));

        Assert.Equal(accepted ? [] : ["cloudInit.networks[1].addresses[0]", "disks[1].volume", "networks[1].mac"], FieldsOf(asked).Order(StringComparer.Ordinal));
    }

    /// <summary>The last address of a network stands for all in it.</summary>
    [Theory]
    [InlineData("192.0.2.253/24", 2, null)]
    [InlineData("192.0.2.254/24", 2, "only the first machine has")]
    [InlineData("192.0.2.252/24", 5, "only 3 machines have")]
    [InlineData("2001:db8::ffff/112", 2, "only the first machine has")]
    [InlineData("192.0.2.254", 2, null)]
    [InlineData("nonsense", 2, null)]
    public void Addresses_StayInTheirNetwork(string address, int count, string? says)
    {
        var mistakes = MachineSeriesRules.Mistakes(new NewMachine("web", Count: count, CloudInit: new CloudInitSettings(Networks: [new CloudInitNetwork(Addresses: [address], Gateway: "192.0.2.1")])));

        if (says is null)
            Assert.Empty(mistakes);
        else
            Assert.Contains(says, Assert.Single(mistakes["cloudInit.networks[0].addresses"]), StringComparison.Ordinal);
        Assert.True(mistakes.Count <= 1);
    }

    /// <summary>What all machines have is said once, and what one has with its name.</summary>
    [Fact]
    public void MistakeOfOneMachine_NamesIt()
    {
        var mistakes = OperationSeries.Mistakes(
        [
            ("web-1", new Dictionary<string, string[]> { ["os"] = ["Unknown."] }),
            ("web-2", new Dictionary<string, string[]> { ["os"] = ["Unknown."], ["name"] = ["Taken."] }),
        ]);

        Assert.Equal(["Unknown."], mistakes["os"]);
        Assert.Equal(["web-2: Taken."], mistakes["name"]);
    }

    /// <summary>Media, kernels and the configuration of Ignition are only read.</summary>
    [Fact]
    public void WhatIsOnlyRead_IsSharedByAll() => Assert.Empty(FieldsOf(new NewMachine("web", Count: 3, Media: new VolumeName(Pool, "netinst.iso"), Kernel: new KernelFiles(new VolumeName(Pool, "vmlinuz")),
        Disks: [new NewDisk(Pool, Backing: new BackingVolume(Pool, "base.qcow2")), new NewDisk(Pool, Copy: new BackingVolume(Pool, "base.qcow2"))], CloudInit: new CloudInitSettings(), Ignition: "{}")));

    private static IEnumerable<string> FieldsOf(NewMachine asked) => MachineSeriesRules.Mistakes(asked).Keys;
}

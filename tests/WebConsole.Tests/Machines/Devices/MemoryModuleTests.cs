using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Memory modules of a machine that is off.</summary>
public sealed class MemoryModuleTests
{
    private const long GiB = 1L << 30;

    private static readonly Machine Roomy = TestMachines.Web with
    {
        IsActive = false,
        InactiveXml = null,
        Xml = """
            <domain type='kvm'><maxMemory slots='1' unit='GiB'>4</maxMemory><memory unit='GiB'>2</memory><currentMemory unit='GiB'>2</currentMemory><memtune><hard_limit unit='MiB'>3584</hard_limit></memtune>
            <os><type arch='x86_64' machine='q35'>hvm</type></os><cpu><numa><cell id='0' cpus='0' memory='1' unit='GiB'/><cell id='1' cpus='1' memory='1' unit='GiB'/></numa></cpu><devices/></domain>
            """,
    };

    private static readonly Machine Full = Roomy with { Xml = Roomy.Xml.Replace("<devices/>", "<devices><memory model='dimm'><target><size unit='MiB'>128</size><node>0</node></target></memory></devices>", StringComparison.Ordinal) };

    public static TheoryData<string, NewDevice> Refused => new()
    {
        { "size", new NewDevice { Kind = "memory" } },
        { "size", new NewDevice { Kind = "memory", Size = (128 << 20) + 1 } },
        { "size", new NewDevice { Kind = "memory", Size = 4 * GiB } },
        // The hard limit.
        { "size", new NewDevice { Kind = "memory", Size = 2 * GiB } },
        { "size", new NewDevice { Kind = "memory", Size = -GiB } },
        { "model", new NewDevice { Kind = "memory", Size = GiB, Model = "nvdimm" } },
        { "node", new NewDevice { Kind = "memory", Size = GiB, Node = 2 } },
        { "requested", new NewDevice { Kind = "memory", Size = GiB, Requested = GiB } },
        { "requested", new NewDevice { Kind = "memory", Size = GiB, Model = "virtio-mem", Requested = 2 * GiB } },
        { "requested", new NewDevice { Kind = "memory", Size = GiB, Model = "virtio-mem", Requested = 1 << 20 } },
        { "block", new NewDevice { Kind = "memory", Size = GiB, Model = "virtio-mem", Block = 3 << 20 } },
        { "block", new NewDevice { Kind = "memory", Size = GiB, Model = "virtio-mem", Block = 0 } },
    };

    [Theory, MemberData(nameof(Refused))]
    public void WhatCanNotBe_IsRefusedAtItsField(string field, NewDevice asked) => Assert.Equal([field], Mistakes(Roomy, asked));

    [Fact]
    public void WhatCanBe_IsMade()
    {
        var asked = new NewDevice { Kind = "memory", Size = GiB, Model = "virtio-mem", Node = 1, Block = 4 << 20, Requested = 512 << 20 };
        Assert.Empty(Mistakes(Roomy, asked));
        var module = Assert.IsType<MemoryDeviceXml>(Assert.Single(new NewMemoryPlan(Roomy, asked).Make()));
        Assert.Equal(("virtio-mem", GiB, 1, 4L << 20, 512L << 20), (module.Model, module.SizeBytes, module.Node, module.BlockBytes, module.RequestedBytes));
        Assert.StartsWith("ua-memory-", module.Alias, StringComparison.Ordinal);
    }

    [Fact]
    public void FullSlots_TakeNoDimm_AndAVirtioMem()
    {
        Assert.Equal(["model"], Mistakes(Full, new NewDevice { Kind = "memory", Size = GiB }));
        Assert.Empty(Mistakes(Full, new NewDevice { Kind = "memory", Size = GiB, Model = "virtio-mem" }));
    }

    /// <summary>What runs may have another limit than what stands.</summary>
    [Fact]
    public void LimitOfWhatRuns_CountsToo_UnlessItIsForTheNextStart()
    {
        var running = Roomy with { IsActive = true, InactiveXml = Roomy.Xml, Xml = Roomy.Xml.Replace("3584", "2560", StringComparison.Ordinal) };
        Assert.Equal(["size"], Mistakes(running, new NewDevice { Kind = "memory", Size = GiB }));
        Assert.Empty(Mistakes(running, new NewDevice { Kind = "memory", Size = GiB, Apply = "next" }));
    }

    /// <summary>QEMU needs memory, too: what runs would end where it has too little, the next start can be put right before.</summary>
    [Fact]
    public void MarginOfQemu_IsKeptWhereItRuns_AndWarnedOfBeforeItsStart()
    {
        var asked = new NewDevice { Kind = "memory", Size = 1152L << 20 };
        var running = Roomy with { IsActive = true, InactiveXml = Roomy.Xml };

        Assert.Equal(["size"], Mistakes(running, asked));
        Assert.Empty(Mistakes(running, asked with { Size = GiB }));
        Assert.Empty(Mistakes(Roomy, asked));
        var warning = Assert.Single(new NewMemoryPlan(Roomy, asked).Warnings(InventorySnapshot.Empty));
        Assert.Equal(("size", $"QEMU needs memory beside the guest's: a hard limit of {SizeLimit.Least(3712L << 20)} or more is safe, its {Format.Bytes(3584L << 20)} may end it."), (warning.Field, warning.Text));
        Assert.Empty(new NewMemoryPlan(Roomy, asked with { Size = GiB }).Warnings(InventorySnapshot.Empty));
    }

    /// <summary>Else the balloon would take as much from the guest at its start.</summary>
    [Fact]
    public void Dimm_CountsToTheMemoryThatIsUsed_UnlessTheBalloonHoldsSome()
    {
        var domain = DomainXml.Parse(Roomy.Xml);
        new NewMemoryPlan(Roomy, new NewDevice { Kind = "memory", Size = GiB }).Follow(domain);
        Assert.Equal((3 * GiB, 3 * GiB), (domain.MemoryBytes, domain.CurrentMemoryBytes));

        domain.CurrentMemoryBytes = GiB;
        new NewMemoryPlan(Roomy, new NewDevice { Kind = "memory", Size = GiB }).Follow(domain);
        Assert.Equal((4 * GiB, GiB), (domain.MemoryBytes, domain.CurrentMemoryBytes));
    }

    private static IEnumerable<string> Mistakes(Machine machine, NewDevice asked) => new NewMemoryPlan(machine, asked).Mistakes(InventorySnapshot.Empty).Where(check => check.Mistake is not null).Select(check => check.Argument);
}

using WebConsole.Features.Provisioning.Imports;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>A definition of another host, whose hypervisor and machine types differ.</summary>
public sealed class DefinitionPlanTests
{
    private const string Machines = "<machine>pc-i440fx-7.2</machine><machine canonical='pc-q35-7.2'>q35</machine>";

    [Theory]
    [InlineData("kvm", "x86_64", "q35", null)]
    [InlineData("qemu", "x86_64", "pc-q35-7.2", null)]
    [InlineData("qemu", "x86_64", "pc-q35-99.1", "definition: local has no machine type pc-q35-99.1: write another into the definition, such as q35, pc-i440fx-7.2.")]
    [InlineData("lxc", "x86_64", "q35", "definition: It is of the type lxc for x86_64, and local runs qemu for x86_64, kvm for x86_64.")]
    [InlineData("kvm", "riscv64", "virt", "definition: It is of the type kvm for riscv64, and local runs qemu for x86_64, kvm for x86_64.")]
    public void Machine_IsOneThatTheHostRuns(string type, string arch, string machine, string? says) =>
        Assert.Equal(says, Said(new ImportedDefinition(Definition(type, arch, machine)), "<domain type='kvm'/>"));

    /// <summary>Every definition of a host with KVM is of that type.</summary>
    [Fact]
    public void MachineOfKvmOnAHostWithoutIt_IsEmulatedWhereThatIsWanted()
    {
        var asked = new ImportedDefinition(Definition("kvm", "x86_64", "q35"));

        Assert.StartsWith("emulate: local has no KVM", Said(asked, ""), StringComparison.Ordinal);

        var plan = Plan(asked with { Emulate = true }, "");
        Assert.Empty(plan.Mistakes());
        Assert.Equal(("qemu", "maximum"), (plan.Machine!.DomainType, plan.Machine.CpuMode));
        Assert.True(plan.LacksKvm);
    }

    /// <summary>It is asked for once what is known has been looked at, and the emulator is none of that.</summary>
    [Theory, Trait("Attack", "F4")]
    [InlineData(null)]
    [InlineData(true)]
    public void Emulator_IsLeftToLibvirt(bool? hostAccess)
    {
        var definition = Definition("qemu", "x86_64", "q35").Replace("</domain>", "<devices><emulator>/tmp/mine</emulator></devices></domain>", StringComparison.Ordinal);

        Assert.Null(Plan(new ImportedDefinition(definition, HostAccess: hostAccess), "").Machine!.Emulator);
    }

    /// <summary>Then libvirt judges.</summary>
    [Fact]
    public void HostThatIsNotKnown_RefusesNothing() => Assert.Null(Said(new ImportedDefinition(Definition("kvm", "riscv64", "virt")), null));

    private static string? Said(ImportedDefinition asked, string? types) => Plan(asked, types).Mistakes().Where(mistake => mistake.Key is not "hostAccess").Select(mistake => $"{mistake.Key}: {mistake.Value[0]}").SingleOrDefault();

    private static DefinitionPlan Plan(ImportedDefinition asked, string? types) => new(new InventorySnapshot
    {
        Hosts =
        [
            new HostStatus
            {
                Name = "local", Uri = "qemu:///system", Connection = ConnectionState.Connected,
                Facts = types is null ? null : new HostFacts
                {
                    HostName = "local", Driver = "QEMU", LibvirtVersion = new Version(9, 0, 0), Capabilities = $"<capabilities><guest><os_type>hvm</os_type><arch name='x86_64'>{Machines}<domain type='qemu'/>{types}</arch></guest></capabilities>",
                },
            },
        ],
    }, "local", asked);

    private static string Definition(string type, string arch, string machine) =>
        $"<domain type='{type}'><name>web</name><memory unit='MiB'>64</memory><vcpu>1</vcpu><os><type arch='{arch}' machine='{machine}'>hvm</type></os><cpu mode='host-passthrough' check='none'/></domain>";
}

using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>What a machine can be renamed to, and when.</summary>
public sealed class RenameMachineTests
{
    private static readonly Machine Web = TestMachines.Named("web-01", MachineState.ShutOff);

    private readonly InventorySnapshot _inventory = InventorySnapshot.Empty with
    {
        Hosts = [TestMachines.Host("local")],
        Machines = InventorySnapshot.Empty.Machines.Add(Web.Id, Web).Add(Other.Id, Other),
    };

    private static Machine Other { get; } = TestMachines.Named("web-02");

    [Theory]
    [InlineData("web-03", null)]
    [InlineData("web-01", "That is its name already.")]
    [InlineData("web-02", "There is a machine web-02 on local already.")]
    [InlineData("", "A name is needed.")]
    [InlineData(null, "A name is needed.")]
    [InlineData("-f", "It must not begin with a hyphen: programs take it for an option.")]
    [Trait("Attack", "J2")]
    public void Name_IsOneThatAMachineCanHave(string? name, string? said) =>
        Assert.Equal(said, Rename(Web, name).Mistakes(_inventory).GetValueOrDefault("name")?.Single());

    [Fact]
    public void MachineThatRuns_OrHasSavedMemory_KeepsItsName()
    {
        Assert.Null(Rename(Web, "web-03").WhyConflicts(_inventory));
        Assert.Equal("It runs: a machine is renamed while it is off.", Rename(Other, "web-03").WhyConflicts(_inventory));
        var saved = _inventory with { Machines = _inventory.Machines.SetItem(Web.Id, Web with { HasManagedSave = true }) };
        Assert.StartsWith("It has saved memory", Rename(Web, "web-03").WhyConflicts(saved), StringComparison.Ordinal);
    }

    [Fact]
    public void VirshLine_QuotesTheNewName() => Assert.Equal("virsh -c test:///default domrename web-01 --new-name='a b'", Rename(Web, "a b").VirshLine);

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task Operator_MayNotRename()
    {
        await using var rig = new OperationsRig();

        Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(Rename(TestMachines.Web, "web-03"), TestUsers.With(Role.Operator))).Reason);
    }

    private static Operation Rename(Machine machine, string? name) => TestActions.Registry.Find(ObjectKind.Machine, "rename")!.Create(machine, TestMachines.Host("local"), new NewMachineName(name));
}

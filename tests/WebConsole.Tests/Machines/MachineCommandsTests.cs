using WebConsole.Features.Machines;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines;

public sealed class MachineCommandsTests
{
    private static readonly Role?[] Roles = [null, Role.Viewer, Role.Operator, Role.Administrator];

    public static TheoryData<string, Role?> ActionsAndRoles { get; } =
        new(from action in MachineCommands.Actions from role in Roles select (action, role));

    public static TheoryData<string, string> Lines { get; } = new()
    {
        { "start", "start" }, { "shutdown", "shutdown" }, { "reboot", "reboot" }, { "reset", "reset" }, { "force-off", "destroy" },
        { "pause", "suspend" }, { "resume", "resume" }, { "wake-up", "dompmwakeup" }, { "save", "managedsave" }, { "discard-save", "managedsave-remove" },
        { "inject-nmi", "inject-nmi" }, { "autostart-on", "autostart" }, { "autostart-off", "autostart --disable" },
    };

    [Theory]
    [MemberData(nameof(ActionsAndRoles))]
    [Trait("Attack", "Z1")]
    public async Task EachRole_MayDoJustWhatItHolds(string action, Role? role)
    {
        await using var rig = new OperationsRig();
        var needed = action.StartsWith("autostart", StringComparison.Ordinal) ? Role.Administrator : Role.Operator;

        var result = await rig.StartAsync(Create(action), TestUsers.With(role));

        var allowed = role is { } held && held >= needed;
        Assert.Equal(allowed, result.TaskId is not null);
        Assert.Equal(allowed ? null : RefusalReason.NotAllowed, result.Reason);
        var first = rig.Audit[0];
        Assert.Equal(allowed ? "OperationAccepted" : "OperationRefused", first.Event.Name);
        Assert.Equal((action, "web-01", ((ObjectId)TestMachines.Web.Id).ToString()), (first.Values["Action"], first.Values["Target"], first.Values["Where"]));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void VirshLine_IsTheSameAction(string action, string virsh) =>
        Assert.Equal($"virsh -c test:///default {virsh} web-01", Create(action).VirshLine);

    [Fact]
    public void EveryOperation_IsMadeByTheFactory()
    {
        var classes = typeof(MachineCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MachineCommand)));
        Assert.Equal(classes.ToHashSet(), MachineCommands.Actions.Select(action => Create(action).GetType()).ToHashSet());
        Assert.All(MachineCommands.Actions, action => Assert.Equal(action, Create(action).Action));
    }

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("")]
    [InlineData("START")]
    [InlineData("start ")]
    [InlineData("--start")]
    [InlineData("undefine")]
    public void UnknownAction_IsNone(string action) =>
        Assert.Null(MachineCommands.Create(action, TestMachines.Web, TestMachines.Host("local")));

    [Fact]
    public async Task MachineThatIsGone_IsRefusedEarly()
    {
        await using var rig = new OperationsRig();
        rig.Inventory.Update(current => current with { Machines = current.Machines.Clear() });
        var result = await rig.StartAsync(Create("start"));
        Assert.Equal(RefusalReason.NotFound, result.Reason);
        Assert.Contains(TestMachines.Web.Id.Uuid.ToString("D"), result.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public void ForceOff_IsTheOnlyWayOut()
    {
        foreach (var action in MachineCommands.Actions)
            Assert.Equal(action == "force-off", Create(action).Urgency is Urgency.WayOut);
    }

    [Fact]
    public void EveryOfferedAction_ExistsAndAnOperatorMayDoIt()
    {
        foreach (var state in Enum.GetValues<MachineState>())
        {
            foreach (var saved in (bool[])[false, true])
            {
                var offered = MachineActions.For(state, saved, Role.Operator).All.ToArray();
                Assert.All(offered, action => Assert.Equal(Role.Operator, Create(action.Action).Required));
                Assert.Equal(offered.Length, offered.DistinctBy(action => action.Action).Count());
                Assert.Empty(MachineActions.For(state, saved, Role.Viewer).All);
                Assert.Empty(MachineActions.For(state, saved, role: null).All);
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Administrator)]
    public void Autostart_IsOfferedToWhomMaySetIt(Role? role)
    {
        foreach (var enabled in (bool[])[false, true])
        {
            var offered = MachineActions.Autostart(enabled, persistent: true, role);
            Assert.Equal(role is Role.Administrator, offered is not null);
            Assert.True(offered is null || Create(offered.Action) is SetAutostart set && set.Enabled != enabled);
            Assert.Null(MachineActions.Autostart(enabled, persistent: false, role));
        }
    }

    [Fact]
    public void ActionsThatAsk_AreThoseThatLoseSomething()
    {
        var asking = Enum.GetValues<MachineState>()
            .SelectMany(state => MachineActions.For(state, hasSave: true, Role.Operator).All)
            .Where(action => action.Dangerous).Select(action => action.Action).ToHashSet();
        Assert.Equal(["discard-save", "force-off", "inject-nmi", "reset"], asking.Order());
    }

    private static MachineCommand Create(string action) => MachineCommands.Create(action, TestMachines.Web, TestMachines.Host("local"))!;
}

using Libvirt;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines;

public sealed class MachineCommandsTests
{
    private static readonly Role?[] Roles = [null, Role.Viewer, Role.Operator, Role.Administrator];

    public static TheoryData<string, Role?> ActionsAndRoles { get; } =
        new(from action in TestActions.OfMachines from role in Roles select (action, role));

    public static TheoryData<string, string> Lines { get; } = new()
    {
        { "start", "start" }, { "shutdown", "shutdown" }, { "reboot", "reboot" }, { "reset", "reset" }, { "force-off", "destroy" },
        { "pause", "suspend" }, { "resume", "resume" }, { "wake-up", "dompmwakeup" }, { "save", "managedsave" }, { "discard-save", "managedsave-remove" }, { "start-reset-nvram", "start --reset-nvram" },
        { "inject-nmi", "inject-nmi" }, { "autostart-on", "autostart" }, { "autostart-off", "autostart --disable" },
    };

    [Theory]
    [MemberData(nameof(ActionsAndRoles))]
    [Trait("Attack", "Z1")]
    public async Task EachRole_MayDoJustWhatItHolds(string action, Role? role)
    {
        await using var rig = new OperationsRig();
        var needed = action.StartsWith("autostart", StringComparison.Ordinal) || action is "start-reset-nvram" ? Role.Administrator : Role.Operator;

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
    public void EveryCommand_IsMadeByAnAction()
    {
        var classes = typeof(MachineCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MachineCommand)));
        Assert.Equal(classes.ToHashSet(), TestActions.OfMachines.Select(action => Create(action).GetType()).ToHashSet());
        Assert.All(TestActions.OfMachines, action => Assert.Equal(action, Create(action).Action));
    }

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("")]
    [InlineData("START")]
    [InlineData("start ")]
    [InlineData("--start")]
    [InlineData("undefine")]
    public void UnknownAction_IsNone(string action) =>
        Assert.Null(TestActions.Registry.Find(ObjectKind.Machine, action));

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
        foreach (var action in TestActions.OfMachines)
            Assert.Equal(action == "force-off", Create(action).Lane is Lane.WayOut);
    }

    [Fact]
    public void EveryOfferedAction_IsOneThatTheRoleMayDo()
    {
        foreach (var machine in Standing())
        {
            Assert.NotEmpty(TestActions.For(machine, Role.Operator));
            Assert.All(TestActions.For(machine, Role.Operator), action => Assert.Equal(Right.Operate, Create(action).Needs));
            Assert.Empty(TestActions.For(machine, Role.Viewer));
            Assert.Empty(TestActions.For(machine, role: null));
        }
    }

    [Fact]
    public void WhatIsOffered_FollowsFromWhetherTheMachineExists() => Assert.All(Standing(), machine =>
    {
        var offered = TestActions.For(machine, Role.Operator);
        Assert.NotEqual(machine.IsActive, offered.Contains("start"));
        Assert.Equal(machine.IsActive, offered.Contains("force-off"));
        Assert.Equal(!machine.IsActive && machine.HasManagedSave, offered.Contains("discard-save"));
    });

    /// <summary>libvirt resumes it by itself, and refuses other commands meanwhile.</summary>
    [Theory]
    [InlineData(MachineReason.Save)]
    [InlineData(MachineReason.Migration)]
    [InlineData(MachineReason.PostCopy)]
    [InlineData(MachineReason.Dump)]
    [InlineData(MachineReason.Snapshot)]
    [InlineData(MachineReason.StartingUp)]
    public void MachineThatLibvirtPausedForItsOwnWork_IsForcedOffAtMost(MachineReason reason)
    {
        var paused = TestMachines.Named("web", MachineState.Paused) with { Reason = reason };
        Assert.Equal(["force-off"], TestActions.For(paused, Role.Operator));
        Assert.Contains("save", TestActions.For(paused with { State = MachineState.Running }, Role.Operator));
    }

    [Fact]
    public void MachineThatCrashedAndIsKept_IsResetOrForcedOff() => Assert.Equal(["reset", "force-off"],
        TestActions.For(TestMachines.Named("web", MachineState.Crashed) with { IsActive = true }, Role.Operator));

    /// <summary>libvirt resets a machine that crashed and leaves it paused, and so does virsh.</summary>
    [Fact]
    public void ResetOfAMachineThatCrashed_TakesTwoStepsOfVirsh()
    {
        var crashed = TestMachines.Web with { State = MachineState.Crashed };
        Assert.Equal("virsh -c test:///default reset web-01\nvirsh -c test:///default resume web-01",
            TestActions.Create("reset", crashed, TestMachines.Host("local")).VirshLine);
    }

    /// <summary>QEMU goes on through a reboot of its guest, with the definition that it was started with.</summary>
    [Fact]
    public void RebootWithChangesThatWait_SaysThatTheyStillWait()
    {
        Assert.DoesNotContain("still waits", Create("reboot").Remark, StringComparison.Ordinal);
        var waiting = TestMachines.Web with { Xml = "<domain><name>web-01</name></domain>", InactiveXml = "<domain><name>web-01</name><title>Later</title></domain>" };

        Assert.Contains("What waits for a restart still waits", TestActions.Create("reboot", waiting, TestMachines.Host("local")).Remark, StringComparison.Ordinal);
        Assert.Contains("restart", TestActions.For(waiting, Role.Operator));
        Assert.DoesNotContain("restart", TestActions.For(TestMachines.Web, Role.Operator));
    }

    [Fact]
    public void Restart_IsAShutdownAndAStart() =>
        Assert.Equal("virsh -c test:///default shutdown web-01\nvirsh -c test:///default start web-01", Create("restart").VirshLine);

    [Fact]
    public void ActionsThatOnlyAsk_SaySo() => Assert.Equal(["reboot", "shutdown"],
        TestActions.OfMachines.Where(action => Create(action).Remark is not null).Order());

    [Theory]
    [InlineData(true, LibvirtErrorCode.OperationFailed, "The saved memory is incomplete or damaged: discard it, and the machine boots afresh.")]
    [InlineData(true, LibvirtErrorCode.InternalError, "The saved memory is incomplete or damaged: discard it, and the machine boots afresh.")]
    [InlineData(true, LibvirtErrorCode.OperationInvalid, "Its state may have changed in the meantime: look at it again.")]
    [InlineData(true, LibvirtErrorCode.SystemError, null)]
    [InlineData(false, LibvirtErrorCode.InternalError, "The machine's log on its host may say more, with QEMU in /var/log/libvirt/qemu.")]
    public void StartThatFails_IsAdvisedByWhatItTriedAndTheCode(bool saved, LibvirtErrorCode code, string? advice)
    {
        var start = TestActions.Create("start", TestMachines.Web with { HasManagedSave = saved }, TestMachines.Host("local"));
        Assert.Equal(("broken", advice), OperationErrors.Describe(new LibvirtException(code, LibvirtErrorDomain.Qemu, "broken"), start, InventorySnapshot.Empty));
    }

    [Fact]
    public void AdviceAfterAnError_FitsTheKindOfObject()
    {
        var pool = new WebConsole.Hypervisor.Inventory.StoragePool("local", Guid.NewGuid(), "images", "running", true, true, 0, 0, 0, "<pool/>");
        var stop = TestActions.Registry.Find(ObjectKind.Pool, "stop")!.Create(pool, TestMachines.Host("local"));
        Assert.Equal("The daemon's log on its host may say more: journalctl -u libvirtd",
            OperationErrors.Describe(new LibvirtException(LibvirtErrorCode.OperationFailed, LibvirtErrorDomain.Storage, "no"), stop, InventorySnapshot.Empty).Advice);
        Assert.DoesNotContain("force it off", OperationErrors.Describe(new HypervisorTimeoutException("late"), stop, InventorySnapshot.Empty).Advice, StringComparison.Ordinal);
    }

    /// <summary>A list of tasks tells them apart.</summary>
    [Fact]
    public void Edit_NamesThePart_WhereItIsOne()
    {
        var edit = TestActions.Registry.Find(ObjectKind.Machine, "edit")!;
        string Verb(MachineChanges changes) => edit.Create(TestMachines.Web, TestMachines.Host("local"), changes).Verb;

        Assert.Equal("change the memory of", Verb(new MachineChanges(Memory: 1 << 30, MaxMemory: 2L << 30)));
        Assert.Equal("change the processors of", Verb(new MachineChanges(Vcpus: 2)));
        Assert.Equal("change the description of", Verb(new MachineChanges(Title: "The web")));
        Assert.Equal("edit", Verb(new MachineChanges(Title: "The web", Vcpus: 2)));
        Assert.Equal("edit", Verb(new MachineChanges()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void BlankTitleAndDescription_AreNone(string blank)
    {
        var domain = DomainXml.Parse("<domain><name>a</name><title>old</title><description>old</description></domain>");
        EditMachine.Apply(new MachineChanges(blank, blank), domain);
        Assert.Equal((null, null), (domain.Title, domain.Description));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Administrator)]
    public void Autostart_IsOfferedToWhomMaySetIt(Role? role)
    {
        var machine = TestMachines.Web;
        Assert.Equal(role is Role.Administrator, TestActions.For(machine, role).Contains("autostart-on"));
        Assert.Equal(role is Role.Administrator, TestActions.For(machine with { Autostart = true }, role).Contains("autostart-off"));
        Assert.DoesNotContain("autostart-off", TestActions.For(machine, role));
        Assert.DoesNotContain("autostart-on", TestActions.For(machine with { Persistent = false }, role));
    }

    [Fact]
    public void ActionsThatAsk_AreThoseThatLoseSomething()
    {
        var asking = TestActions.Registry.Of(ObjectKind.Machine).Where(action => action.Dangerous).Select(action => action.Word);
        Assert.Equal(["delete", "discard-save", "force-off", "inject-nmi", "reset", "restart", "start-reset-nvram"], asking.Order());
    }

    /// <summary>Machines in each state, active and inactive, with and without saved memory.</summary>
    private static IEnumerable<Machine> Standing() =>
        from state in Enum.GetValues<MachineState>()
        from active in (bool[])[false, true]
        from saved in (bool[])[false, true]
        select TestMachines.Named("web", state) with { IsActive = active, HasManagedSave = saved };

    private static Operation Create(string action) => TestActions.Create(action, TestMachines.Web, TestMachines.Host("local"));
}

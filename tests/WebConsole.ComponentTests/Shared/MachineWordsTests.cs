using WebConsole.ComponentTests.Support;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class MachineWordsTests
{
    [Theory]
    [InlineData(MachineState.Paused, MachineReason.User, "by a user")]
    [InlineData(MachineState.Paused, MachineReason.Migration, "being migrated")]
    [InlineData(MachineState.Paused, MachineReason.IoError, "I/O error")]
    [InlineData(MachineState.Paused, MachineReason.Crashed, "reset after a crash, resume it")]
    [InlineData(MachineState.ShutOff, MachineReason.Shutdown, "shut down")]
    [InlineData(MachineState.ShutOff, MachineReason.Destroyed, "forced off")]
    [InlineData(MachineState.ShutOff, MachineReason.Crashed, "crashed")]
    [InlineData(MachineState.ShutOff, MachineReason.Saved, "saved")]
    [InlineData(MachineState.ShutOff, MachineReason.Failed, "failed to start")]
    [InlineData(MachineState.Crashed, MachineReason.Panicked, "the guest panicked")]
    // Ordinary reasons are not shown, and unknown reasons have no text.
    [InlineData(MachineState.Running, MachineReason.Booted, null)]
    [InlineData(MachineState.Running, MachineReason.WakeUp, null)]
    [InlineData(MachineState.Paused, MachineReason.Unknown, null)]
    [InlineData(MachineState.Unknown, MachineReason.Unknown, null)]
    public void Reason_IsSaidWhereItMatters(MachineState state, MachineReason reason, string? words) =>
        Assert.Equal(words, (TestInventory.Machine(1, "web", state) with { Reason = reason }).Why());

    [Fact]
    public void EachReasonToBePausedOrOff_HasWords()
    {
        MachineReason[] running = [MachineReason.Unknown, MachineReason.Booted, MachineReason.Unpaused, MachineReason.WakeUp, MachineReason.Restored,
            MachineReason.MigrationCanceled, MachineReason.SaveCanceled, MachineReason.Panicked, MachineReason.NoAnswer];
        Assert.All(Enum.GetValues<MachineReason>().Except(running), reason => Assert.NotNull(
            MachineWords.Why(MachineState.Paused, reason, []) ?? MachineWords.Why(MachineState.ShutOff, reason, [])));
    }

    [Fact]
    public void Disks_AreNamedAfterTheReason() => Assert.Equal("I/O error, vda: no space left on the host, sdb: I/O error",
        MachineWords.Why(MachineState.Paused, MachineReason.IoError, [new DiskError("vda", NoSpace: true), new DiskError("sdb", NoSpace: false)]));
}

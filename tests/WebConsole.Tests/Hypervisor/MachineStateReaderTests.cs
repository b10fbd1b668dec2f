using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class MachineStateReaderTests
{
    [Theory]
    [InlineData(typeof(DomainRunningReason))]
    [InlineData(typeof(DomainPausedReason))]
    [InlineData(typeof(DomainShutdownReason))]
    [InlineData(typeof(DomainShutOffReason))]
    [InlineData(typeof(DomainCrashedReason))]
    public void EachReasonOfLibvirts_IsOneOfOurs(Type reasons) =>
        Assert.Empty(Enum.GetNames(reasons).Except(Enum.GetNames<MachineReason>()));

    [Theory]
    [InlineData(DomainState.Running, (int)DomainRunningReason.Booted, MachineReason.Booted)]
    [InlineData(DomainState.Running, (int)DomainRunningReason.WakeUp, MachineReason.WakeUp)]
    [InlineData(DomainState.Paused, (int)DomainPausedReason.IoError, MachineReason.IoError)]
    [InlineData(DomainState.Paused, (int)DomainPausedReason.User, MachineReason.User)]
    [InlineData(DomainState.Shutdown, (int)DomainShutdownReason.User, MachineReason.User)]
    [InlineData(DomainState.ShutOff, (int)DomainShutOffReason.Crashed, MachineReason.Crashed)]
    [InlineData(DomainState.ShutOff, (int)DomainShutOffReason.Shutdown, MachineReason.Shutdown)]
    [InlineData(DomainState.Crashed, (int)DomainCrashedReason.Panicked, MachineReason.Panicked)]
    public void Number_IsAReasonOfItsState(DomainState state, int number, MachineReason reason) =>
        Assert.Equal(reason, MachineStateReader.ReasonOf(state, number));

    [Theory]
    [InlineData(DomainState.Paused, 14)]
    [InlineData(DomainState.Paused, -1)]
    [InlineData(DomainState.Running, int.MaxValue)]
    [InlineData(DomainState.NoState, 0)]
    [InlineData(DomainState.PmSuspended, 0)]
    [InlineData((DomainState)99, 1)]
    public void NumberOfANewerLibvirt_IsUnknown(DomainState state, int number) =>
        Assert.Equal(MachineReason.Unknown, MachineStateReader.ReasonOf(state, number));

    /// <summary>These tokens are a public contract.</summary>
    [Fact]
    public void Tokens_AreTheContract() => Assert.Equal(
        "unknown booted migrated restored from-snapshot unpaused migration-canceled save-canceled wake-up crashed post-copy post-copy-failed "
        + "user migration save dump io-error watchdog shutting-down snapshot starting-up shutdown destroyed saved failed daemon panicked no-answer",
        string.Join(' ', Enum.GetValues<MachineReason>().Select(reason => reason.ToToken())));
}

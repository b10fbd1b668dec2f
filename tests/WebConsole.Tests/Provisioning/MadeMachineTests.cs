using System.Collections.Immutable;
using Libvirt;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class MadeMachineTests
{
    /// <summary>A host may offer KVM, and not have it: a machine that is a host itself.</summary>
    [Theory]
    [InlineData("internal error: process exited while connecting to monitor: error: failed to set MSR 0x10a to 0x0\nqemu-system-x86_64: ../target/i386/kvm/kvm.c:2893: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs' failed.", true)]
    [InlineData("Could not access KVM kernel module: Permission denied", true)]
    [InlineData("/usr/libexec/qemu-kvm: could not open disk image", false)]
    [InlineData("Cannot access storage file", false)]
    public void StartThatFailsForKvm_IsAdvisedToEmulate(string error, bool emulates)
    {
        var advice = MadeMachine.AdviceFor(new LibvirtException(LibvirtErrorCode.InternalError, LibvirtErrorDomain.Qemu, error), "web-01", MadeMachine.AdviceForStart("web-01"));

        Assert.Equal(emulates, advice!.Contains("try it emulated", StringComparison.Ordinal));
        Assert.StartsWith("web-01 was made and stays", advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory", "The host has not that much memory free")]
    [InlineData("Failed to find an available port: Address already in use", "Something else on the host has that port")]
    public void StartThatFailsForWantOfTheHost_IsToldWhatHelps(string error, string advice) =>
        Assert.Contains(advice, MadeMachine.AdviceFor(new LibvirtException(LibvirtErrorCode.InternalError, LibvirtErrorDomain.Qemu, error), "web-01", MadeMachine.AdviceForStart("web-01")), StringComparison.Ordinal);

    /// <summary>On a busy host it takes longer than libvirt is waited for otherwise: the task goes on, and says so.</summary>
    [Fact]
    public async Task StartThatTakesLong_IsNoFailure()
    {
        var (id, time, cancel) = (new MachineId("local", Guid.NewGuid()), new FakeTimeProvider(), TestContext.Current.CancellationToken);
        using var file = new TestHostFile(("web-01", id));
        using var started = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", file.Uri)], time);
        await using var rig = new OperationsRig(gateway: gateway, clock: time);
        void Start(Domain domain)
        {
            began.SetResult();
            started.Wait(cancel);
        }
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with { On = id, Steps = context => MadeMachine.StartAsync(context, id, Lane.Commands, Start, "Start the machine", "made") });
        await began.Task.WaitAsync(cancel);

        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            rig.Time.Advance(TimeSpan.FromSeconds(10));
            return rig.Tasks.Recent.Single() is { Phase: "still starting", State: TaskState.Running };
        }, cancel);
        started.Set();

        Assert.Equal(TaskState.Succeeded, (await rig.TaskAsync(result.TaskId!.Value, task => task.EndedAt is not null)).State);
    }

    /// <summary>Starts that hang hold all workers but the last: a further one says that it waits, and ends.</summary>
    [Fact]
    public async Task StartWhoseTurnDoesNotCome_SaysSo_AndEnds()
    {
        var (time, cancel) = (new FakeTimeProvider(), TestContext.Current.CancellationToken);
        var ids = Enumerable.Range(0, 4).Select(_ => new MachineId("local", Guid.NewGuid())).ToArray();
        using var file = new TestHostFile([.. ids.Select((id, at) => ($"web-{at}", id))]);
        using var started = new ManualResetEventSlim();
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", file.Uri)], time);
        await using var rig = new OperationsRig(gateway: gateway, clock: time);
        using var hanging = new CountdownEvent(3);
        void Hang(Domain domain)
        {
            hanging.Signal();
            started.Wait(cancel);
        }
        FakeOperation Starting(int at, Action<Domain> start) =>
            FakeOperation.Of($"web-{at}") with { On = ids[at], Steps = context => MadeMachine.StartAsync(context, ids[at], Lane.Commands, start, "Start the machine", "made") };
        for (var at = 0; at < 3; at++)
            await rig.StartAsync(Starting(at, Hang));
        await Eventually.TrueAsync(() => hanging.IsSet, cancel);

        var last = await rig.StartAsync(Starting(3, _ => Assert.Fail("It has given up.")));
        TaskRecord Task() => rig.Tasks.Recent.Single(task => task.Id == last.TaskId);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            return Task().Phase is "waits for its turn";
        }, cancel);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return Task().EndedAt is not null;
        }, cancel);

        Assert.Equal(TaskState.Failed, Task().State);
        Assert.StartsWith("Its turn did not come within 10 min", Task().Error, StringComparison.Ordinal);
        started.Set();
    }

    /// <summary>The list of tasks shows them in the order of their names.</summary>
    [Fact]
    public async Task PartsOfASeries_AreNumberedInTheirOrder()
    {
        await using var rig = new OperationsRig();
        ImmutableArray<Operation> parts = [.. Enumerable.Range(1, 40).Select(number => FakeOperation.Of($"web-{number:00}"))];

        var whole = await rig.RunAsync(FakeOperation.Of("40 machines") with { Steps = context => OperationSeries.RunAsync(context, parts) });

        Assert.Equal(parts.Select(part => part.Target), rig.Tasks.Recent.Where(task => task.Parent == whole.Id).OrderBy(task => task.Id).Select(task => task.Target));
    }
}

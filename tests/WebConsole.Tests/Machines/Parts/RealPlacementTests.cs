using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Parts;
using WebConsole.Operations;
using WebConsole.Tests.Consoles;
using Xunit;

namespace WebConsole.Tests.Machines.Parts;

/// <summary>On which CPUs the threads of a running QEMU run: the kernel says.</summary>
[Trait("Category", "Integration")]
public sealed class RealPlacementTests : IAsyncDisposable
{
    private const string Guest = EditRig.PlainCode + "; s|<vcpu[^>]*>[0-9]*</vcpu>|<vcpu>2</vcpu><iothreads>1</iothreads>|";

    private readonly EditRig _rig = new();

    [Fact]
    public async Task Threads_AreMovedWhileTheyRun_AndGivenBack()
    {
        await using var guest = await RealGuest.StartAsync("place-ours", Guest);
        await using var twin = await RealGuest.StartAsync("place-twin", Guest);
        var all = await AffinityAsync("place-ours", "CPU 1/TCG");
        var changes = new MachineChanges(Placement: new PlacementChanges(Vcpus: [new(1, "0")], Emulator: "1", IoThreads: [new(1, "0")]));

        var task = await _rig.ApplyAsync(guest, changes);

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Save the definition", "Place vCPU 1", "Place the emulator", "Place I/O thread 1"], task.Steps.Select(step => step.Name));
        Assert.Equal(("0", all, "0"), (await AffinityAsync("place-ours", "CPU 1/TCG"), await AffinityAsync("place-ours", "CPU 0/TCG"), await AffinityAsync("place-ours", "IO iothread1")));

        // The shown lines make the same of another machine, in both definitions.
        await RealGuest.ShellAsync((await _rig.EditAsync(twin, changes)).VirshLine);
        Assert.Equal(await TuningAsync("place-ours", ""), await TuningAsync("place-twin", ""));
        Assert.Equal(await TuningAsync("place-ours", "--inactive"), await TuningAsync("place-twin", "--inactive"));

        var back = await _rig.ApplyAsync(guest, new MachineChanges(Placement: new PlacementChanges(Vcpus: [new(1, "")], Emulator: "", IoThreads: [new(1, "")])));
        Assert.Equal((TaskState.Succeeded, null), (back.State, back.Error));
        Assert.Equal(all, await AffinityAsync("place-ours", "CPU 1/TCG"));
        Assert.DoesNotContain("cputune", await RealGuest.ShellAsync("virsh dumpxml --inactive place-ours"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlaceForTheNextStart_LeavesTheRunningThreadAlone()
    {
        await using var guest = await RealGuest.StartAsync("place-next", Guest);
        var before = await AffinityAsync("place-next", "CPU 0/TCG");
        Assert.Equal(TaskState.Succeeded, (await _rig.ApplyAsync(guest, new MachineChanges(Apply: "next", Placement: new PlacementChanges(Vcpus: [new(0, "1")])))).State);
        Assert.Equal(before, await AffinityAsync("place-next", "CPU 0/TCG"));
        await guest.StopAsync();
        await guest.StartAsync();
        Assert.Equal("1", await AffinityAsync("place-next", "CPU 0/TCG"));
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    /// <summary>Where the kernel lets a thread of that name run.</summary>
    private static async Task<string> AffinityAsync(string machine, string thread) =>
        (await RealGuest.ShellAsync($"for t in /proc/$(cat /run/libvirt/qemu/{machine}.pid)/task/*; do [ \"$(cat $t/comm)\" = '{thread}' ] && sed -n 's/^Cpus_allowed_list:\\t//p' $t/status; done; true")).Trim();

    private static Task<string> TuningAsync(string machine, string which) => RealGuest.ShellAsync($"virsh dumpxml {which} {machine} | sed -n '/<cputune>/,/<.cputune>/p'");
}

using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>What stops real machines under a real QEMU: a full disk, a panic, a kill, corrupt saved memory.</summary>
[Trait("Category", "Integration")]
public sealed class RealStatesTests : IAsyncLifetime
{
    private TestApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InventoryStore Inventory => _app.Services.GetRequiredService<InventoryStore>();

    public async ValueTask InitializeAsync() => _app = await TestApplication.StartAsync(null, null, "--host", "local=qemu:///system");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task FullDisk_IsNamed_AndResumeSaysWhenItChangesNothing()
    {
        const string Disk = "/run/lab/full";
        await RealGuest.ShellAsync($"mkdir -p {Disk} && mount -t tmpfs -o size=6m,mode=755 full {Disk} && truncate -s 32M {Disk}/disk.img && chmod 666 {Disk}/disk.img");
        await using (var guest = await RealGuest.StartAsync("state-full",
            $"s|<driver name='qemu' type='qcow2'/>|<driver name='qemu' type='raw' error_policy='enospace'/>|; s|/[^']*/state-full.qcow2|{Disk}/disk.img|"))
        {
            await TypeAsync("state-full", "dd if=/dev/zero of=/dev/vda bs=64k count=300");
            await UntilAsync(guest, machine => machine is { State: MachineState.Paused, Reason: MachineReason.IoError, DiskErrors: [{ Disk: "vda", NoSpace: true }] });

            var still = await RunAsync("resume", guest);

            Assert.Equal((TaskState.Failed, "still paused: I/O error, vda: no space left on the host"), (still.State, still.Error));
            Assert.StartsWith("Free space on the host", still.Advice, StringComparison.Ordinal);
            Assert.Equal(MachineReason.IoError, Find(guest).Reason);

            await RealGuest.ShellAsync($"mount -o remount,size=64m {Disk}");
            var resumed = await RunAsync("resume", guest);

            Assert.Equal((TaskState.Succeeded, null), (resumed.State, resumed.Error));
            await UntilAsync(guest, machine => machine is { State: MachineState.Running, DiskErrors: [] });
        }
        await RealGuest.ShellAsync($"umount {Disk}");
    }

    [Fact]
    public async Task GuestThatPanickedAndIsKept_IsThere_AndRunsAgainAfterReset()
    {
        await using var guest = await RealGuest.StartAsync("state-panic",
            "s|<on_crash>destroy|<on_crash>preserve|; s|</devices>|<panic model='isa'/></devices>|");
        await UntilAsync(guest, machine => machine.State is MachineState.Running);
        // What the guest's kernel writes there when it panics.
        await RealGuest.ShellAsync("virsh qemu-monitor-command state-panic --hmp 'o /b 0x505 1'");

        var crashed = await UntilAsync(guest, machine => machine.State is MachineState.Crashed);

        Assert.Equal((true, MachineReason.Panicked), (crashed.IsActive, crashed.Reason));
        Assert.NotNull(crashed.StartedAt);
        Assert.Equal(["reset", "force-off"], TestActions.For(crashed, Role.Operator));
        using (var screen = await _app.Services.GetRequiredService<HypervisorGateway>().RunAsync(guest.Id, Lane.Consoles, domain => domain.OpenGraphicsFD(0), Cancel))
            Assert.False(screen.IsInvalid);

        var reset = await RunAsync("reset", guest);

        Assert.Equal((TaskState.Succeeded, null), (reset.State, reset.Error));
        await UntilAsync(guest, machine => machine.State is MachineState.Running);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task QemuThatStandsStill_DoesNotAnswer_UntilItGoesOn()
    {
        await using var guest = await RealGuest.StartAsync("state-frozen");
        await UntilAsync(guest, machine => machine is { State: MachineState.Running, Reason: MachineReason.Booted });

        await guest.FreezeAsync();
        await UntilAsync(guest, machine => machine is { State: MachineState.Running, Reason: MachineReason.NoAnswer });

        await RealGuest.ShellAsync("kill -CONT $(cat /run/libvirt/qemu/state-frozen.pid)");
        await UntilAsync(guest, machine => machine is { State: MachineState.Running, Reason: MachineReason.Booted });
    }

    [Fact]
    public async Task QemuThatIsKilled_HasCrashedAndCanBeStarted()
    {
        await using var guest = await RealGuest.StartAsync("state-killed");
        await UntilAsync(guest, machine => machine.State is MachineState.Running);

        await RealGuest.ShellAsync("kill -KILL $(cat /run/libvirt/qemu/state-killed.pid)");

        var crashed = await UntilAsync(guest, machine => machine.State is MachineState.ShutOff);
        Assert.Equal((false, MachineReason.Crashed), (crashed.IsActive, crashed.Reason));
        Assert.Equal(["start"], TestActions.For(crashed, Role.Operator));
        Assert.Equal(TaskState.Succeeded, (await RunAsync("start", guest)).State);
    }

    /// <summary>The memory goes to a pipe that is read slowly until the save is cancelled, as to a slow disk; the guest has 24 MiB to save.</summary>
    [Fact]
    public async Task SaveThatIsCancelled_ShowsHowFarItIs_AndLetsTheMachineRunOn()
    {
        const string Saved = "/var/lib/libvirt/qemu/save/state-cancel.save";
        const string Hold = "/run/lab/state-cancel.hold";
        await using var guest = await RealGuest.StartAsync("state-cancel");
        await TypeAsync("state-cancel", "dd if=/dev/urandom of=/big bs=1M count=24; echo wr''itten", answer: "written");
        await RealGuest.ShellAsync($"mkfifo {Saved} && touch {Hold} && " +
            $"((while [ -e {Hold} ]; do head -c 65536; sleep 0.2; done; cat) > /dev/null 2>&1 < {Saved} &)");

        var save = await StartAsync("save", guest.Id);
        await Eventually.TrueAsync(() => Find(save) is { Progress: >= 0, Phase: not null, CanCancel: true }, Cancel);
        var paused = await UntilAsync(guest, machine => machine is { State: MachineState.Paused, Reason: MachineReason.Save });
        Assert.Equal(["force-off"], TestActions.For(paused, Role.Operator));
        Assert.Null(_app.Services.GetRequiredService<OperationRunner>().Cancel(save, TestUsers.With(Role.Operator)).Refusal);
        await RealGuest.ShellAsync($"rm {Hold}");

        await Eventually.TrueAsync(() => Find(save).EndedAt is not null, Cancel);
        Assert.Equal((TaskState.Cancelled, null), (Find(save).State, Find(save).Error));
        await UntilAsync(guest, machine => machine is { State: MachineState.Running, HasManagedSave: false });
        await RealGuest.ShellAsync($"rm -f {Saved}");
    }

    /// <summary>The texts are libvirt's own, of the version that is installed.</summary>
    [Theory]
    [InlineData("s|network=.default.|network='n9'|", "there is no network n9.")]
    [InlineData("s|/[^']*.qcow2'|/run/lab/gone.qcow2'|", "Disk vda: /run/lab/gone.qcow2 does not exist.")]
    [InlineData("s|/[^']*.qcow2'|/run/lab/raw.img'|", "Disk vda: the image is not in the format qcow2")]
    public async Task StartThatFails_SaysWhatIsMissing(string change, string advice)
    {
        var uuid = Guid.Parse((await RealGuest.ShellAsync($"{RealGuest.Lab}/define-guest.sh state-start")).Trim());
        await RealGuest.ShellAsync($"truncate -s 1M /run/lab/raw.img && virsh dumpxml --inactive state-start | sed \"{change}\" > /run/lab/state-start.xml && virsh define /run/lab/state-start.xml");
        var id = new MachineId("local", uuid);
        await Eventually.TrueAsync(() => Inventory.Current.Machines.TryGetValue(id, out var machine) && machine.Xml.Contains(
            change.Split('|')[2].Trim('\''), StringComparison.Ordinal), Cancel);

        var start = await RunAsync("start", id);

        Assert.Equal(TaskState.Failed, start.State);
        Assert.Contains(advice, start.Advice, StringComparison.Ordinal);
        await RealGuest.ShellAsync("virsh undefine state-start");
    }

    [Fact]
    public async Task SavedMemoryThatIsBroken_IsSaidAndCanBeDiscarded()
    {
        const string Saved = "/var/lib/libvirt/qemu/save/state-saved.save";
        await using var guest = await RealGuest.StartAsync("state-saved");
        await RealGuest.ShellAsync($"virsh managedsave state-saved && truncate -s $(($(stat -c %s {Saved}) / 2)) {Saved}");
        var saved = await UntilAsync(guest, machine => machine is { State: MachineState.ShutOff, HasManagedSave: true });
        Assert.Equal(MachineReason.Saved, saved.Reason);

        var start = await RunAsync("start", guest);

        Assert.Equal((TaskState.Failed, "The saved memory is incomplete or damaged: discard it, and the machine boots afresh."), (start.State, start.Advice));
        // What failed to start is off again, and the way out is there.
        var failed = await UntilAsync(guest, machine => !machine.IsActive);
        Assert.Contains("discard-save", TestActions.For(failed, Role.Operator));
        Assert.Equal(TaskState.Succeeded, (await RunAsync("discard-save", guest)).State);
        await UntilAsync(guest, machine => !machine.HasManagedSave);
        Assert.Equal(TaskState.Succeeded, (await RunAsync("start", guest)).State);
        await UntilAsync(guest, machine => machine is { State: MachineState.Running, Reason: MachineReason.Booted });
    }

    /// <summary>Types a line at the guest's serial shell, once there is one. QEMU looks each second whether anybody holds the line.</summary>
    /// <summary>Types a line on the guest's serial line, once there is a prompt.</summary>
    /// <param name="name">The guest.</param>
    /// <param name="line">The line.</param>
    /// <param name="answer">What to wait for; the line's echo, unless told.</param>
    private static async Task TypeAsync(string name, string line, string? answer = null) => await RealGuest.ShellAsync($"""
        log=/var/log/libvirt/qemu/{name}-serial.log
        timeout 180 sh -c "until grep -q 'root@{name}:' $log; do sleep 0.2; done"
        exec 3<> "$(virsh ttyconsole {name} | head -n 1)"
        echo "{line}" >&3
        timeout 60 sh -c "until grep -q '{answer ?? line}' $log; do sleep 0.2; done"
        """);

    private Machine Find(RealGuest guest) => Inventory.Current.Machines[guest.Id];

    private async Task<Machine> UntilAsync(RealGuest guest, Func<Machine, bool> wanted)
    {
        try
        {
            await Eventually.TrueAsync(() => Inventory.Current.Machines.TryGetValue(guest.Id, out var machine) && wanted(machine), Cancel);
        }
        catch (TimeoutException)
        {
            Assert.Fail(Inventory.Current.Machines.GetValueOrDefault(guest.Id)?.ToString());
        }
        return Find(guest);
    }

    private Task<TaskRecord> RunAsync(string action, RealGuest guest) => RunAsync(action, guest.Id);

    private async Task<TaskRecord> RunAsync(string action, MachineId id)
    {
        var number = await StartAsync(action, id);
        await Eventually.TrueAsync(() => Find(number).EndedAt is not null, Cancel);
        return Find(number);
    }

    private async Task<long> StartAsync(string action, MachineId id)
    {
        var command = TestActions.Create(action, Inventory.Current.Machines[id], Inventory.Current.Host("local")!);
        var result = await _app.Services.GetRequiredService<OperationRunner>().StartAsync(command, TestUsers.With(Role.Operator), Cancel);
        Assert.Null(result.Refusal);
        return result.TaskId!.Value;
    }

    private TaskRecord Find(long task) => _app.Services.GetRequiredService<TaskStore>().Recent.First(found => found.Id == task);
}

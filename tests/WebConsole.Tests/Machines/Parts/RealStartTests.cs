using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Parts;

/// <summary>How a machine starts, and what its processors are, with QEMU and a guest that looks.</summary>
[Trait("Category", "Integration")]
public sealed class RealStartTests : IAsyncDisposable
{
    private const string WithoutKernel = EditRig.PlainCode + "; /<kernel/d; /<initrd/d; /<cmdline/d; s|<vcpu[^>]*>[0-9]*</vcpu>|<vcpu>1</vcpu>|";

    private readonly EditRig _rig = new();

    /// <summary>Nothing of it reaches the machine that runs: a boot order is no change of its disk, and it is listed as pending.</summary>
    [Fact]
    public async Task BootOrderFirmwareAndBoard_WaitForTheNextStart()
    {
        await using var guest = await RealGuest.StartAsync("start-order", WithoutKernel);
        await RealGuest.ShellAsync("rm -f /var/lib/libvirt/qemu/nvram/start-order_VARS.fd");
        var mac = (await _rig.StoredAsync(guest)).Interfaces[0].MacAddress!;

        var task = await _rig.ApplyAsync(guest, new MachineChanges(Start: new StartChanges(Boot: [$"interface:{mac}", "disk:vda"], BootMenu: true, BootMenuTimeout: 2500, Firmware: "uefi", MachineType: "pc-q35-6.2")));

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Save the definition"], task.Steps.Select(step => step.Name));
        Assert.Contains(PendingDefinition.Of(await _rig.KnownAsync(guest), operates: true), change => change.Path.StartsWith("devices/disk[vda]/boot", StringComparison.Ordinal));
        Assert.Null((await _rig.RunningAsync(guest)).Interfaces[0].BootOrder);

        await guest.StopAsync();
        await guest.StartAsync();
        var running = await _rig.RunningAsync(guest);
        Assert.Equal((1, 2, true, 2500, "pc-q35-6.2"), (running.Interfaces[0].BootOrder, running.Disks[0].BootOrder, running.BootMenu, running.BootMenuTimeoutMilliseconds, running.Machine));
        Assert.Equal("pflash", running.LoaderType);
        var line = await RealGuest.ShellAsync("tr '\\0' ' ' < /proc/$(cat /run/libvirt/qemu/start-order.pid)/cmdline");
        Assert.Contains("splash-time=2500", line, StringComparison.Ordinal);
        Assert.Contains("pc-q35-6.2", line, StringComparison.Ordinal);
        Assert.Empty(PendingDefinition.Of(await _rig.KnownAsync(guest), operates: true));

        Assert.Equal(TaskState.Succeeded, (await _rig.ApplyAsync(guest, new MachineChanges(Start: new StartChanges(Firmware: "bios")))).State);
        Assert.Contains(PendingDefinition.Of(await _rig.KnownAsync(guest), operates: true), change => change.Path == "os/loader");
    }

    /// <summary>A kernel of the host goes and comes back, and Secure Boot brings the variables that have its keys.</summary>
    [Fact]
    public async Task FreshVariables_AreThoseOfTheFirmwareThatWasChosen()
    {
        const string Variables = "/var/lib/libvirt/qemu/nvram/start-fresh_VARS.fd";
        await using var guest = await RealGuest.StartAsync("start-fresh", WithoutKernel);
        await RealGuest.ShellAsync($"rm -f {Variables}");
        await guest.StopAsync();
        Assert.Equal(TaskState.Succeeded, (await _rig.ApplyAsync(guest, new MachineChanges(Start: new StartChanges(Firmware: "uefi-secure")))).State);
        await guest.StartAsync();
        Assert.True((await _rig.RunningAsync(guest)).LoaderSecure);
        await guest.StopAsync();
        await RealGuest.ShellAsync($"printf spoiled | dd of={Variables} conv=notrunc status=none");

        var operation = StartWithFreshVariables.AsAction.Create(await _rig.KnownAsync(guest), TestMachines.Host("local") with { Uri = "qemu:///system" });
        Assert.True(StartWithFreshVariables.AsAction.AppliesTo(await _rig.KnownAsync(guest)));
        Assert.Equal("virsh -c qemu:///system start --reset-nvram start-fresh", operation.VirshLine);
        var task = await _rig.RunAsync(guest, _ => operation);

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.DoesNotContain("spoiled", await RealGuest.ShellAsync($"head -c 7 {Variables} | tr -d '\\0'"), StringComparison.Ordinal);
        await guest.StopAsync();
    }

    /// <summary>The guest itself says what its processors are.</summary>
    [Fact]
    public async Task ModelFeaturesAndTopology_AreThoseThatTheGuestSees()
    {
        await using var guest = await RealGuest.StartAsync("cpu-model", EditRig.PlainCode + "; s|<vcpu[^>]*>[0-9]*</vcpu>|<vcpu>4</vcpu>|");
        var task = await _rig.ApplyAsync(guest, new MachineChanges(Cpu: new CpuChanges("custom", "Nehalem", [new("aes", "require"), new("popcnt", "disable")], new CpuTopology(Sockets: 1, Cores: 2, Threads: 2))));
        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        await guest.StopAsync();
        await guest.StartAsync();

        var seen = await guest.InsideAsync("cat /proc/cpuinfo");

        Assert.Contains("Nehalem", seen, StringComparison.Ordinal);
        Assert.Contains("siblings\t: 4", seen, StringComparison.Ordinal);
        Assert.Contains("cpu cores\t: 2", seen, StringComparison.Ordinal);
        var flags = seen.Split('\n').First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ');
        Assert.Contains("aes", flags);
        Assert.DoesNotContain("popcnt", flags);
    }

    [Fact]
    public async Task Tpm_ComesWithTheNextStart_AndKeepsItsStateWhenItGoes()
    {
        await using var guest = await RealGuest.StartAsync("start-tpm", EditRig.PlainCode);
        var uuid = guest.Id.Uuid.ToString("D");
        Assert.Equal(TaskState.Succeeded, (await _rig.ApplyAsync(guest, new MachineChanges(Start: new StartChanges(Tpm: "tpm-crb")))).State);
        await guest.StopAsync();
        await guest.StartAsync();
        Assert.Contains("\"driver\":\"tpm-crb\"", await RealGuest.ShellAsync("tr '\\0' ' ' < /proc/$(cat /run/libvirt/qemu/start-tpm.pid)/cmdline"), StringComparison.Ordinal);

        var gone = await _rig.ApplyAsync(guest, new MachineChanges(Start: new StartChanges(Tpm: "none")));
        Assert.Contains("What its keys lock, such as a disk of BitLocker, opens with a recovery key only. Its state stays on the host: a TPM that comes back has them again.", gone.Log);
        await guest.StopAsync();
        await guest.StartAsync();
        Assert.DoesNotContain("tpm", await RealGuest.ShellAsync("virsh dumpxml start-tpm | grep '<tpm'; true"), StringComparison.Ordinal);
        Assert.NotEmpty((await RealGuest.ShellAsync($"find /var/lib/libvirt/swtpm/{uuid} -name '*permall*'")).Trim());
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();
}

using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Parts;
using WebConsole.Operations;
using WebConsole.Tests.Consoles;
using Xunit;

namespace WebConsole.Tests.Machines.Parts;

/// <summary>The memory of a machine under QEMU: what it is made of, and how much of the host's it may use.</summary>
[Trait("Category", "Integration")]
public sealed class RealMemoryTests : IAsyncDisposable
{
    private const long MiB = 1L << 20;

    private readonly EditRig _rig = new();

    [Fact]
    public async Task Limits_ChangeWhileItRuns_AndAreTakenAway()
    {
        await using var guest = await RealGuest.StartAsync("limit-ours", EditRig.PlainCode);
        await using var twin = await RealGuest.StartAsync("limit-twin", EditRig.PlainCode);
        var changes = new MachineChanges(MemoryLimits: new MemoryLimitsChanges(Hard: 900 * MiB, Soft: 800 * MiB, SwapHard: 1000 * MiB));

        var task = await _rig.ApplyAsync(guest, changes);

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Save the definition", "Limit its memory"], task.Steps.Select(step => step.Name));
        Assert.Equal(("921600 819200 1024000", "921600 819200 1024000"), (await LimitsAsync("limit-ours", "--live"), await LimitsAsync("limit-ours", "--config")));

        // The shown lines make the same of another machine.
        await RealGuest.ShellAsync((await _rig.EditAsync(twin, changes)).VirshLine);
        Assert.Equal(("921600 819200 1024000", "921600 819200 1024000"), (await LimitsAsync("limit-twin", "--live"), await LimitsAsync("limit-twin", "--config")));

        var back = new MachineChanges(MemoryLimits: new MemoryLimitsChanges(0, 0, 0));
        Assert.Equal(TaskState.Succeeded, (await _rig.ApplyAsync(guest, back)).State);
        await RealGuest.ShellAsync((await _rig.EditAsync(twin, back)).VirshLine);
        foreach (var machine in (string[])["limit-ours", "limit-twin"])
            Assert.Equal(("unlimited unlimited unlimited", "unlimited unlimited unlimited"), (await LimitsAsync(machine, "--live"), await LimitsAsync(machine, "--config")));
    }

    /// <summary>The stored definition may have less memory than what runs.</summary>
    [Fact]
    public async Task LimitUnderTheMemoryOfWhatRuns_WaitsForTheStart()
    {
        await using var guest = await RealGuest.StartAsync("limit-less", EditRig.PlainCode);
        Assert.Equal(TaskState.Succeeded, (await _rig.ApplyAsync(guest, new MachineChanges(Memory: 64 * MiB, MaxMemory: 64 * MiB, Apply: "next"))).State);

        var task = await _rig.ApplyAsync(guest, new MachineChanges(MemoryLimits: new MemoryLimitsChanges(Hard: 96 * MiB)));

        Assert.Equal(TaskState.Succeeded, task.State);
        Assert.Contains("Limit its memory: takes effect at the next start. It was started with 128 MiB.", task.Log);
        Assert.Contains("QEMU needs memory beside the guest's: 576 MiB or more is safe, less may end it.", task.Log);
        Assert.Equal(("unlimited unlimited unlimited", "98304 unlimited unlimited"), (await LimitsAsync("limit-less", "--live"), await LimitsAsync("limit-less", "--config")));
    }

    [Fact]
    public async Task SharedMemory_IsQemusFromTheNextStart()
    {
        await using var guest = await RealGuest.StartAsync("back-ours", EditRig.PlainCode);
        var task = await _rig.ApplyAsync(guest, new MachineChanges(MemoryBacking: new MemoryBackingChanges(Shared: true, Source: "memfd", Discard: true, NotMerged: true)));
        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.DoesNotContain("memory-backend-memfd", await QemuAsync("back-ours"), StringComparison.Ordinal);

        await guest.StopAsync();
        await guest.StartAsync();

        var qemu = await QemuAsync("back-ours");
        Assert.Contains("\"qom-type\":\"memory-backend-memfd\"", qemu, StringComparison.Ordinal);
        Assert.Contains("\"share\":true", qemu, StringComparison.Ordinal);
        Assert.Contains("mem-merge=off", qemu, StringComparison.Ordinal);
    }

    /// <summary>The kernel is the machine's, not the lab's: the pages are given back.</summary>
    [Fact]
    public async Task HugePages_AreQemusMemory_AndMissingOnesAreSaid()
    {
        const string Pages = "/proc/sys/vm/nr_hugepages";
        var before = (await RealGuest.ShellAsync($"cat {Pages}")).Trim();
        Assert.SkipUnless((await RealGuest.ShellAsync("[ -d /sys/kernel/mm/hugepages/hugepages-2048kB ] && [ -w /proc/sys/vm/nr_hugepages ] && grep -c '^Hugepagesize: *2048 kB' /proc/meminfo; true")).Trim() is "1", "needs a kernel with huge pages of 2 MiB");
        await using var guest = await RealGuest.StartAsync("huge-ours", EditRig.PlainCode);
        var free = int.Parse((await RealGuest.ShellAsync("cat /sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages")).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.SkipUnless(free < 64, "needs a host with few free huge pages");
        try
        {
            var task = await _rig.ApplyAsync(guest, new MachineChanges(MemoryBacking: new MemoryBackingChanges(HugePages: true, PageSize: 2 * MiB, Source: "memfd")));
            Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
            Assert.Contains($"It needs 64 pages of 2 MiB, and {free} are free on the host: it does not start before there are more.", task.Log);
            await guest.StopAsync();
            Assert.Contains("Cannot allocate memory", await RealGuest.ShellAsync("virsh start huge-ours 2>&1; true"), StringComparison.Ordinal);

            await RealGuest.ShellAsync($"echo $(({before} + 64)) > {Pages}");
            await guest.StartAsync();

            Assert.Contains("\"hugetlb\":true,\"hugetlbsize\":2097152", await QemuAsync("huge-ours"), StringComparison.Ordinal);
        }
        finally
        {
            await RealGuest.ShellAsync($"virsh destroy huge-ours; echo {before} > {Pages}");
        }
    }

    [Fact]
    public async Task NodesOfTheHost_ChangeWhileItRuns_AndTheModeWaits()
    {
        await using var guest = await RealGuest.StartAsync("numa-ours", EditRig.PlainCode);
        await using var twin = await RealGuest.StartAsync("numa-twin", EditRig.PlainCode);
        var nodes = new MachineChanges(Numa: new NumaChanges(Nodes: "0"));

        var task = await _rig.ApplyAsync(guest, nodes);
        await RealGuest.ShellAsync((await _rig.EditAsync(twin, nodes)).VirshLine);

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Save the definition", "Take its memory from other nodes"], task.Steps.Select(step => step.Name));
        foreach (var machine in (string[])["numa-ours", "numa-twin"])
            Assert.Equal(("strict 0", "strict 0"), (await NodesAsync(machine, "--live"), await NodesAsync(machine, "--config")));

        var mode = new MachineChanges(Numa: new NumaChanges(Mode: "preferred"));
        Assert.Equal(TaskState.Succeeded, (await _rig.ApplyAsync(guest, mode)).State);
        await RealGuest.ShellAsync((await _rig.EditAsync(twin, mode)).VirshLine);
        foreach (var machine in (string[])["numa-ours", "numa-twin"])
            Assert.Equal(("strict 0", "preferred 0"), (await NodesAsync(machine, "--live"), await NodesAsync(machine, "--config")));
        await guest.StopAsync();
        await guest.StartAsync();
        Assert.Equal("preferred 0", await NodesAsync("numa-ours", "--live"));

        var back = await _rig.ApplyAsync(guest, new MachineChanges(Numa: new NumaChanges(Nodes: "")));
        Assert.Contains("Take its memory from other nodes: takes effect at the next start. It has its memory from where it was started.", back.Log);
        Assert.DoesNotContain("numatune", await RealGuest.ShellAsync("virsh dumpxml --inactive numa-ours"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodesOfTheGuest_AreSeenInside()
    {
        await using var guest = await RealGuest.StartAsync("cells-ours", $"{EditRig.PlainCode}; s|<vcpu[^>]*>[0-9]*</vcpu>|<vcpu>2</vcpu>|");
        var task = await _rig.ApplyAsync(guest, new MachineChanges(MaxMemory: 256 * MiB, Memory: 256 * MiB, Numa: new NumaChanges(Cells: [new("0", 160 * MiB), new("1", 96 * MiB)])));
        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        await guest.StopAsync();
        await guest.StartAsync();
        Assert.Equal("0-1", (await guest.InsideAsync("cat /sys/devices/system/node/online")).Trim());
        Assert.Equal("1", (await guest.InsideAsync("cat /sys/devices/system/node/node1/cpulist")).Trim());
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private static async Task<string> LimitsAsync(string machine, string which) => string.Join(' ', (await RealGuest.ShellAsync($"virsh -q memtune {machine} {which} | sed 's/.*: *//'")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static async Task<string> NodesAsync(string machine, string which) => string.Join(' ', (await RealGuest.ShellAsync($"virsh -q numatune {machine} {which} | sed 's/.*: *//'")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static Task<string> QemuAsync(string machine) => RealGuest.ShellAsync($"tr '\\0' ' ' < /proc/$(cat /run/libvirt/qemu/{machine}.pid)/cmdline");
}

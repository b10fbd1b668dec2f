using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Features.Metrics.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Metrics;

/// <summary>Two guests under a real libvirtd and QEMU, which do not boot.</summary>
[Trait("Category", "Integration")]
public sealed class RealGuestsTests : IAsyncLifetime
{
    private static readonly string Lab = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Lab"));

    private readonly HypervisorGateway _gateway = new([new ConfiguredHost("local", "qemu:///system")], TimeProvider.System);
    private readonly InventoryStore _inventory = new();
    private readonly MetricsStore _store = new(TimeProvider.System);
    private readonly HostSampler _sampler;
    private MachineId _first;
    private MachineId _second;

    public RealGuestsTests()
    {
        var source = new LibvirtStatisticsSource(_gateway, _inventory, TimeProvider.System);
        _sampler = new HostSampler("local", source, _store, _inventory, TimeProvider.System, NullLogger.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _first = await StartGuestAsync("metrics-01");
        _second = await StartGuestAsync("metrics-02");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in new[] { "metrics-01", "metrics-02" })
            await ShellAsync($"if [ -e /run/libvirt/qemu/{name}.pid ]; then kill -CONT $(cat /run/libvirt/qemu/{name}.pid); virsh destroy {name}; fi; virsh undefine {name}", mayFail: true);
        _gateway.Dispose();
    }

    [Fact]
    public async Task Everything_of_a_running_guest_is_known_after_a_few_seconds()
    {
        await SampleUntilAsync(() => _store.Latest(_first) is { CpuPercent: not null, MemoryUsedBytes: not null, DiskBytesPerSecond: not null, NetworkBytesPerSecond: not null });

        var rates = _store.Latest(_first)!;
        Assert.InRange(rates.CpuPercent!.Value, 0, 100);
        Assert.InRange(rates.MemoryUsedBytes!.Value, 1 << 20, 1L << 32);
        var devices = _store.SeriesOf("local", _first.Uuid);
        Assert.Contains(new Series(Metric.Cpu, "1"), devices);
        Assert.Contains(new Series(Metric.DiskRead, "vda"), devices);
        Assert.Contains(devices, series => series is { Metric: Metric.NetworkReceive, Device: not null });
        Assert.InRange(_store.DiskSizesOf(_first)["vda"], 1 << 20, 1L << 40);
        Assert.InRange(_store.Latest("local", null, new Series(Metric.Cpu))!.Value, 0, 100);
        Assert.InRange(_store.Latest("local", null, new Series(Metric.Memory))!.Value, 1, _store.Latest("local", null, new Series(Metric.MemoryTotal))!.Value);
    }

    [Fact]
    public async Task Each_cpu_of_the_host_has_a_load()
    {
        _inventory.Update(snapshot => snapshot with { Hosts = [new HostStatus { Name = "local", Uri = "qemu:///system", Connection = ConnectionState.Connected, Facts = new HostFacts { HostName = "local", Driver = "QEMU", LibvirtVersion = new Version(9, 0), Cpus = Environment.ProcessorCount + 1 } }] });

        await SampleUntilAsync(() => Load(0) is not null && Load(Environment.ProcessorCount - 1) is not null);

        Assert.InRange(Load(0)!.Value, 0, 100);
        // One that the host does not have is left out, and hides nothing of the others.
        Assert.Null(Load(Environment.ProcessorCount));

        double? Load(int cpu) => _store.Latest("local", null, new Series(Metric.Cpu, cpu.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Paused_guest_uses_no_cpu_and_a_stopped_one_is_unknown()
    {
        await SampleUntilAsync(() => _store.Latest(_first)?.CpuPercent > 0);

        await ShellAsync("virsh suspend metrics-01");
        await SampleUntilAsync(() => _store.Latest(_first)?.CpuPercent == 0);

        await ShellAsync("virsh destroy metrics-01");
        await SampleUntilAsync(() => _store.Latest(_first) is null);
        Assert.NotNull(_store.Latest(_second));
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task Frozen_guest_leaves_the_other_live()
    {
        await SampleUntilAsync(() => _store.Latest(_second)?.CpuPercent is not null);
        await ShellAsync("kill -STOP $(cat /run/libvirt/qemu/metrics-01.pid)");

        // The first call after the freeze is abandoned; later calls skip the frozen machine.
        var live = 0;
        await SampleUntilAsync(() => (live = _store.Latest(_second)?.CpuPercent is null ? 0 : live + 1) >= 5);
        await SampleUntilAsync(() => _store.Latest(_second)?.DiskBytesPerSecond is not null);
    }

    [Fact]
    public async Task Balloon_that_nobody_asked_is_asked_live_and_the_definition_stays()
    {
        await ShellAsync("""
            virsh destroy metrics-01
            virsh dumpxml --inactive metrics-01 | sed "/<stats period='2'\/>/d" > /run/metrics-01.xml
            virsh define /run/metrics-01.xml && virsh start metrics-01
            """);
        var operation = new SwitchOnMemoryStatistics { Target = "metrics-01", Machine = _first, Uri = "qemu:///system", PeriodSeconds = 7 };

        await using var rig = new OperationsRig(gateway: _gateway);
        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(operation, Caller.System)).State);

        Assert.Contains("<stats period='7'/>", await ShellAsync("virsh dumpxml metrics-01"), StringComparison.Ordinal);
        Assert.DoesNotContain("<stats", await ShellAsync("virsh dumpxml --inactive metrics-01"), StringComparison.Ordinal);
        await ShellAsync(operation.VirshLine);
    }

    private static async Task<MachineId> StartGuestAsync(string name)
    {
        var uuid = await ShellAsync($"{Lab}/define-guest.sh {name} 128 2 && virsh start {name} > /dev/null");
        return new MachineId("local", Guid.Parse(uuid.Trim(), CultureInfo.InvariantCulture));
    }

    // At the real pace of the schedule.
    private async Task SampleUntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(SamplingSchedule.Watched);
        var patience = TimeSpan.FromSeconds(60);
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            await _sampler.SampleAsync(watched: true, cpus: true, Token);
            if (condition())
                return;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < patience, $"Not so within {patience.TotalSeconds} s: {_store.Latest(_first)}, {_store.Latest(_second)}");
        }
        while (await timer.WaitForNextTickAsync(Token));
    }

    private static async Task<string> ShellAsync(string script, bool mayFail = false)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", (mayFail ? "" : "set -e\n") + script]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(Token);
        await shell.WaitForExitAsync(Token);
        Assert.True(mayFail || shell.ExitCode == 0, $"{script}\n{output}");
        return output;
    }
}

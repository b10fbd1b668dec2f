using Xunit;

namespace Libvirt.Tests.Integration;

/// <summary>Which calls a machine with a stopped QEMU process blocks, and which it does not.</summary>
[Trait("Category", "Integration")]
[Trait("Attack", "D6")]
public sealed class FrozenMachineTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly LibvirtConnection _connection = LibvirtConnection.Open(QemuMachine.Uri);

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public async Task WhatNeedsNoMonitor_IsAnswered()
    {
        using var machine = QemuMachine.Started(_connection);
        var domain = machine.Domain;
        machine.Freeze();
        try
        {
            Assert.Equal(DomainState.Running, await Soon(() => domain.GetState().State));
            Assert.Contains(domain.Name, await Soon(() => domain.GetXml()), StringComparison.Ordinal);
            Assert.NotEmpty(await Soon(() => _connection.GetAllDomainStats(DomainStatsGroups.State, GetAllDomainStatsFlags.NoWait)));
        }
        finally
        {
            machine.Thaw();
        }
    }

    [Fact]
    public async Task WhatNeedsTheMonitor_WaitsOnItsOwnConnectionAlone()
    {
        using var machine = QemuMachine.Started(_connection);
        using var other = QemuMachine.Started(_connection);
        using var stuck = LibvirtConnection.Open(QemuMachine.Uri);
        using var stuckDomain = stuck.LookupDomain(machine.Domain.Uuid);
        machine.Freeze();
        try
        {
            var graphics = Task.Run(() => stuckDomain.OpenGraphicsFD(0));
            var stats = Task.Run(() => stuck.GetAllDomainStats(DomainStatsGroups.CpuTotal, GetAllDomainStatsFlags.NoWait));

            await Soon(() => { other.Domain.Suspend(); other.Domain.Resume(); return true; });
            using (var fd = await Soon(() => other.Domain.OpenGraphicsFD(0)))
                Assert.False(fd.IsInvalid);
            Assert.False(graphics.IsCompleted);
            await Soon(() => { stuck.Dispose(); return true; });

            machine.Thaw();
            (await Eventually.Done(graphics)).Dispose();
            await Eventually.Done(stats);
        }
        finally
        {
            machine.Thaw();
        }
    }

    [Fact]
    public async Task ForceOff_EndsItAnyway()
    {
        using var machine = QemuMachine.Started(_connection);
        machine.Freeze();

        await Soon(() => { machine.Domain.ForceOff(); return true; });

        Assert.False(machine.Domain.IsActive);
    }

    public void Dispose() => _connection.Dispose();

    private static Task<T> Soon<T>(Func<T> call) => Eventually.Done(Task.Run(call));
}

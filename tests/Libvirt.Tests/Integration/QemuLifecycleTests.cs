using System.Threading.Channels;
using Xunit;

namespace Libvirt.Tests.Integration;

[Trait("Category", "Integration")]
public sealed class QemuLifecycleTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly LibvirtConnection _connection = LibvirtConnection.Open(QemuMachine.Uri);
    private readonly Channel<LibvirtEvent> _channel = Channel.CreateUnbounded<LibvirtEvent>();

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public async Task WholeLife_IsToldByEvents()
    {
        using var subscription = _connection.SubscribeEvents(_channel.Writer);
        Assert.Equal(EventTopics.None, subscription.Unsupported);

        Domain domain;
        using (var machine = new QemuMachine(_connection))
        {
            domain = machine.Domain;
            await Then(domain, DomainLifecycleEventKind.Defined);
            domain.Start(DomainCreateFlags.Paused);
            await Then(domain, DomainLifecycleEventKind.Started, DomainLifecycleEventKind.Suspended);
            domain.Resume();
            await Then(domain, DomainLifecycleEventKind.Resumed);
            domain.Suspend();
            await Then(domain, DomainLifecycleEventKind.Suspended);
            Assert.Equal(DomainState.Paused, domain.GetState().State);
            domain.Resume();
            await Then(domain, DomainLifecycleEventKind.Resumed);
            domain.ForceOff();
            await Then(domain, DomainLifecycleEventKind.Stopped);
        }
        await Then(domain, DomainLifecycleEventKind.Undefined);
    }

    [Fact]
    public void ManagedSave_IsWhereTheNextStartContinues()
    {
        using var machine = QemuMachine.Started(_connection);
        var domain = machine.Domain;

        domain.ManagedSave(DomainSaveFlags.Paused);
        Assert.True(domain.HasManagedSave);
        Assert.Equal(DomainState.ShutOff, domain.GetState().State);

        domain.Start();
        Assert.False(domain.HasManagedSave);
        Assert.Equal(DomainState.Paused, domain.GetState().State);

        domain.ManagedSave();
        domain.RemoveManagedSave();
        Assert.False(domain.HasManagedSave);
    }

    [Fact]
    public async Task Reset_IsAReboot()
    {
        using var machine = QemuMachine.Started(_connection);
        using var subscription = _connection.SubscribeEvents(_channel.Writer, EventTopics.DomainReboot);

        machine.Domain.Reset();

        Assert.Equal(
            new DomainChangedEvent(machine.Domain.Uuid, machine.Domain.Name, DomainChange.Reboot),
            await Eventually.Done(_channel.Reader.ReadAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void GuestWithoutSystem_IsAskedAndForcedOff()
    {
        using var machine = QemuMachine.Started(_connection);
        var domain = machine.Domain;

        domain.Shutdown(DomainShutdownFlags.AcpiPowerButton);
        domain.InjectNmi();
        Assert.True(domain.IsActive);
        domain.ForceOff(graceful: true);

        Assert.False(domain.IsActive);
    }

    [Fact]
    public void WrongState_IsOperationInvalid()
    {
        using var machine = QemuMachine.Started(_connection);

        Assert.Equal(LibvirtErrorCode.OperationInvalid, Code(() => machine.Domain.Start()));
        machine.Domain.ForceOff();
        Assert.Equal(LibvirtErrorCode.OperationInvalid, Code(machine.Domain.Suspend));
        Assert.Equal(LibvirtErrorCode.OperationInvalid, Code(machine.Domain.WakeUp));
    }

    [Fact]
    public void Agent_ThatIsNotThere_IsSaidSo()
    {
        using var machine = QemuMachine.Started(_connection);

        Assert.Equal(LibvirtErrorCode.ArgumentUnsupported, Code(() => machine.Domain.Shutdown(DomainShutdownFlags.GuestAgent)));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public void Secrets_OnlyComeWhenAskedFor()
    {
        using var machine = new QemuMachine(_connection);

        Assert.DoesNotContain(QemuMachine.VncPassword, machine.Domain.GetXml(), StringComparison.Ordinal);
        Assert.Contains(
            QemuMachine.VncPassword, machine.Domain.GetXml(DomainXmlFlags.Secure | DomainXmlFlags.Inactive), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "J1")]
    public void HostileNames_AreUsable()
    {
        // QEMU's driver names files after a machine, so it refuses slashes and names as long as a file name may be.
        foreach (var name in TestHost.HostileNames.Where(name => name.Length < 100))
        {
            using var machine = new QemuMachine(_connection, name);
            using var found = _connection.LookupDomain(machine.Domain.Uuid);
            Assert.Equal(name, found.Name);
        }
    }

    public void Dispose() => _connection.Dispose();

    private static LibvirtErrorCode Code(Action action) => Assert.Throws<LibvirtException>(action).Code;

    private async Task Then(Domain domain, params DomainLifecycleEventKind[] expected)
    {
        foreach (var kind in expected)
            Assert.Equal((domain.Uuid, kind), await NextLifecycle());
    }

    private async Task<(Guid, DomainLifecycleEventKind)> NextLifecycle()
    {
        while (true)
        {
            var happened = await Eventually.Done(_channel.Reader.ReadAsync(TestContext.Current.CancellationToken));
            // QEMU may or may not report its shutdown before it ends.
            if (happened is DomainLifecycleEvent { Event: not DomainLifecycleEventKind.Shutdown } lifecycle)
                return (lifecycle.Uuid, lifecycle.Event);
        }
    }
}

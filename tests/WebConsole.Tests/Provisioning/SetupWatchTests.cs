using Microsoft.Extensions.Time.Testing;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class SetupWatchTests
{
    private static readonly Guid Pool = Guid.NewGuid();

    private readonly FakeTimeProvider _time = new();
    private readonly SetupWatch _watch;
    private readonly MachineId _id = new("local", Guid.NewGuid());

    public SetupWatchTests() => _watch = new SetupWatch(_time, SetupWatch.Grace);

    /// <summary>cloud-init may still read its seed when the agent begins to answer; an installer's system may have an agent, too.</summary>
    [Fact]
    public void AgentThatAnswers_EndsTheFirstBootAfterAGrace()
    {
        Assert.Empty(Find(Running(1, agent: true)));

        _time.Advance(SetupWatch.Grace);

        Assert.Equal(["web-seed.iso"], Find(Running(1, agent: true)));
    }

    [Fact]
    public void AgentThatWentAway_BeginsAnew()
    {
        Find(Running(1, agent: true));
        Find(Running(1));
        _time.Advance(SetupWatch.Grace);

        Assert.Empty(Find(Running(1, agent: true)));
    }

    [Fact]
    public void InstallerThatRestartedTheMachine_HasInstalled()
    {
        Assert.Empty(Find(Running(1)));

        _watch.Installed(_id);

        // A drive is emptied whatever the guest does; answers are deleted once the guest can see that their disk is unplugged.
        Assert.Equal(["debian.iso"], Find(Running(1)));
        _time.Advance(SetupWatch.Grace);
        Assert.Equal(["answers.iso", "debian.iso"], Find(Running(1)).Order());
    }

    /// <summary>Also one that did so while WebConsole was away.</summary>
    [Fact]
    public void GuestThatShutDown_HasInstalled() => Assert.Equal(["answers.iso", "debian.iso", "web-ignition.json", "web-seed.iso"], Find(Off(MachineReason.Shutdown)).Order());

    /// <summary>A machine that was never started, or was switched off in the middle of its installation.</summary>
    [Theory]
    [InlineData(MachineReason.Unknown)]
    [InlineData(MachineReason.Destroyed)]
    [InlineData(MachineReason.Crashed)]
    [InlineData(MachineReason.Failed)]
    public void MachineThatIsOffForAnotherReason_IsNotDone(MachineReason reason) => Assert.Empty(Find(Off(reason)));

    [Fact]
    public void Installation_CountsInItsRunAlone()
    {
        Find(Running(1));
        _watch.Installed(_id);

        Assert.Empty(Find(Running(2)));
    }

    /// <summary>What failed, as the guest kept the disk, is tried again when it lets go of it or shuts down.</summary>
    [Fact]
    public void MediumThatIsBeingTakenAway_IsFoundAgainAtTheNextOccasion()
    {
        Find(Running(1));
        _watch.Installed(_id);
        Attempt(Running(1));
        Assert.Empty(Find(Running(1)));

        _watch.DeviceRemoved(_id);
        Attempt(Running(1));

        Assert.NotEmpty(Find(Off(MachineReason.Shutdown)));
    }

    /// <summary>A host that is busy for a moment must not leave the medium in for ever, and a guest that keeps it must not cause a task each minute.</summary>
    [Fact]
    public void MediumThatIsNotTakenAway_IsFoundThrice()
    {
        foreach (var minutes in (int[])[2, 10])
        {
            Attempt(Off(MachineReason.Shutdown));
            Assert.Empty(Find(Off(MachineReason.Shutdown)));
            _time.Advance(TimeSpan.FromMinutes(minutes));
        }
        Attempt(Off(MachineReason.Shutdown));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Find(Off(MachineReason.Shutdown)));
    }

    [Fact]
    public void MachineWithoutSuchMedia_IsLeftAlone() =>
        Assert.Empty(Due(Inventory(Off(MachineReason.Shutdown) with { Xml = "<domain><name>web</name></domain>" })));

    [Fact]
    public void MachineOfAHostThatIsAway_IsLeftAlone() => Assert.Empty(Find(Off(MachineReason.Shutdown) with { Stale = true }));

    private string[] Find(Machine machine) => [.. Due(Inventory(machine)).SelectMany(found => found.Media).Select(medium => medium.Volume)];

    private void Attempt(Machine machine)
    {
        var (found, media) = Assert.Single(Due(Inventory(machine)));
        _watch.Attempted(found, media);
    }

    private IReadOnlyList<(Machine Machine, IReadOnlyList<SetupMedium> Media)> Due(InventorySnapshot inventory)
    {
        _watch.Look(inventory);
        return _watch.Due();
    }

    private static InventorySnapshot Inventory(Machine machine) => InventorySnapshot.Empty with { Machines = InventorySnapshot.Empty.Machines.Add(machine.Id, machine) };

    private Machine Running(int run, bool agent = false) => Machine(
        $"<domain id='{run}'>{Metadata}<devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='{(agent ? "connected" : "disconnected")}'/></channel></devices></domain>") with
    {
        State = MachineState.Running,
        IsActive = true,
        InactiveXml = $"<domain>{Metadata}</domain>",
    };

    private Machine Off(MachineReason reason) => Machine($"<domain>{Metadata}</domain>") with { Reason = reason };

    private Machine Machine(string xml) => new() { Id = _id, Name = "web", State = MachineState.ShutOff, Persistent = true, Xml = xml };

    private static string Metadata => $"""
        <metadata><wc:machine xmlns:wc="urn:webconsole:machine:1">
          <wc:medium until="booted" pool="{Pool}" volume="web-seed.iso" delete="yes"/><wc:medium until="installed" pool="{Pool}" volume="debian.iso"/><wc:medium until="installed" pool="{Pool}" volume="answers.iso" delete="yes"/><wc:medium until="never" pool="{Pool}" volume="x"/><wc:medium until="off" pool="{Pool}" volume="web-ignition.json" delete="yes"/>
        </wc:machine></metadata>
        """;
}

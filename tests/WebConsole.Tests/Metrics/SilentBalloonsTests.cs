using Microsoft.Extensions.Time.Testing;
using WebConsole.Features.Metrics;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class SilentBalloonsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SilentBalloons _balloons;
    private readonly MachineId _id = new("local", Guid.NewGuid());

    public SilentBalloonsTests() => _balloons = new SilentBalloons(_time);

    [Theory]
    [InlineData("<memballoon model='virtio'/>", true)]
    [InlineData("<memballoon model='virtio'><stats period='0'/></memballoon>", true)]
    [InlineData("<memballoon model='virtio-non-transitional'/>", true)]
    [InlineData("<memballoon model='virtio'><stats period='10'/></memballoon>", false)]
    [InlineData("<memballoon model='none'/>", false)]
    [InlineData("<memballoon model='xen'/>", false)]
    [InlineData("", false)]
    public void Balloon_is_found_where_it_could_report_and_nobody_asked(string balloon, bool found) =>
        Assert.Equal(found, Find(run: 1, balloon).Any());

    [Fact]
    public void Balloon_that_stays_silent_is_found_thrice_with_growing_pauses()
    {
        Assert.Single(Find(run: 1));
        foreach (var minutes in (int[])[5, 30])
        {
            _time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.Empty(Find(run: 1));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Single(Find(run: 1));
        }
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Find(run: 1));
    }

    [Fact]
    public void Balloon_that_reported_and_was_silenced_is_left_alone()
    {
        Assert.Single(Find(run: 1));
        Assert.Empty(Find(run: 1, "<memballoon model='virtio'><stats period='5'/></memballoon>"));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Find(run: 1, "<memballoon model='virtio'><stats period='0'/></memballoon>"));
        Assert.Single(Find(run: 2, "<memballoon model='virtio'><stats period='0'/></memballoon>"));
    }

    [Fact]
    public void Next_run_is_found_again()
    {
        Assert.Single(Find(run: 1));
        Assert.Single(Find(run: 2));
    }

    [Theory]
    [InlineData(MachineState.ShutOff, false)]
    [InlineData(MachineState.Running, true)]
    public void Machine_that_is_off_or_whose_host_is_away_is_not_found(MachineState state, bool stale) =>
        Assert.Empty(Find(run: 1, state: state, stale: stale));

    private IReadOnlyList<Machine> Find(int run, string balloon = "<memballoon model='virtio'/>", MachineState state = MachineState.Running, bool stale = false)
    {
        var machine = new Machine
        {
            Id = _id,
            Name = "web-01",
            State = state,
            IsActive = state is MachineState.Running,
            Stale = stale,
            Xml = $"<domain type='kvm' id='{run}'><name>web-01</name><devices>{balloon}</devices></domain>",
        };
        return _balloons.Find(InventorySnapshot.Empty with { Machines = InventorySnapshot.Empty.Machines.Add(_id, machine) });
    }
}

using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class SamplingScheduleTests
{
    private const StatisticsGroups Dear = StatisticsGroups.Disks | StatisticsGroups.Memory | StatisticsGroups.CpuTotal;

    private readonly FakeTimeProvider _clock = new();
    private readonly SamplingSchedule _schedule;

    public SamplingScheduleTests() => _schedule = new SamplingSchedule(_clock);

    [Fact]
    public void Watched_reads_the_cheap_groups_each_second_and_at_most_one_dear_group_beside()
    {
        var ticks = Run(seconds: 60, watched: true);

        Assert.All(ticks, calls =>
        {
            Assert.True(calls[0].Groups.HasFlag(StatisticsGroups.VirtualCpus | StatisticsGroups.Network | StatisticsGroups.State | StatisticsGroups.Host));
            Assert.Equal(StatisticsGroups.None, calls[0].Groups & Dear);
            Assert.InRange(calls.Count, 1, 2);
        });
        var dear = ticks.SelectMany(calls => calls.Skip(1)).Select(call => call.Groups).ToList();
        Assert.Equal(12, dear.Count(group => group == StatisticsGroups.Disks));
        Assert.Equal(12, dear.Count(group => group == StatisticsGroups.Memory));
        Assert.Equal(6, dear.Count(group => group == StatisticsGroups.CpuTotal));
    }

    [Fact]
    public void Each_cpu_is_read_every_three_seconds_for_those_who_watch_them_beside_the_rest()
    {
        var calls = new List<SamplingCall>();
        for (var second = 0; second < 60; second++)
        {
            var tick = _schedule.Next(watched: true, cpus: true);
            Assert.InRange(tick.Count, 1, 2);
            calls.AddRange(tick);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(calls.Count(call => call.Groups == StatisticsGroups.HostCpus), 15, 20);
        Assert.InRange(calls.Count(call => call.Groups == StatisticsGroups.Disks), 10, 12);
        Assert.DoesNotContain(Run(seconds: 60, watched: true).SelectMany(calls => calls), call => call.Groups.HasFlag(StatisticsGroups.HostCpus));
    }

    [Fact]
    public void Unwatched_reads_everything_at_its_rare_ticks()
    {
        foreach (var calls in Run(seconds: 60, watched: false, every: 10))
            Assert.Equal(Dear, calls.Skip(1).Aggregate(StatisticsGroups.None, (all, call) => all | call.Groups));
    }

    [Fact]
    public void Values_of_a_dear_group_stand_until_well_after_its_next_reading()
    {
        var calls = Run(seconds: 60, watched: true).SelectMany(calls => calls).ToList();

        Assert.All(calls.Where(call => call.Groups == StatisticsGroups.Disks), call => Assert.Equal(TimeSpan.FromSeconds(15), call.Hold));
        Assert.All(calls.Where(call => call.Groups.HasFlag(StatisticsGroups.VirtualCpus)), call => Assert.Equal(TimeSpan.Zero, call.Hold));
    }

    [Fact]
    public void Reading_that_takes_long_is_made_less_often_so_that_it_takes_a_third_of_the_time_at_most()
    {
        for (var i = 0; i < 40; i++)
            _schedule.Took(TimeSpan.FromSeconds(1));

        Assert.Equal(20, Run(seconds: 60, watched: true).Count(calls => calls.Count > 0));
    }

    [Fact]
    public void One_slow_reading_costs_at_most_one_tick()
    {
        for (var i = 0; i < 40; i++)
            _schedule.Took(TimeSpan.FromMilliseconds(60));
        _schedule.Took(TimeSpan.FromSeconds(2));

        Assert.InRange(Run(seconds: 3, watched: true).Count(calls => calls.Count > 0), 2, 3);
    }

    [Fact]
    public void Ticks_that_come_a_little_early_skip_nothing()
    {
        var read = 0;
        for (var i = 0; i < 50; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(i % 2 == 0 ? 990 : 1010));
            read += _schedule.Next(watched: true).Count(call => call.Groups == StatisticsGroups.Disks);
        }

        Assert.Equal(10, read);
    }

    private List<IReadOnlyList<SamplingCall>> Run(int seconds, bool watched, int every = 1)
    {
        var ticks = new List<IReadOnlyList<SamplingCall>>();
        for (var second = 0; second < seconds; second += every)
        {
            ticks.Add(_schedule.Next(watched));
            _clock.Advance(TimeSpan.FromSeconds(every));
        }
        return ticks;
    }
}

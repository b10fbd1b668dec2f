using System.Diagnostics;
using Xunit;

namespace Libvirt.Tests;

/// <summary>Waits for a condition that another thread or program brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    public static async Task True(Func<bool> condition, string orElse)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, orElse);
            await Task.Delay(Step, TestContext.Current.CancellationToken);
        }
    }
}

using System.Diagnostics;
using Xunit;

namespace Libvirt.Tests;

/// <summary>Waits, with a time limit, for what another thread or program does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
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

    public static Task<T> Done<T>(Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> Done<T>(ValueTask<T> task) => Done(task.AsTask());

    public static Task Done(Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);
}

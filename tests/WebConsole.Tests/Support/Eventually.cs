using System.Runtime.CompilerServices;

namespace WebConsole.Tests;

/// <summary>Waits, with a time limit and a message, for what other threads and processes do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<bool> condition, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string what = "", TimeSpan? patience = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (patience ?? Patience))
                throw new TimeoutException("This did not come true: " + what);
            await Task.Delay(10, cancellationToken);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{bool}, CancellationToken, string, TimeSpan?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TimeoutException("This did not come true: " + what);
            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Waits for the end of a task.</summary>
    public static async Task<T> EndsAsync<T>(Task<T> task, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await EndsAsync((Task)task, cancellationToken, what);
        return await task;
    }

    /// <inheritdoc cref="EndsAsync{T}"/>
    public static async Task EndsAsync(Task task, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        try
        {
            await task.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException("This did not end: " + what);
        }
    }
}

using System.Runtime.CompilerServices;

namespace WebConsole.EndToEnd.Support;

/// <summary>Waits for an external condition; the error names the condition.</summary>
internal static class Wait
{
    public static async Task ForAsync(Func<Task<bool>> condition, TimeSpan patience, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > patience)
                throw new TimeoutException($"Within {patience.TotalSeconds:0} s this did not come true: {what}");
            await Task.Delay(100);
        }
    }
}

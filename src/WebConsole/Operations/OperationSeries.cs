using System.Collections.Immutable;

namespace WebConsole.Operations;

/// <summary>Runs operations of a kind, each as a task of its own: the failure of one leaves the others.</summary>
internal static class OperationSeries
{
    /// <summary>
    /// libvirtd serves five requests of a connection at once by default: four leave one to everybody else, and more would only wait
    /// for each other.
    /// </summary>
    private const int AtOnce = 4;

    /// <param name="context">The task of the whole.</param>
    /// <param name="parts">The operations.</param>
    /// <param name="done">What is done, as in "were not {done} as asked for".</param>
    /// <param name="others">What became of those that did not fail, as in "The others are there."</param>
    public static async Task RunAsync(OperationContext context, ImmutableArray<Operation> parts, string done = "made", string others = "there")
    {
        var (made, begun, failures) = (0, 0, new List<string>());
        context.Report(0, $"0 of {parts.Length}");
        using var free = new SemaphoreSlim(AtOnce);
        var running = new List<Task>();
        // One after the other, so that their tasks are numbered in the series' order.
        foreach (var part in parts)
        {
            await free.WaitAsync(context.Cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (context.Cancellation.IsCancellationRequested)
                break;
            running.Add(RunOneAsync(part));
        }
        await Task.WhenAll(running).ConfigureAwait(false);
        context.Cancellation.ThrowIfCancellationRequested();
        if (failures.Count > 0)
            throw new OperationFailedException($"{failures.Count} of {parts.Length} were not {done} as asked for: {string.Join(", ", failures.Order(StringComparer.Ordinal))}.", $"The others are {others}. {Further(parts.Length - begun)}");

        async Task RunOneAsync(Operation part)
        {
            var (ended, refused) = await RunAndFreeAsync(part).ConfigureAwait(false);
            lock (failures)
            {
                begun += ended is null ? 0 : 1;
                if (ended is { State: TaskState.Succeeded })
                    context.Report((double)++made / parts.Length, $"{made} of {parts.Length}");
                else
                    failures.Add(part.Target);
            }
            if (ended is not { State: TaskState.Succeeded })
                context.Note($"{part.Target}: {refused?.Refusal ?? ended?.Error ?? "It was cancelled."}");
        }

        // What never began has no task.
        static string Further(int refused) => refused == 0 ? "Each has a task of its own, which says more."
            : $"{refused} of them never began: the log says why. Each other has a task of its own, which says more.";

        async Task<(TaskRecord? Ended, OperationResult? Refused)> RunAndFreeAsync(Operation part)
        {
            try
            {
                return await context.RunPartAsync(part).ConfigureAwait(false);
            }
            finally
            {
                free.Release();
            }
        }
    }

    /// <summary>Errors of all of them by the fields' names in the API; what only some of them have names the first of these.</summary>
    public static IReadOnlyDictionary<string, string[]> Mistakes(IEnumerable<(string Of, IReadOnlyDictionary<string, string[]> Found)> parts)
    {
        var all = parts.ToList();
        return all.SelectMany(part => part.Found.SelectMany(field => field.Value.Select(text => (Field: field.Key, Text: text, part.Of))))
            .GroupBy(mistake => (mistake.Field, mistake.Text)).Select(same => (same.Key.Field, Text: same.Count() == all.Count ? same.Key.Text : $"{same.First().Of}: {same.Key.Text}"))
            .GroupBy(mistake => mistake.Field).ToDictionary(field => field.Key, field => field.Select(mistake => mistake.Text).ToArray());
    }
}

using System.Collections.Immutable;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>Runs operations of a kind, each as a task of its own: the failure of one leaves the others.</summary>
internal static class OperationSeries
{
    /// <summary>
    /// libvirtd serves five requests of a connection at once by default: four leave one to everybody else, and more would only wait
    /// for each other.
    /// </summary>
    private const int AtOnce = 4;

    public static async Task RunAsync(OperationContext context, ImmutableArray<Operation> parts)
    {
        var (made, failures) = (0, new List<string>());
        context.Report(0, $"0 of {parts.Length}");
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = context.Cancellation }, async (part, _) =>
        {
            var (ended, refusal) = await context.RunPartAsync(part).ConfigureAwait(false);
            lock (failures)
            {
                if (ended is { State: TaskState.Succeeded })
                    context.Report((double)++made / parts.Length, $"{made} of {parts.Length}");
                else
                    failures.Add(part.Target);
            }
            if (ended is not { State: TaskState.Succeeded })
                context.Note($"{part.Target}: {refusal ?? ended?.Error ?? "It was cancelled."}");
        }).ConfigureAwait(false);
        context.Cancellation.ThrowIfCancellationRequested();
        if (failures.Count > 0)
            throw new OperationFailedException($"{failures.Count} of {parts.Length} were not made as asked for: {string.Join(", ", failures.Order(StringComparer.Ordinal))}.", "The others are there. Each has a task of its own, which says more.");
    }

    /// <summary>Errors of all of them by the fields' names in the API.</summary>
    public static IReadOnlyDictionary<string, string[]> Mistakes(IEnumerable<IReadOnlyDictionary<string, string[]>> all) =>
        all.SelectMany(mistakes => mistakes).GroupBy(mistake => mistake.Key).ToDictionary(same => same.Key, same => same.SelectMany(mistake => mistake.Value).Distinct().ToArray());
}

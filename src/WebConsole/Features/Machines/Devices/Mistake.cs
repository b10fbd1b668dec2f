namespace WebConsole.Features.Machines.Devices;

/// <summary>Errors in arguments, as an operation tells them.</summary>
internal static class Mistake
{
    /// <param name="checks">The arguments' names in the API, each with what is wrong; <c>null</c> if nothing is.</param>
    public static IReadOnlyDictionary<string, string[]> Of(params IEnumerable<(string Argument, string? Wrong)> checks) =>
        checks.Where(check => check.Wrong is not null).DistinctBy(check => check.Argument).ToDictionary(check => check.Argument, check => new[] { check.Wrong! });
}

using System.Globalization;

namespace WebConsole.Benchmarks.Harness;

/// <summary>One figure: what was measured, and the limit that it has to keep.</summary>
/// <param name="Name">As in docs/benchmarks.md.</param>
/// <param name="Measured">NaN if it could not be measured, which counts as a miss.</param>
/// <param name="Limit">The maximum, or the minimum with <see cref="AtLeast"/>.</param>
/// <param name="Unit">Of both.</param>
internal sealed record Figure(string Name, double Measured, double Limit, string Unit)
{
    /// <summary>Whether more is better.</summary>
    public bool AtLeast { get; init; }

    /// <summary>The compared value of the same run, and other information that helps to judge it.</summary>
    public required string Beside { get; init; }

    /// <summary>The breakdown, printed when the limit is missed.</summary>
    public IReadOnlyList<string> Profile { get; init; } = [];

    public bool Met => AtLeast ? Measured >= Limit : Measured <= Limit;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name,-28} {Measured:0.###} {Unit}, limit {(AtLeast ? "≥" : "≤")} {Limit:0.###}: {(Met ? "met" : "missed")} ({Beside}){(Met ? "" : string.Concat(Profile.Select(line => "\n    " + line)))}");
}

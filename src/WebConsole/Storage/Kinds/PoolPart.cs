namespace WebConsole.Storage.Kinds;

/// <summary>One argument that a kind of pool takes, as the form asks for it.</summary>
/// <param name="Name">The argument's name in the API: <c>sourceHost</c>.</param>
/// <param name="Label">What this kind calls it; a localizer's key.</param>
/// <param name="Example">A value as it may be.</param>
public sealed record PoolPart(string Name, string Label, string Example)
{
    /// <summary>The help in one sentence; a localizer's key.</summary>
    public string? Help { get; init; }

    public bool Optional { get; init; }

    /// <summary>Why a value can't be it, or <c>null</c>.</summary>
    public required Func<string, string?> Check { get; init; }

    /// <summary>The values, if there are only a few.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

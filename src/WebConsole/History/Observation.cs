using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.History;

/// <summary>What was noticed of a definition.</summary>
/// <param name="Id">Whose.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kept">The text to keep; <c>null</c> where it is not defined any more.</param>
/// <param name="At">When.</param>
internal sealed record Observation(ObjectId Id, string Name, string? Kept, DateTimeOffset At)
{
    /// <summary>Whether WebConsole did not watch since it last knew of it.</summary>
    public bool Away { get; init; }

    public DefinitionAuthor? Author { get; init; }
}

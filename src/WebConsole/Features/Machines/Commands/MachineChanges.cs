using WebConsole.Actions;

namespace WebConsole.Features.Machines.Commands;

/// <summary>The changes of a machine, in the form of the API; missing fields are not changed.</summary>
/// <param name="Title">A short description in one line; empty for none.</param>
/// <param name="Description">A text of any number of lines; empty for none.</param>
/// <param name="Tags">Words to group machines by.</param>
/// <param name="Version">The expected version of the definition; the request is refused if it is another one.</param>
public sealed record MachineChanges(string? Title = null, string? Description = null, IReadOnlyList<string>? Tags = null, string? Version = null) : IVersioned
{
    IVersioned IVersioned.Of(string version) => this with { Version = version };
}

using WebConsole.Hypervisor;

namespace WebConsole.History;

/// <summary>All objects of a kind that a host has.</summary>
/// <param name="Host">The host.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Present">Their keys.</param>
internal sealed record ObjectList(string Host, ObjectKind Kind, IReadOnlySet<string> Present);

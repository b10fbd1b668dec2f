using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>The object that a task made, for a link to it.</summary>
public sealed record TaskResult(ObjectId Id, string Name);

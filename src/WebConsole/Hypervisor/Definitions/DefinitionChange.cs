namespace WebConsole.Hypervisor.Definitions;

/// <summary>One difference between two definitions. Its texts come from who defined the object: hostile, and without secrets.</summary>
/// <param name="Path">The place: <c>memory</c>, <c>os/type@arch</c>, <c>devices/disk[vda]/source@file</c>.</param>
/// <param name="Kind">What happened there.</param>
/// <param name="Old">What stood there; <see cref="DefinitionSecrets.Mark"/> for a secret, <c>null</c> for a frame.</param>
/// <param name="New">What stands there now, likewise.</param>
public sealed record DefinitionChange(string Path, DefinitionChangeKind Kind, string? Old, string? New)
{
    /// <summary>Whether it is a change of something that is not shown.</summary>
    public bool IsSecret => Old == DefinitionSecrets.Mark || New == DefinitionSecrets.Mark;
}

public enum DefinitionChangeKind
{
    Added,
    Removed,
    Changed,

    /// <summary>The same things in another order.</summary>
    Reordered,
}

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// One difference between two definitions. Its texts come from whoever defined the object, so they are untrusted; they
/// hold no secrets.
/// </summary>
/// <param name="Path">The place: <c>memory</c>, <c>os/type@arch</c>, <c>devices/disk[vda]/source@file</c>.</param>
/// <param name="Kind">What happened there.</param>
/// <param name="Old">The old value; <see cref="DefinitionSecrets.Mark"/> for a secret, <c>null</c> for an element that
/// only contains others.</param>
/// <param name="New">The new value, in the same form.</param>
public sealed record DefinitionChange(string Path, DefinitionChangeKind Kind, string? Old, string? New)
{
    /// <summary>Whether a hidden value has changed.</summary>
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

using System.Collections.Immutable;

namespace WebConsole.Operations;

/// <summary>What an operation would do, for a program that only asks.</summary>
public sealed record OperationPreview
{
    /// <summary>What may not be meant.</summary>
    public ImmutableArray<FieldNote> Warnings { get; init; } = [];

    /// <summary>What is made, in words.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The definition of what is made.</summary>
    public string? Definition { get; init; }

    /// <summary>The same by virsh.</summary>
    public required string Virsh { get; init; }

    /// <summary>The same by virt-install.</summary>
    public string? VirtInstall { get; init; }
}

/// <summary>What is said of a field.</summary>
/// <param name="Field">Its name in the API; null where no field is of it.</param>
/// <param name="Text">A sentence, or a part of one.</param>
public sealed record FieldNote(string? Field, string Text);

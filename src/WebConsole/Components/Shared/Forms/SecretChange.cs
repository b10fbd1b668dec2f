namespace WebConsole.Components.Shared.Forms;

/// <summary>
/// A change of a secret: kept, replaced or cleared. <c>ToString</c> does not show it, so it can't get into a log by
/// accident.
/// </summary>
public sealed class SecretChange : IEquatable<SecretChange>
{
    public static readonly SecretChange Keep = new(null, false);
    public static readonly SecretChange Clear = new(null, true);

    private readonly string? _value;

    private SecretChange(string? value, bool clears) => (_value, IsClear) = (value, clears);

    public bool IsKept => _value is null && !IsClear;

    public bool IsClear { get; }

    public static SecretChange Replace(string value) => new(value, false);

    /// <summary>The new secret, for the call that sets it; <c>null</c> if there is none.</summary>
    public string? Reveal() => _value;

    public bool Equals(SecretChange? other) => other is not null && _value == other._value && IsClear == other.IsClear;

    public override bool Equals(object? obj) => Equals(obj as SecretChange);

    public override int GetHashCode() => HashCode.Combine(_value, IsClear);

    public override string ToString() => IsKept ? "kept" : IsClear ? "cleared" : "••••";
}

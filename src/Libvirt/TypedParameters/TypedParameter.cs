namespace Libvirt;

/// <summary>
/// A name with a value of one of seven types.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-common.html#virTypedParameter">virTypedParameter</see>.
/// </summary>
public readonly struct TypedParameter
{
    private readonly ulong _bits;
    private readonly string? _text;

    internal TypedParameter(string name, TypedParameterType type, ulong bits, string? text = null)
    {
        Name = name;
        Type = type;
        _bits = bits;
        _text = text;
    }

    internal static TypedParameter Of(string name, object value) => value switch
    {
        int number => new(name, TypedParameterType.Int32, (ulong)number),
        uint number => new(name, TypedParameterType.UInt32, number),
        long number => new(name, TypedParameterType.Int64, (ulong)number),
        ulong number => new(name, TypedParameterType.UInt64, number),
        double number => new(name, TypedParameterType.Double, BitConverter.DoubleToUInt64Bits(number)),
        bool yes => new(name, TypedParameterType.Boolean, yes ? 1UL : 0),
        string text => new(name, TypedParameterType.String, 0, text),
        _ => throw new ArgumentException($"A parameter can't be of the type {value.GetType()}.", nameof(value)),
    };

    /// <summary>The name, such as <c>cpu.time</c>.</summary>
    public string Name { get; }

    /// <summary>The value's type; one that this library does not name keeps its number.</summary>
    public TypedParameterType Type { get; }

    /// <summary>The value, boxed: for display and tests. Null when the type is unknown.</summary>
    public object? Value => Type switch
    {
        TypedParameterType.Int32 => (int)_bits,
        TypedParameterType.UInt32 => (uint)_bits,
        TypedParameterType.Int64 => (long)_bits,
        TypedParameterType.UInt64 => _bits,
        TypedParameterType.Double => BitConverter.UInt64BitsToDouble(_bits),
        TypedParameterType.Boolean => _bits != 0,
        TypedParameterType.String => _text,
        _ => null,
    };

    /// <summary>Takes the parameter apart.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, boxed.</param>
    public void Deconstruct(out string name, out object? value) => (name, value) = (Name, Value);

    /// <summary>The value as a signed number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False when it is no integer, or too large.</returns>
    public bool TryGetInt64(out long value)
    {
        value = (long)_bits;
        return Type switch
        {
            TypedParameterType.Int32 or TypedParameterType.UInt32 or TypedParameterType.Int64 => true,
            TypedParameterType.UInt64 => _bits <= long.MaxValue,
            _ => false,
        };
    }

    /// <summary>The value as an unsigned number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False when it is no integer, or negative.</returns>
    public bool TryGetUInt64(out ulong value)
    {
        value = _bits;
        return Type switch
        {
            TypedParameterType.UInt32 or TypedParameterType.UInt64 => true,
            TypedParameterType.Int32 or TypedParameterType.Int64 => (long)_bits >= 0,
            _ => false,
        };
    }

    /// <summary>The value as a floating point number.</summary>
    /// <param name="value">The value; integers are converted.</param>
    /// <returns>False when it is no number.</returns>
    public bool TryGetDouble(out double value)
    {
        value = Type switch
        {
            TypedParameterType.Double => BitConverter.UInt64BitsToDouble(_bits),
            TypedParameterType.UInt64 => _bits,
            _ => (long)_bits,
        };
        return Type is >= TypedParameterType.Int32 and <= TypedParameterType.Double;
    }

    /// <summary>The value as true or false.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False when it is no boolean.</returns>
    public bool TryGetBoolean(out bool value)
    {
        value = _bits != 0;
        return Type == TypedParameterType.Boolean;
    }

    /// <summary>The value as text.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False when it is no text.</returns>
    public bool TryGetString([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
    {
        value = _text;
        return _text is not null;
    }
}

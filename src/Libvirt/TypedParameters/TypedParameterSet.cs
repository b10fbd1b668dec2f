using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Libvirt;

/// <summary>
/// Typed parameters of one answer, read by name. A missing parameter, or one of another type, is unknown.
/// </summary>
public sealed class TypedParameterSet : IReadOnlyList<TypedParameter>
{
    /// <summary>A set without parameters.</summary>
    public static readonly TypedParameterSet Empty = new([]);

    private readonly TypedParameter[] _parameters;

    internal TypedParameterSet(TypedParameter[] parameters) => _parameters = parameters;

    /// <summary>A set of values that did not come from libvirt, such as a test's.</summary>
    /// <param name="values">Names with values of the types that <see cref="TypedParameter.Value"/> has.</param>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public static TypedParameterSet Of(params IEnumerable<(string Name, object Value)> values) => new([.. values.Select(each => TypedParameter.Of(each.Name, each.Value))]);

    /// <summary>How many there are.</summary>
    public int Count => _parameters.Length;

    /// <summary>The parameter at a position, in libvirt's order.</summary>
    /// <param name="index">The position, from 0.</param>
    public TypedParameter this[int index] => _parameters[index];

    /// <summary>An integer by name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>Null when it is missing, no integer, or too large.</returns>
    public long? GetInt64(string name) => TryGetInt64(name, out var value) ? value : null;

    /// <summary>An unsigned integer by name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>Null when it is missing, no integer, or negative.</returns>
    public ulong? GetUInt64(string name) => TryGetUInt64(name, out var value) ? value : null;

    /// <summary>Text by name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>Null when it is missing or no text.</returns>
    public string? GetString(string name) => TryGetString(name, out var value) ? value : null;

    /// <summary>An integer by name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is missing, no integer, or too large.</returns>
    public bool TryGetInt64(string name, out long value)
    {
        value = 0;
        return IndexOf(name) is >= 0 and var index && _parameters[index].TryGetInt64(out value);
    }

    /// <summary>An unsigned integer by name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is missing, no integer, or negative.</returns>
    public bool TryGetUInt64(string name, out ulong value)
    {
        value = 0;
        return IndexOf(name) is >= 0 and var index && _parameters[index].TryGetUInt64(out value);
    }

    /// <summary>A number by name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is missing or no number.</returns>
    public bool TryGetDouble(string name, out double value)
    {
        value = 0;
        return IndexOf(name) is >= 0 and var index && _parameters[index].TryGetDouble(out value);
    }

    /// <summary>True or false by name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is missing or no boolean.</returns>
    public bool TryGetBoolean(string name, out bool value)
    {
        value = false;
        return IndexOf(name) is >= 0 and var index && _parameters[index].TryGetBoolean(out value);
    }

    /// <summary>Text by name.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is missing or no text.</returns>
    public bool TryGetString(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        return IndexOf(name) is >= 0 and var index && _parameters[index].TryGetString(out value);
    }

    /// <inheritdoc/>
    public IEnumerator<TypedParameter> GetEnumerator() => ((IEnumerable<TypedParameter>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _parameters.GetEnumerator();

    // Sets are small and most lookups end at the first differing length or letter: an index would cost more than it saves.
    private int IndexOf(string name)
    {
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (string.Equals(_parameters[i].Name, name, StringComparison.Ordinal))
                return i;
        }
        return -1;
    }
}

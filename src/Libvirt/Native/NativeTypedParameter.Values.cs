using System.Text;

namespace Libvirt.Native;

internal unsafe partial struct NativeTypedParameter
{
    /// <summary>Whole numbers by their names.</summary>
    /// <param name="values">The values.</param>
    /// <param name="isSigned">Whether libvirt takes the value of that name with a sign.</param>
    public static NativeTypedParameter[] Of(IReadOnlyDictionary<string, long> values, Func<string, bool>? isSigned = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var parameters = new NativeTypedParameter[values.Count];
        foreach (var (index, (name, value)) in values.Index())
        {
            fixed (NativeTypedParameter* parameter = &parameters[index])
            {
                // The rest is zero, which ends the name.
                Encoding.ASCII.GetBytes(name, new Span<byte>(parameter->field, FieldLength - 1));
                (parameter->type, parameter->l) = ((int)(isSigned?.Invoke(name) is true ? TypedParameterType.Int64 : TypedParameterType.UInt64), value);
            }
        }
        return parameters;
    }
}

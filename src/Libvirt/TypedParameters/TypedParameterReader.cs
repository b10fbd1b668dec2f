using Libvirt.Native;

namespace Libvirt;

/// <summary>Copies typed parameters out of libvirt's memory.</summary>
internal static unsafe class TypedParameterReader
{
    internal static TypedParameterSet Read(NativeTypedParameter* parameters, int count)
    {
        if (parameters is null || count <= 0)
            return TypedParameterSet.Empty;
        var read = new TypedParameter[count];
        for (var i = 0; i < count; i++)
            read[i] = Read(parameters + i);
        return new TypedParameterSet(read);
    }

    private static TypedParameter Read(NativeTypedParameter* parameter)
    {
        var name = ParameterNames.Get(NativeText.Bytes(parameter->field, NativeTypedParameter.FieldLength));
        var type = (TypedParameterType)parameter->type;
        return type is TypedParameterType.String
            ? new TypedParameter(name, type, 0, NativeText.Read(parameter->s))
            : new TypedParameter(name, type, Bits(parameter, type));
    }

    /// <summary>The value widened to 64 bits: narrower ones leave the union's other bytes undefined.</summary>
    private static ulong Bits(NativeTypedParameter* parameter, TypedParameterType type) => type switch
    {
        TypedParameterType.Int32 => (ulong)parameter->i,
        TypedParameterType.UInt32 => parameter->ui,
        TypedParameterType.Boolean => parameter->b,
        _ => parameter->ul,
    };
}

namespace Libvirt;

/// <summary>The type of a typed parameter's value.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-common.html#virTypedParameterType">virTypedParameterType</see>.</summary>
public enum TypedParameterType
{
    /// <summary>32 bits, signed.</summary>
    Int32 = 1,

    /// <summary>32 bits, unsigned.</summary>
    UInt32 = 2,

    /// <summary>64 bits, signed.</summary>
    Int64 = 3,

    /// <summary>64 bits, unsigned.</summary>
    UInt64 = 4,

    /// <summary>A floating point number.</summary>
    Double = 5,

    /// <summary>True or false.</summary>
    Boolean = 6,

    /// <summary>Text.</summary>
    String = 7,
}

using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-common.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial void virTypedParamsFree(NativeTypedParameter* @params, int nparams);
}

using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>Takes over what libvirt's "list all" calls return: an array of references, both ours to free.</summary>
internal static unsafe class NativeList
{
    internal delegate int Lister(nint** references);

    internal static List<TObject> Read<THandle, TObject>(Lister call, Func<THandle, TObject> wrap)
        where THandle : LibvirtHandle, new()
    {
        nint* references = null;
        var count = NativeCheck.NotNegative(() =>
        {
            nint* received = null;
            var result = call(&received);
            references = received;
            return result;
        });
        try
        {
            var objects = new List<TObject>(count);
            for (var i = 0; i < count; i++)
                objects.Add(wrap(LibvirtHandle.Adopt<THandle>(references[i])));
            return objects;
        }
        finally
        {
            NativeMemory.Free(references);
        }
    }
}

using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>Takes over an array of pointers to structs that C made: reads each, then frees each, then the array.</summary>
internal static unsafe class NativeArray<TNative> where TNative : unmanaged
{
    internal delegate int Lister(TNative*** items);

    internal delegate T Reader<T>(TNative* item);

    internal delegate void Freer(TNative* item);

    internal static List<T> Read<T>(Lister call, Reader<T> read, Freer free)
    {
        TNative** items = null;
        var count = NativeCheck.NotNegative(() =>
        {
            TNative** received = null;
            var result = call(&received);
            items = received;
            return result;
        });
        try
        {
            var list = new List<T>(count);
            for (var i = 0; i < count; i++)
                list.Add(read(items[i]));
            return list;
        }
        finally
        {
            for (var i = 0; i < count; i++)
                free(items[i]);
            NativeMemory.Free(items);
        }
    }
}

using Libvirt.Native;

namespace Libvirt;

/// <summary>Reads the host's figures, which libvirt gives in two calls: how many there are, then which.</summary>
internal static unsafe class NodeStatsReader
{
    internal delegate int Asker(NativeNodeStat* values, ref int count);

    /// <returns>Looks a figure up by its name; null when the host does not have it.</returns>
    internal static Func<string, long?> Read(Asker call)
    {
        var count = 0;
        NativeCheck.NotNegative(() => call(null, ref count));
        var values = new NativeNodeStat[count];
        NativeCheck.NotNegative(() =>
        {
            fixed (NativeNodeStat* first = values)
                return call(first, ref count);
        });
        var read = new Dictionary<string, long>(values.Length);
        for (var i = 0; i < Math.Min(count, values.Length); i++)
        {
            fixed (byte* field = values[i].field)
                read[NativeText.Read(field, NativeNodeStat.FieldLength)] = (long)values[i].value;
        }
        return name => read.TryGetValue(name, out var value) ? value : null;
    }
}

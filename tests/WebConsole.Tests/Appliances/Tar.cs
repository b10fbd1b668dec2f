using System.Formats.Tar;
using System.Text;

namespace WebConsole.Tests.Appliances;

/// <summary>Makes tar archives by .NET's own writer, with what a hostile one holds.</summary>
internal sealed class Tar
{
    private readonly List<TarEntry> _entries = [];

    public Tar Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public Tar Add(string name, byte[] bytes) => Add(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });

    public Tar Add(TarEntry entry)
    {
        _entries.Add(entry);
        return this;
    }

    public MemoryStream Read()
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var entry in _entries)
                writer.WriteEntry(entry);
        }
        return new MemoryStream(bytes.ToArray(), writable: false);
    }
}

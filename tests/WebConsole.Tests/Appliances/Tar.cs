using System.Formats.Tar;
using System.Text;

namespace WebConsole.Tests.Appliances;

/// <summary>Makes tar archives by .NET's own writer, with what a hostile one holds.</summary>
internal sealed class Tar
{
    private readonly MemoryStream _bytes = new();
    private readonly TarWriter _writer;

    public Tar() => _writer = new TarWriter(_bytes, TarEntryFormat.Ustar, leaveOpen: true);

    public Tar Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public Tar Add(string name, byte[] bytes) => Add(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });

    public Tar Add(TarEntry entry)
    {
        _writer.WriteEntry(entry);
        return this;
    }

    public Stream Read()
    {
        _writer.Dispose();
        return new MemoryStream(_bytes.ToArray(), writable: false);
    }
}

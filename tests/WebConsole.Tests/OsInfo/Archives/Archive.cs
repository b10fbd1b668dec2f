using System.Formats.Tar;
using System.IO.Compression;
using WebConsole.Tests.Appliances;

namespace WebConsole.Tests.OsInfo.Archives;

/// <summary>Makes archives of osinfo-db, packed by gzip, right ones and hostile ones.</summary>
internal sealed class Archive
{
    public const string Root = "osinfo-db-20260101/";

    private readonly Tar _tar = new();

    /// <summary>One that describes a system, Ocean 9.</summary>
    public static Archive Of(string version) => new Archive().Add("VERSION", version + "\n").Add("LICENSE", "…").Add("os/example.org/ocean-9.xml", System("Ocean 9", "http://example.org/ocean/9"))
        .Add("device/pcisig.com/pci-1.xml", "<libosinfo/>");

    public static string System(string name, string id) => $"<libosinfo><os id='{id}'><name>{name}</name></os></libosinfo>";

    public Archive Add(string path, string text)
    {
        _tar.Add(Root + path, text);
        return this;
    }

    public Archive Add(TarEntry entry)
    {
        _tar.Add(entry);
        return this;
    }

    public byte[] Packed() => Gzip(_tar.Read());

    public static byte[] Gzip(Stream bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            bytes.CopyTo(gzip);
        return packed.ToArray();
    }
}

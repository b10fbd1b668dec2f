using System.Buffers.Binary;
using System.Text;
using WebConsole.OsInfo.Media;

namespace WebConsole.Tests.OsInfo;

/// <summary>Disc images, sector by sector.</summary>
internal static class DiscImage
{
    public const int Sector = 2048;

    public static byte[] Iso(string volume, string system = "", string publisher = "", string application = "", int sectors = 300) =>
        Iso(Encoding.UTF8.GetBytes(volume), system, publisher, application, sectors);

    public static byte[] Iso(byte[] volume, string system = "", string publisher = "", string application = "", int sectors = 300)
    {
        var image = new byte[Math.Max(18, Math.Min(sectors, 300)) * Sector];
        var primary = Descriptor(image, 16, 1);
        primary.Slice(8, 32 + 32).Fill((byte)' ');
        primary.Slice(318, 128).Fill((byte)' ');
        primary.Slice(574, 128).Fill((byte)' ');
        Write(primary[8..], system);
        volume.AsSpan(0, Math.Min(32, volume.Length)).CopyTo(primary[40..]);
        Write(primary[318..], publisher);
        Write(primary[574..], application);
        BinaryPrimitives.WriteUInt32LittleEndian(primary[80..], (uint)sectors);
        BinaryPrimitives.WriteUInt16LittleEndian(primary[128..], Sector);
        Descriptor(image, 17, 255);
        return image;
    }

    /// <summary>The same with a catalogue of El Torito: one entry for a BIOS, one section for UEFI.</summary>
    public static byte[] Bootable(byte[] image, uint catalogueAt = 40)
    {
        var boot = Descriptor(image, 17, 0);
        Write(boot[7..], "EL TORITO SPECIFICATION");
        BinaryPrimitives.WriteUInt32LittleEndian(boot[0x47..], catalogueAt);
        Descriptor(image, 18, 255);
        if ((catalogueAt + 1L) * Sector > image.Length)
            return image;
        var catalogue = image.AsSpan((int)catalogueAt * Sector, Sector);
        (catalogue[0], catalogue[32], catalogue[64], catalogue[65], catalogue[66], catalogue[96]) = (1, 0x88, 0x91, 0xef, 1, 0x88);
        return image;
    }

    /// <summary>UDF without ISO 9660.</summary>
    public static byte[] Udf(string name, uint sequenceAt = 32)
    {
        var image = new byte[300 * Sector];
        foreach (var (at, mark) in new[] { (16, "BEA01"), (17, "NSR02"), (18, "TEA01") })
            Write(image.AsSpan((at * Sector) + 1), mark);
        var anchor = image.AsSpan(256 * Sector, Sector);
        BinaryPrimitives.WriteUInt16LittleEndian(anchor, 2);
        BinaryPrimitives.WriteUInt32LittleEndian(anchor[16..], 16 * Sector);
        BinaryPrimitives.WriteUInt32LittleEndian(anchor[20..], sequenceAt);
        if (sequenceAt >= 256)
            return image;
        var logical = image.AsSpan((int)(sequenceAt + 1) * Sector, Sector);
        BinaryPrimitives.WriteUInt16LittleEndian(logical, 6);
        var text = Encoding.BigEndianUnicode.GetBytes(name);
        logical[84] = 16;
        text.CopyTo(logical[85..]);
        logical[84 + 127] = (byte)(text.Length + 1);
        return image;
    }

    public static IsoLabel? Read(byte[] image) => new IsoLabelReader((offset, length) => offset >= image.Length ? [] : image[(int)offset..(int)Math.Min(image.Length, offset + length)]).Read();

    private static Span<byte> Descriptor(byte[] image, int at, byte type)
    {
        var sector = image.AsSpan(at * Sector, Sector);
        sector.Clear();
        sector[0] = type;
        Write(sector[1..], "CD001");
        return sector;
    }

    private static void Write(Span<byte> into, string text) => Encoding.UTF8.GetBytes(text).CopyTo(into);
}

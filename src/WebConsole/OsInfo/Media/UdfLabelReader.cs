using System.Buffers.Binary;

namespace WebConsole.OsInfo.Media;

/// <summary>Reads the name of a UDF file system.</summary>
/// <param name="read">As for <see cref="IsoLabelReader"/>.</param>
/// <seealso href="https://www.ecma-international.org/publications-and-standards/standards/ecma-167/"/>
internal sealed class UdfLabelReader(Func<long, int, byte[]> read)
{
    private const int Sector = IsoLabelReader.Sector, Anchor = 256, MostDescriptors = 16;
    private const ushort PrimaryTag = 1, AnchorTag = 2, LogicalTag = 6;

    /// <summary>The logical volume's name, which systems show, or the volume's.</summary>
    public string? ReadName()
    {
        var anchor = read(Anchor * Sector, Sector);
        if (anchor.Length < Sector || TagOf(anchor) is not AnchorTag)
            return null;
        var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(anchor.AsSpan(16)), MostDescriptors * Sector);
        var sequence = read((long)BinaryPrimitives.ReadUInt32LittleEndian(anchor.AsSpan(20)) * Sector, length);
        string? volume = null, logical = null;
        for (var at = 0; at + Sector <= sequence.Length; at += Sector)
        {
            var sector = sequence.AsSpan(at, Sector);
            if (TagOf(sector) is PrimaryTag)
                volume ??= LabelText.OfUdf(sector.Slice(24, 32));
            else if (TagOf(sector) is LogicalTag)
                logical ??= LabelText.OfUdf(sector.Slice(84, 128));
        }
        return logical ?? volume;
    }

    private static ushort TagOf(ReadOnlySpan<byte> sector) => BinaryPrimitives.ReadUInt16LittleEndian(sector);
}

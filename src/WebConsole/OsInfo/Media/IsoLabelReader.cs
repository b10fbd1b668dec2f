using System.Buffers.Binary;

namespace WebConsole.OsInfo.Media;

/// <summary>
/// Reads the label of a disc image: of ISO 9660, or of UDF where there is nothing else. Nothing in an image is trusted: it may be
/// cut off, lead anywhere, or be something else.
/// </summary>
/// <param name="read">Reads a part of the image: fewer bytes than asked for where it ends.</param>
/// <seealso href="https://www.ecma-international.org/publications-and-standards/standards/ecma-119/"/>
internal sealed class IsoLabelReader(Func<long, int, byte[]> read)
{
    public const int Sector = 2048;

    private const int FirstDescriptor = 16, Descriptors = 16;
    private const byte BootRecord = 0, Primary = 1;

    /// <summary>The label; <c>null</c> where it is no disc image.</summary>
    public IsoLabel? Read()
    {
        var area = read(FirstDescriptor * Sector, Descriptors * Sector);
        IsoLabel? label = null;
        long? catalogue = null;
        var isUdf = false;
        for (var at = 0; at + Sector <= area.Length; at += Sector)
        {
            var sector = area.AsSpan(at, Sector);
            var mark = sector.Slice(1, 5);
            isUdf |= mark.SequenceEqual("NSR02"u8) || mark.SequenceEqual("NSR03"u8);
            if (!mark.SequenceEqual("CD001"u8))
                continue;
            if (sector[0] is Primary)
                label ??= OfPrimary(sector);
            else if (sector[0] is BootRecord && sector[7..].StartsWith("EL TORITO SPECIFICATION"u8))
                catalogue ??= BinaryPrimitives.ReadUInt32LittleEndian(sector[0x47..]);
        }
        if (label is null && isUdf && new UdfLabelReader(read).ReadName() is var name)
            label = new IsoLabel(name);
        return label is not null && catalogue is { } start ? WithBoot(label, read(start * Sector, Sector)) : label;
    }

    private static IsoLabel OfPrimary(ReadOnlySpan<byte> sector) => new(
        LabelText.Of(sector.Slice(40, 32)), LabelText.Of(sector.Slice(8, 32)), LabelText.Of(sector.Slice(318, 128)), LabelText.Of(sector.Slice(574, 128)),
        (long)BinaryPrimitives.ReadUInt32LittleEndian(sector[80..]) * BinaryPrimitives.ReadUInt16LittleEndian(sector[128..]));

    /// <summary>What starts from it, by the catalogue of El Torito: one entry, then sections for other platforms.</summary>
    private static IsoLabel WithBoot(IsoLabel label, ReadOnlySpan<byte> catalogue)
    {
        const int entry = 32;
        const byte validation = 1, bootable = 0x88, section = 0x90, lastSection = 0x91;
        if (catalogue.Length < 2 * entry || catalogue[0] is not validation)
            return label;
        if (catalogue[entry] is bootable)
            label = With(label, catalogue[1]);
        for (var at = 2 * entry; at + 2 * entry <= catalogue.Length && catalogue[at] is section or lastSection;)
        {
            var entries = BinaryPrimitives.ReadUInt16LittleEndian(catalogue[(at + 2)..]);
            if (entries > 0 && catalogue[at + entry] is bootable)
                label = With(label, catalogue[at + 1]);
            at += entry * (1 + entries);
        }
        return label;

        static IsoLabel With(IsoLabel label, byte platform) => platform switch
        {
            0 => label with { BootsBios = true },
            0xef => label with { BootsUefi = true },
            _ => label,
        };
    }
}

using System.Buffers.Binary;
using System.Text;

namespace WebConsole.Appliances.Packages;

/// <summary>
/// The 512 bytes before each file of a tar archive, as POSIX's USTAR has them; lengths from 8 GiB are written as numbers of base
/// 256, as GNU and others do. .NET's own reader holds the extensions of an archive in memory, however long they are, and its
/// writer can't write a file that can't be sought in.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its length.</param>
/// <param name="Kind">What it is: <see cref="File"/>, or else.</param>
internal sealed record TarHeader(string Name, long Length, char Kind)
{
    public const int Size = 512;

    public const char File = '0', Directory = '5', Extension = 'x', ForAll = 'g', LongName = 'L';

    private const int NameLength = 100, SumAt = 148, SumLength = 8, KindAt = 156, MarkAt = 257, PrefixAt = 345, PrefixLength = 155;
    private const int LengthAt = 124, LengthLength = 12;
    private const long MostOctal = 1L << 33;

    private static ReadOnlySpan<byte> Mark => "ustar\000"u8;

    /// <summary>How many bytes follow a file, so that the next header lies at a multiple of 512.</summary>
    public static int Padding(long length) => (int)((Size - length % Size) % Size);

    /// <summary><c>null</c> for bytes that are no header.</summary>
    public static TarHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        if (Octal(bytes.Slice(SumAt, SumLength)) != Sum(bytes) || Number(bytes.Slice(LengthAt, LengthLength)) is not { } length)
            return null;
        var (name, kind) = (Text(bytes[..NameLength]), (char)bytes[KindAt]);
        var prefix = bytes.Slice(MarkAt, Mark.Length).SequenceEqual(Mark) ? Text(bytes.Slice(PrefixAt, PrefixLength)) : "";
        return new TarHeader(prefix.Length > 0 ? $"{prefix}/{name}" : name, length, kind == '\0' ? File : kind);
    }

    /// <summary>A text that ends with its field or with a zero.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes);

    /// <exception cref="ArgumentException">The name is too long.</exception>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        if (Encoding.UTF8.GetByteCount(Name) > NameLength)
            throw new ArgumentException($"{Name} is too long for an archive.");
        Encoding.UTF8.GetBytes(Name, bytes);
        Write(bytes, 100, "0000644\0" + "0000000\0" + "0000000\0"); // mode, user, group
        if (Length < MostOctal)
            Write(bytes, LengthAt, Convert.ToString(Length, 8).PadLeft(LengthLength - 1, '0'));
        else
        {
            bytes[LengthAt] = 0x80;
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(LengthAt + LengthLength - sizeof(long)), Length);
        }
        Write(bytes, 136, "00000000000"); // no time
        bytes[KindAt] = (byte)Kind;
        Write(bytes, MarkAt, "ustar\0" + "00");
        Write(bytes, SumAt, Convert.ToString(Sum(bytes), 8).PadLeft(6, '0') + "\0 ");
        return bytes;
    }

    private static void Write(byte[] bytes, int at, string text) => Encoding.ASCII.GetBytes(text, bytes.AsSpan(at));

    /// <summary>The sum of all bytes, those of the sum itself as blanks.</summary>
    private static long Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0L;
        for (var at = 0; at < Size; at++)
            sum += at is >= SumAt and < SumAt + SumLength ? ' ' : bytes[at];
        return sum;
    }

    private static long? Number(ReadOnlySpan<byte> bytes) => bytes[0] != 0x80 ? Octal(bytes)
        : bytes[1..^sizeof(long)].ContainsAnyExcept((byte)0) ? null
        : BinaryPrimitives.ReadInt64BigEndian(bytes[^sizeof(long)..]) is >= 0 and var number ? number : null;

    private static long? Octal(ReadOnlySpan<byte> bytes)
    {
        var digits = bytes.Trim(" \0"u8);
        var number = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return null;
            number = number * 8 + (digit - '0');
        }
        return digits.IsEmpty ? null : number;
    }
}

using System.Buffers;
using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;
using WebConsole.Operations;

namespace WebConsole.History;

/// <summary>
/// Texts of one object, packed together: versions of one definition are nearly the same, so that a pack of them is hardly larger
/// than one. A pack that is full is written again only when more than half of it is not needed any more.
/// </summary>
internal static class TextPacks
{
    /// <summary>A pack with more than this takes no further text, so that writing one costs little.</summary>
    internal const int Full = 512 * 1024;

    private const int Quality = 6, Window = 22;

    /// <summary>Adds a text; one that the object has already is not added again.</summary>
    public static Place Add(SqliteConnection connection, long owner, byte[] hash, string text)
    {
        if (connection.Query("SELECT pack, start, length FROM versions WHERE object = $object AND hash = $hash LIMIT 1", row => new Place(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2)),
            ("$object", owner), ("$hash", hash)) is [var known])
            return known;
        var bytes = Encoding.UTF8.GetBytes(text);
        if (connection.Query("SELECT id, length, bytes FROM packs WHERE object = $object ORDER BY id DESC LIMIT 1", row => (Id: row.GetInt64(0), Length: row.GetInt32(1), Bytes: row.GetFieldValue<byte[]>(2)), ("$object", owner)) is [var last]
            && last.Length + bytes.Length <= Full && Unpack(last.Bytes, last.Length) is { } before)
        {
            connection.Execute("UPDATE packs SET length = $length, bytes = $bytes WHERE id = $id", ("$length", before.Length + bytes.Length), ("$bytes", Pack([.. before, .. bytes])), ("$id", last.Id));
            return new Place(last.Id, before.Length, bytes.Length);
        }
        connection.Execute("INSERT INTO packs (object, length, bytes) VALUES ($object, $length, $bytes)", ("$object", owner), ("$length", bytes.Length), ("$bytes", Pack(bytes)));
        return new Place(connection.Scalar<long>("SELECT last_insert_rowid()"), 0, bytes.Length);
    }

    /// <summary>A text; <c>null</c> where its pack is damaged.</summary>
    public static string? Read(SqliteConnection connection, Place place) =>
        connection.Query("SELECT length, bytes FROM packs WHERE id = $id", row => Unpack(row.GetFieldValue<byte[]>(1), row.GetInt32(0)), ("$id", place.Pack)) is [{ } bytes] && place.Start + place.Length <= bytes.Length
            ? Encoding.UTF8.GetString(bytes, place.Start, place.Length)
            : null;

    /// <summary>Deletes packs of which no version is left, and packs those anew of which more than half is not needed any more.</summary>
    public static void FreeSpace(SqliteConnection connection, long owner)
    {
        connection.Execute("DELETE FROM packs WHERE object = $object AND id NOT IN (SELECT pack FROM versions WHERE object = $object AND pack IS NOT NULL)", ("$object", owner));
        var wasteful = connection.Query("""
            SELECT id, packs.length FROM packs JOIN (SELECT DISTINCT pack, start, length AS used FROM versions WHERE object = $object AND pack IS NOT NULL) ON pack = id
            WHERE object = $object GROUP BY id HAVING sum(used) * 2 < packs.length
            """, row => (Id: row.GetInt64(0), Length: row.GetInt32(1)), ("$object", owner));
        foreach (var (id, length) in wasteful)
            PackAnew(connection, id, length);
    }

    private static void PackAnew(SqliteConnection connection, long pack, int length)
    {
        if (connection.Query("SELECT bytes FROM packs WHERE id = $id", row => Unpack(row.GetFieldValue<byte[]>(0), length), ("$id", pack)) is not [{ } before])
            return;
        var used = connection.Query("SELECT DISTINCT start, length FROM versions WHERE pack = $pack ORDER BY start", row => (Start: row.GetInt32(0), Length: row.GetInt32(1)), ("$pack", pack));
        var after = new byte[used.Sum(text => text.Length)];
        var at = 0;
        // In this order no text comes to where another one still is: each goes to the front.
        foreach (var text in used)
        {
            before.AsSpan(text.Start, text.Length).CopyTo(after.AsSpan(at));
            connection.Execute("UPDATE versions SET start = $at WHERE pack = $pack AND start = $start", ("$at", at), ("$pack", pack), ("$start", text.Start));
            at += text.Length;
        }
        connection.Execute("UPDATE packs SET length = $length, bytes = $bytes WHERE id = $id", ("$length", after.Length), ("$bytes", Pack(after)), ("$id", pack));
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, packed, out var length, Quality, Window) ? packed[..length] : throw new InvalidOperationException("There is always room for it.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static byte[]? Unpack(byte[] packed, int length)
    {
        var bytes = new byte[length];
        return BrotliDecoder.TryDecompress(packed, bytes, out var written) && written == length ? bytes : null;
    }

    /// <summary>Where a text is.</summary>
    public readonly record struct Place(long Pack, int Start, int Length);
}

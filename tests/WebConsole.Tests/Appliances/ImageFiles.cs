using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using Xunit;

namespace WebConsole.Tests.Appliances;

/// <summary>Images made by <c>qemu-img</c>, which comes with libvirt's QEMU on every machine where tests run.</summary>
internal static class ImageFiles
{
    public const int Size = 1 << 20;

    /// <summary>A disk of 1 MiB with holes, and bytes in between that don't repeat.</summary>
    public static string Raw(string path)
    {
        var bytes = new byte[Size];
        new Random(86).NextBytes(bytes.AsSpan(70_000, 200_000));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The same disk in another format.</summary>
    public static string Of(string format, string path, params string[] options)
    {
        var raw = Raw(path + ".raw");
        // A VHD is otherwise made longer, up to what an old geometry can say.
        Qemu(["convert", "-f", "raw", "-O", format, .. format == "vpc" && options.Length == 0 ? ["-o", "force_size=on"] : options, raw, path]);
        File.Delete(raw);
        return path;
    }

    /// <summary>The same disk as a VHDX whose log holds an entry that was not brought in, as of a host that lost its power.</summary>
    public static string PendingVhdx(string path)
    {
        var bytes = File.ReadAllBytes(Of("vhdx", path)).AsSpan();
        int[] headers = [0x10000, 0x20000];
        var current = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(headers[0] + 8)..]) >= BinaryPrimitives.ReadUInt64LittleEndian(bytes[(headers[1] + 8)..]) ? headers[0] : headers[1];
        var log = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[(current + 72)..]);
        byte[] identity = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];
        var entry = bytes.Slice(log, 4096);
        entry.Clear();
        "loge"u8.CopyTo(entry);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], entry.Length);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], 1);
        identity.CopyTo(entry[32..]);
        BinaryPrimitives.WriteInt64LittleEndian(entry[48..], bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(entry[56..], bytes.Length);
        WriteChecksum(entry);
        foreach (var at in headers)
        {
            identity.CopyTo(bytes[(at + 48)..]);
            WriteChecksum(bytes.Slice(at, 4096));
        }
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>CRC-32C of all, with nothing in the place of the sum itself.</summary>
    private static void WriteChecksum(Span<byte> part)
    {
        part.Slice(4, 4).Clear();
        var sum = uint.MaxValue;
        foreach (var one in part)
            sum = BitOperations.Crc32C(sum, one);
        BinaryPrimitives.WriteUInt32LittleEndian(part[4..], ~sum);
    }

    public static string Qemu(params string[] arguments) => Run("qemu-img", arguments);

    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        return output.GetAwaiter().GetResult();
    }
}

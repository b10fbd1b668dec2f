using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using WebConsole.Tests.Consoles;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Authenticates to a VNC server as viewers do: by its password, which is the key of the server's challenge.</summary>
internal static class VncPassword
{
    private const byte WithPassword = 2;

    /// <returns>Whether the server takes the password.</returns>
    public static async Task<bool> OpensAsync(int port, string password, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        await using var stream = client.GetStream();
        await ReadAsync(12);
        await stream.WriteAsync(RfbTalk.Version(), cancellationToken);
        await ReadAsync((await ReadAsync(1))[0]);
        await stream.WriteAsync(new[] { WithPassword }, cancellationToken);
        await stream.WriteAsync(Answer(await ReadAsync(16), password), cancellationToken);
        return (await ReadAsync(4)).All(part => part == 0);

        async Task<byte[]> ReadAsync(int count)
        {
            var bytes = new byte[count];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
    }

    // The protocol's own way: DES, with the bits of each byte of the key turned round.
#pragma warning disable CA5351, CA5358
    private static byte[] Answer(byte[] challenge, string password)
    {
        var key = new byte[8];
        Encoding.UTF8.GetBytes(password).AsSpan(0, Math.Min(8, password.Length)).CopyTo(key);
        using var cipher = DES.Create();
        cipher.Key = [.. key.Select(letter => (byte)Enumerable.Range(0, 8).Sum(bit => (letter >> bit & 1) << (7 - bit)))];
        return cipher.EncryptEcb(challenge, PaddingMode.None);
    }
#pragma warning restore CA5351, CA5358
}

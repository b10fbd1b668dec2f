using System.Buffers.Binary;
using System.Net.Sockets;

namespace WebConsole.Tests.Consoles;

/// <summary>The guest's end of one console, controlled by a test.</summary>
internal sealed class ScriptedGuest(NetworkStream stream) : IDisposable
{
    public NetworkStream Stream => stream;

    /// <summary>The size of the socket's buffer: small, so that it fills quickly.</summary>
    public ScriptedGuest WithSmallBuffers()
    {
        stream.Socket.SendBufferSize = 4096;
        return this;
    }

    /// <summary>Acts as an RFB 3.8 server without authentication, up to ServerInit.</summary>
    /// <returns>The shared flag that the client sent.</returns>
    public async Task<byte> ShakeHandsAsync(CancellationToken cancellationToken)
    {
        await SendAsync(RfbTalk.Version(), cancellationToken);
        await ReadAsync(12, cancellationToken);
        await SendAsync([1, 1], cancellationToken);
        await ReadAsync(1, cancellationToken);
        await SendAsync([0, 0, 0, 0], cancellationToken);
        var shared = await ReadAsync(1, cancellationToken);
        await SendAsync(ServerInit("guest"u8), cancellationToken);
        return shared[0];
    }

    public Task SendAsync(byte[] bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken).AsTask();

    public async Task<byte[]> ReadAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>Whether the other side has closed, after everything it sent was read.</summary>
    public async Task<bool> IsClosedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(new byte[1], cancellationToken) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => stream.Dispose();

    public static byte[] ServerInit(ReadOnlySpan<byte> name)
    {
        var message = new byte[24 + name.Length];
        BinaryPrimitives.WriteUInt16BigEndian(message, 640);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), 480);
        RfbTalk.SetPixelFormat().AsSpan(4).CopyTo(message.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(20), name.Length);
        name.CopyTo(message.AsSpan(24));
        return message;
    }
}

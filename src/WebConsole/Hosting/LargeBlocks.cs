using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace WebConsole.Hosting;

/// <summary>
/// The memory in which Kestrel receives and sends, in blocks of 32 KiB: with its own of 4 KiB an upload spends most of the server's
/// time in system calls. A connection holds blocks only while bytes wait in them.
/// </summary>
internal sealed class LargeBlocks : IMemoryPoolFactory<byte>
{
    private const int BlockSize = 32 * 1024;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        public override int MaxBufferSize => BlockSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
            return new Block();
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class Block : IMemoryOwner<byte>
    {
        private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(BlockSize);

        public Memory<byte> Memory => _bytes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
                ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

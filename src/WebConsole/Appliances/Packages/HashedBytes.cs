using System.Collections.Immutable;
using System.Security.Cryptography;

namespace WebConsole.Appliances.Packages;

/// <summary>Takes the digests of what is read through it.</summary>
internal sealed class HashedBytes : ForwardStream
{
    private readonly Stream _source;
    private readonly ImmutableArray<IncrementalHash> _hashes;

    /// <param name="source">What is read.</param>
    /// <param name="algorithms">The digests to take.</param>
    public HashedBytes(Stream source, IEnumerable<HashAlgorithmName> algorithms)
    {
        _source = source;
        _hashes = [.. algorithms.Select(IncrementalHash.CreateHash)];
    }

    /// <summary>The digests of all that was read so far, in upper case, by the names of their algorithms.</summary>
    public IReadOnlyDictionary<string, string> Digests => _hashes.ToDictionary(hash => hash.AlgorithmName.Name!, hash => Convert.ToHexString(hash.GetCurrentHash()));

    public long BytesRead { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        foreach (var hash in _hashes)
            hash.AppendData(buffer.Span[..read]);
        BytesRead += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var hash in _hashes)
            hash.Dispose();
        base.Dispose(disposing);
    }
}

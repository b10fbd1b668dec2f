using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using WebConsole.Hosting;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Versions of definitions, as <c>ETag</c> and for edits: an HMAC over the whole definition, secrets included, with a
/// key that only this server has. So a changed password gives another version, and nobody can guess passwords from a
/// version; see docs/adr/0076-versions-of-definitions.md.
/// </summary>
public sealed class DefinitionVersions
{
    private const int KeyLength = 32;

    // Definitions that users saw recently, without secrets, to compute what changed since.
    private const int MostRemembered = 256;
    private const int MostEntries = 100_000;

    private readonly byte[] _key;
    private readonly Lock _lock = new();
    private readonly Dictionary<(ObjectId, string), DefinitionOutline> _seen = [];
    private readonly Queue<(ObjectId, string)> _order = new();
    private int _entries;

    public DefinitionVersions(WebConsoleOptions options) : this(KeyIn(StateDirectory.Keys(options.StateDirectory)))
    {
    }

    internal DefinitionVersions(byte[] key) => _key = key;

    /// <summary>The version of an object whose inactive definition this is; fit for an <c>ETag</c> and an address.</summary>
    internal string Of(ObjectId id, string definition) => Digest($"definition\n{id}\n{definition}");

    /// <summary>A digest that replaces a secret in comparisons.</summary>
    internal string DigestOf(string secret) => Digest("secret\n" + secret);

    internal void Remember(ObjectId id, string version, DefinitionOutline outline)
    {
        lock (_lock)
        {
            if (!_seen.TryAdd((id, version), outline))
                return;
            _order.Enqueue((id, version));
            _entries += outline.Count;
            while (_order.Count > MostRemembered || (_entries > MostEntries && _order.Count > 1))
            {
                _seen.Remove(_order.Dequeue(), out var old);
                _entries -= old!.Count;
            }
        }
    }

    /// <summary>What this object was in that version: a version of another object, which the user may not see, tells nothing.</summary>
    internal DefinitionOutline? Recall(ObjectId id, string version)
    {
        lock (_lock)
            return _seen.GetValueOrDefault((id, version));
    }

    private string Digest(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// The key, made at the first start. A broken key is replaced; then all open edits see a changed version.
    /// </summary>
    private static byte[] KeyIn(string directory)
    {
        var path = Path.Combine(directory, "definitions.key");
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: KeyLength } key)
            return key;
        key = RandomNumberGenerator.GetBytes(KeyLength);
        // Written completely or not at all, even when the disk is full.
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
            file.Write(key);
        File.Move(unfinished, path, overwrite: true);
        return key;
    }
}

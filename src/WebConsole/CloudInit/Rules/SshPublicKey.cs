using System.Buffers.Binary;
using System.Text;

namespace WebConsole.CloudInit.Rules;

/// <summary>
/// A public key as OpenSSH writes it into a file: type, the key in base64, and a comment. The key begins with its type once more,
/// and is a row of parts that each have their length before them (RFC 4253, section 6.6).
/// </summary>
internal static class SshPublicKey
{
    private const int Longest = 16 * 1024;
    private const int LeastRsaBits = 1024, MostRsaBits = 16 * 1024;

    /// <summary>What stands before the two coordinates of a point.</summary>
    private const byte UncompressedPoint = 4;

    /// <summary>The number of parts of each type that sshd takes today; ssh-dss it has not taken since OpenSSH 7.0.</summary>
    private static readonly Dictionary<string, int> Parts = new()
    {
        ["ssh-ed25519"] = 2, ["ssh-rsa"] = 3, ["ecdsa-sha2-nistp256"] = 3, ["ecdsa-sha2-nistp384"] = 3, ["ecdsa-sha2-nistp521"] = 3,
        ["sk-ssh-ed25519@openssh.com"] = 3, ["sk-ecdsa-sha2-nistp256@openssh.com"] = 4,
    };

    /// <summary>The keys of a line, into which somebody may have pasted several: each begins with its type.</summary>
    public static IEnumerable<string> Split(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var start = 0; start < words.Length;)
        {
            var end = start + 1;
            while (end < words.Length && !Parts.ContainsKey(words[end]))
                end++;
            yield return string.Join(' ', words[start..end]);
            start = end;
        }
    }

    /// <summary>Why the text is no key that signs a user in; <c>null</c> if it is one.</summary>
    public static string? Mistake(string text)
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return "This is a private key, which must not leave its machine. Give the public one, from the file that ends in .pub.";
        if (EntryRules.OfShownText(text, Longest) is { } mistake)
            return mistake;
        var words = text.Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !Parts.TryGetValue(words[0], out var parts))
            return words is ["ssh-dss", ..] ? "OpenSSH takes no DSA keys any more: ssh-ed25519 or ssh-rsa."
                : "A public key of OpenSSH on one line, such as ssh-ed25519 AAAA… name@host, without options before it.";
        return words.Length < 2 || Read(words[1]) is not { } key ? "After the type, the whole key in base64: a part is missing."
            : Encoding.ASCII.GetString(key[0]) != words[0] ? $"The key in base64 is of another type than {words[0]}."
            : key.Count != parts || !Fits(words[0], key) ? "The key is damaged: copy it once more."
            : null;
    }

    /// <summary>The kind of a key without mistakes, as people call it.</summary>
    public static string KindOf(string type, string base64) => type switch
    {
        "ssh-ed25519" => "ED25519",
        "ssh-rsa" => $"RSA {BitsOf(Read(base64)![2])}",
        "sk-ssh-ed25519@openssh.com" => "ED25519 on a security key",
        "sk-ecdsa-sha2-nistp256@openssh.com" => "ECDSA 256 on a security key",
        _ => $"ECDSA {type[^3..]}",
    };

    /// <summary>The length of a key without mistakes.</summary>
    public static int BitsOf(string type, string base64) => type switch
    {
        "ssh-rsa" => BitsOf(Read(base64)![2]),
        "ecdsa-sha2-nistp384" => 384,
        "ecdsa-sha2-nistp521" => 521,
        _ => 256,
    };

    private static int BitsOf(byte[] number) => (int)new System.Numerics.BigInteger(number, isUnsigned: true, isBigEndian: true).GetBitLength();

    private static List<byte[]>? Read(string base64)
    {
        var blob = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, blob, out var length))
            return null;
        var parts = new List<byte[]>();
        for (var rest = blob.AsSpan(0, length); rest.Length > 0;)
        {
            if (rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var size && size > rest.Length - 4)
                return null;
            parts.Add(rest.Slice(4, (int)size).ToArray());
            rest = rest[(4 + (int)size)..];
        }
        return parts.Count > 0 ? parts : null;
    }

    private static bool Fits(string type, List<byte[]> key) => type switch
    {
        "ssh-ed25519" or "sk-ssh-ed25519@openssh.com" => key[1].Length == 32,
        "ssh-rsa" => IsPositive(key[1]) && IsPositive(key[2]) && BitsOf(key[2]) is >= LeastRsaBits and <= MostRsaBits,
        _ => CurveOf(type) is var (name, bytes) && key[1].AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(name)) && key[2] is [UncompressedPoint, ..] && key[2].Length == 1 + 2 * bytes,
    };

    /// <summary>Numbers have a sign (RFC 4251, section 5), and begin with no more zeroes than that needs: OpenSSH refuses others.</summary>
    private static bool IsPositive(byte[] number) => number is [> 0 and < 0x80, ..] or [0, >= 0x80, ..];

    /// <summary>The name of a type's curve, and the bytes of a coordinate on it.</summary>
    private static (string Name, int Bytes) CurveOf(string type) => type switch
    {
        "ecdsa-sha2-nistp384" => ("nistp384", 48),
        "ecdsa-sha2-nistp521" => ("nistp521", 66),
        _ => ("nistp256", 32),
    };
}

using System.Security.Cryptography;
using WebConsole.CloudInit.Rules;

namespace WebConsole.CloudInit;

/// <summary>A public key of OpenSSH, and by what people tell one from another.</summary>
/// <param name="Text">The key as a guest gets it, on one line.</param>
/// <param name="Kind">The kind and, where that has several, the length: <c>ED25519</c>, <c>RSA 3072</c>.</param>
/// <param name="Bits">How long it is, as <c>ssh-keygen -l</c> says.</param>
/// <param name="Comment">What whoever made it wrote behind it; mostly a name.</param>
/// <param name="Fingerprint">As <c>ssh-keygen -l</c> shows it.</param>
public sealed record SshKey(string Text, string Kind, int Bits, string Comment, string Fingerprint)
{
    /// <summary>The key in a text; <c>null</c> where <see cref="Mistake"/> finds one.</summary>
    public static SshKey? Of(string text)
    {
        if (Mistake(text) is not null)
            return null;
        var words = text.Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        var fingerprint = "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(words[1]))).TrimEnd('=');
        return new SshKey(string.Join(' ', words), SshPublicKey.KindOf(words[0], words[1]), SshPublicKey.BitsOf(words[0], words[1]), words.ElementAtOrDefault(2) ?? "", fingerprint);
    }

    /// <summary>Why a text is no key that signs a user in; <c>null</c> if it is one.</summary>
    public static string? Mistake(string text) => SshPublicKey.Mistake(text);

    /// <summary>The keys of a text into which somebody has pasted them, right and wrong ones: on lines of their own, or one behind another.</summary>
    public static IReadOnlyList<string> Split(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(SshPublicKey.Split)];
}

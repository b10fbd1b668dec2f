using System.Buffers.Binary;
using System.Text;
using WebConsole.CloudInit.Rules;
using Xunit;

namespace WebConsole.Tests.CloudInit;

/// <summary>Keys that sshd would take, and all that people paste in their place.</summary>
public sealed class SshPublicKeyTests
{
    private const string Security = "sk-ssh-ed25519@openssh.com";

    [Theory]
    [InlineData(Keys.Ed25519)]
    [InlineData(Keys.Ed25519 + " anna@example.org")]
    [InlineData(Keys.Ed25519 + " a comment: with {signs} #1, \"quoted\", ключ 🔑")]
    [InlineData("  " + Keys.Ed25519 + " \u00a0")]
    [InlineData(Keys.Ecdsa256)]
    [InlineData(Keys.Ecdsa521)]
    [InlineData(Keys.Rsa)]
    public void KeyOfSshKeygen_IsTaken(string text) => Assert.Null(SshPublicKey.Mistake(text));

    [Fact]
    public void KeyOfASecurityKey_IsTaken() => Assert.Null(SshPublicKey.Mistake(Key(Security, new byte[32], "ssh:"u8.ToArray())));

    [Theory]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----", "private key")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----", "private key")]
    [InlineData("", "A public key of OpenSSH")]
    [InlineData("anna@example.org", "A public key of OpenSSH")]
    [InlineData("AAAAC3NzaC1lZDI1NTE5AAAAIP", "A public key of OpenSSH")]
    [InlineData("---- BEGIN SSH2 PUBLIC KEY ----", "A public key of OpenSSH")]
    [InlineData("command=\"reboot\" " + Keys.Ed25519, "without options")]
    [InlineData("ssh-ed25519-cert-v01@openssh.com AAAA", "A public key of OpenSSH")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3M=", "no DSA keys")]
    [InlineData("ssh-ed25519", "whole key")]
    [InlineData("ssh-ed25519 ~~~~", "whole key")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP", "whole key")]
    [InlineData("ssh-ed25519 /////w==", "whole key")]
    [InlineData(Keys.Ed25519 + "\n" + Keys.Ed25519, "One line")]
    [InlineData(Keys.Ed25519 + " x\nruncmd: [reboot]", "One line")]
    [InlineData(Keys.Ed25519 + " \u0085", "One line")]
    [InlineData(Keys.Ed25519 + " anna\u202e", "U+202E")]
    [InlineData(Keys.Ed25519 + " an\u200bna", "U+200B")]
    [InlineData(Keys.Ed25519 + " \u2066anna", "U+2066")]
    [InlineData(Keys.Ed25519 + " anna\u2028", "U+2028")]
    public void OtherText_IsRefused(string text, string said) => Assert.Contains(said, SshPublicKey.Mistake(text), StringComparison.Ordinal);

    // Attributes hold no half of a pair.
    [Fact]
    public void HalfACharacter_IsRefused() => Assert.Contains("One line", SshPublicKey.Mistake(Keys.Ed25519 + " 😀"[..^1]), StringComparison.Ordinal);

    [Fact]
    public void TypeOfAnotherKey_IsRefused() =>
        Assert.Contains("another type than ssh-rsa", SshPublicKey.Mistake("ssh-rsa " + Keys.Ed25519.Split(' ')[1]), StringComparison.Ordinal);

    [Fact]
    public void KeyOfAWrongLength_IsRefused()
    {
        Assert.Contains("damaged", SshPublicKey.Mistake(Key("ssh-ed25519", new byte[31])), StringComparison.Ordinal);
        Assert.Contains("damaged", SshPublicKey.Mistake(Key("ssh-ed25519", new byte[32], [1])), StringComparison.Ordinal);
        Assert.Contains("damaged", SshPublicKey.Mistake(Key("ssh-rsa", [1, 0, 1], new byte[64])), StringComparison.Ordinal);
        Assert.Contains("damaged", SshPublicKey.Mistake(Key("ecdsa-sha2-nistp256", "nistp521"u8.ToArray(), [4, .. new byte[64]])), StringComparison.Ordinal);
        Assert.Contains("damaged", SshPublicKey.Mistake(Key("ecdsa-sha2-nistp256", "nistp256"u8.ToArray(), [4, .. new byte[63]])), StringComparison.Ordinal);
    }

    /// <summary>sshd compares the name of the curve as a whole.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("nistp")]
    [InlineData("nistp256\0")]
    [InlineData("256")]
    [InlineData("ecdsa-sha2-nistp256")]
    public void PartOfACurvesName_IsRefused(string curve)
    {
        Assert.Contains("damaged", SshPublicKey.Mistake(Key("ecdsa-sha2-nistp256", Encoding.ASCII.GetBytes(curve), [4, .. new byte[64]])), StringComparison.Ordinal);
        Assert.Contains("damaged", SshPublicKey.Mistake(Key("sk-ecdsa-sha2-nistp256@openssh.com", Encoding.ASCII.GetBytes(curve), [4, .. new byte[64]], "ssh:"u8.ToArray())), StringComparison.Ordinal);
    }

    /// <summary>Numbers that sshd does not read: none, negative ones, and those with zeroes before them; and keys that it finds too long.</summary>
    [Fact]
    public void NumbersThatSshdDoesNotRead_AreRefused()
    {
        byte[] good = [0x7f, .. new byte[255]], exponent = [1, 0, 1];
        Assert.Null(SshPublicKey.Mistake(Key("ssh-rsa", exponent, good)));
        Assert.Null(SshPublicKey.Mistake(Key("ssh-rsa", exponent, [0, 0xff, .. new byte[255]])));
        foreach (var (first, second) in new (byte[], byte[])[] { ([], good), ([0], good), ([0x81], good), (exponent, [0xff, .. new byte[255]]), (exponent, [0, .. good]), (exponent, [0x7f, .. new byte[2048]]) })
            Assert.Contains("damaged", SshPublicKey.Mistake(Key("ssh-rsa", first, second)), StringComparison.Ordinal);
    }

    /// <summary>A length that is not that of what follows it.</summary>
    [Theory]
    [InlineData("AAAAC3NzaC1lZDI1NTE5AAAAIf////8=")]
    [InlineData("AAAAC3NzaC1lZDI1NTE5/////w==")]
    [InlineData("gAAAC3NzaC1lZDI1NTE5AAAAIA==")]
    [InlineData("AAAAC3NzaC1lZDI1NTE5AAA=")]
    public void LengthBeyondTheEnd_IsRefused(string base64) => Assert.Contains("a part is missing", SshPublicKey.Mistake("ssh-ed25519 " + base64), StringComparison.Ordinal);

    [Fact]
    public void LongText_IsRefused() => Assert.Contains("At most", SshPublicKey.Mistake(Keys.Ed25519 + " " + new string('a', 20_000)), StringComparison.Ordinal);

    /// <summary>Whoever copies from a web page may get all keys on one line; comments have blanks.</summary>
    [Fact]
    public void LineWithSeveralKeys_IsSplitAtEach() =>
        Assert.Equal([Keys.Ed25519, $"{Key("ssh-rsa", [1, 0, 1], new byte[256])} anna at home", Keys.Ed25519],
            SshPublicKey.Split($"{Keys.Ed25519} {Key("ssh-rsa", [1, 0, 1], new byte[256])} anna at home  {Keys.Ed25519}"));

    private static string Key(string type, params byte[][] parts) =>
        $"{type} {Convert.ToBase64String([.. parts.Prepend(Encoding.ASCII.GetBytes(type)).SelectMany(part => (byte[])[.. LengthOf(part), .. part])])}";

    private static byte[] LengthOf(byte[] part)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        return length;
    }
}

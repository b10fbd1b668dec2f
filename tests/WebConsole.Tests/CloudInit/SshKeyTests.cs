using WebConsole.CloudInit;
using Xunit;

namespace WebConsole.Tests.CloudInit;

/// <summary>What is told of a public key; ssh-keygen -l said the fingerprints.</summary>
public sealed class SshKeyTests
{
    [Theory]
    [InlineData(Keys.Ed25519, "ED25519", 256, "SHA256:qrdhNTxqD9XbekfoGjXeFCAP95N0g7EmeFWMYb5uyvg")]
    [InlineData(Keys.Ecdsa256, "ECDSA 256", 256, "SHA256:HJ0qeA93mF17FIdplEHXDd4FwzrsONAJPBItxe6LrF0")]
    [InlineData(Keys.Ecdsa521, "ECDSA 521", 521, "SHA256:6KvGdqrvTGf2g872EM0Vc7QVzLUvfspVRzOqe9Rr86U")]
    [InlineData(Keys.Rsa, "RSA 2048", 2048, "SHA256:TQMSD9Vx+53GP8xNN7R3SGUYxmTbw7iGsJq2NJKxUlg")]
    public void Key_IsToldByKindAndFingerprint(string text, string kind, int bits, string fingerprint)
    {
        var key = SshKey.Of($"  {text}  anna at home ");

        Assert.Equal(new SshKey($"{text} anna at home", kind, bits, "anna at home", fingerprint), key);
        Assert.Equal("", SshKey.Of(text)!.Comment);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    public void TextThatIsNone_IsNone(string text) => Assert.Null(SshKey.Of(text));

    /// <summary>People paste whole files, and lines with several.</summary>
    [Fact]
    public void PastedText_IsSplit() =>
        Assert.Equal([$"{Keys.Ed25519} anna", Keys.Rsa, "what is this"], SshKey.Split($"\r\n{Keys.Ed25519} anna {Keys.Rsa}\r\n\n  what is this \n"));
}

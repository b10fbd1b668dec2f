using System.Diagnostics;
using WebConsole.CloudInit.Passwords;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.CloudInit;

/// <summary>Hashes by this host's libcrypt, verified by it.</summary>
public sealed class PasswordHashTests
{
    private const string Password = "correct horse: {} \"ключ\" 😀";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PasswordMethod.Yescrypt, "$y$j")]
    [InlineData(PasswordMethod.Sha512, "$6$rounds=100000$")]
    public async Task Hash_IsThatOfThePasswordAlone(PasswordMethod method, string prefix)
    {
        var hash = await PasswordHash.OfAsync(Password, method, Cancel);

        Assert.StartsWith(prefix, hash, StringComparison.Ordinal);
        Assert.Equal(hash, PasswordHash.Crypt(Password, hash));
        Assert.NotEqual(hash, PasswordHash.Crypt(Password + "x", hash));
        Assert.DoesNotContain("correct", hash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SamePassword_HasAnotherSaltEachTime() => Assert.NotEqual(await PasswordHash.OfAsync(Password, cancellationToken: Cancel), await PasswordHash.OfAsync(Password, cancellationToken: Cancel));

    /// <summary>A hash that was made by another program: openssl passwd -6 -salt saltsalt password.</summary>
    [Fact]
    public void KnownHash_IsFound()
    {
        const string known = "$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/";

        Assert.Equal(known, PasswordHash.Crypt("password", known));
    }

    /// <summary>A library without yescrypt answers so, and SHA-512 takes its place.</summary>
    [Fact]
    public void MethodThatTheLibraryLacks_HasNoSalt() => Assert.Null(PasswordHash.Salt("$no$", 0));

    [Fact]
    public async Task LongPassword_IsRefusedNotCut()
    {
        var longest = new string('x', 511);
        var hash = await PasswordHash.OfAsync(longest, cancellationToken: Cancel);

        Assert.NotEqual(hash, PasswordHash.Crypt(longest[1..], hash));
        await Assert.ThrowsAsync<OperationFailedException>(() => PasswordHash.OfAsync(longest + "x", cancellationToken: Cancel));
    }

    /// <summary>On a circuit's thread nothing is hashed: its synchronisation context never runs anything here.</summary>
    [Fact]
    public async Task Hash_IsMadeElsewhere()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Stopped());
        var hashes = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PasswordHash.OfAsync(Password, cancellationToken: Cancel)));
        SynchronizationContext.SetSynchronizationContext(before);

        Assert.Equal(8, (await hashes).Distinct().Count());
    }

    private sealed class Stopped : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new UnreachableException();
    }
}

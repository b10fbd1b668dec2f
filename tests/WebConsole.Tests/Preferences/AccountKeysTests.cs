using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Operations;
using WebConsole.Preferences;
using WebConsole.Tests.CloudInit;
using Xunit;

namespace WebConsole.Tests.Preferences;

public sealed class AccountKeysTests : IDisposable
{
    private readonly TaskDatabase _database = new(null, TimeProvider.System, NullLogger<TaskDatabase>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AccountKeys Store => new(_database, NullLoggerFactory.Instance);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Keys_AreOfOnePerson()
    {
        Assert.Null(await Store.AddAsync(Person("anna"), $"{Keys.Rsa} anna@laptop\n{Keys.Ed25519}", Cancel));

        var kept = await Store.ListAsync(Person("anna"), Cancel);
        Assert.Equal([$"{Keys.Rsa} anna@laptop", Keys.Ed25519], kept.Select(key => key.Text));
        Assert.Empty(await Store.ListAsync(Person("bert"), Cancel));
        Assert.False(await Store.RemoveAsync(Person("bert"), kept[0].Fingerprint, Cancel));
        Assert.True(await Store.RemoveAsync(Person("anna"), kept[0].Fingerprint, Cancel));
        Assert.Equal([Keys.Ed25519], (await Store.ListAsync(Person("anna"), Cancel)).Select(key => key.Text));
    }

    /// <summary>The same key once more only has another comment.</summary>
    [Fact]
    public async Task KeyThatIsKept_GetsTheNewComment()
    {
        await Store.AddAsync(Person("anna"), $"{Keys.Rsa} old", Cancel);
        await Store.AddAsync(Person("anna"), $"{Keys.Rsa} new", Cancel);

        Assert.Equal("new", Assert.Single(await Store.ListAsync(Person("anna"), Cancel)).Comment);
    }

    [Fact]
    public async Task WrongKey_KeepsNone()
    {
        Assert.StartsWith("Key 2: A public key of OpenSSH", await Store.AddAsync(Person("anna"), $"{Keys.Rsa}\nhello", Cancel), StringComparison.Ordinal);
        Assert.Contains("private key", await Store.AddAsync(Person("anna"), "-----BEGIN OPENSSH PRIVATE KEY-----", Cancel), StringComparison.Ordinal);
        Assert.NotNull(await Store.AddAsync(Person("anna"), " \n", Cancel));

        Assert.Empty(await Store.ListAsync(Person("anna"), Cancel));
    }

    /// <summary>Earlier versions took it: it is shown without, so that it can be removed.</summary>
    [Fact]
    public async Task KeyWithHiddenCharacters_IsRefused_AndOneThatIsKeptCanBeRemoved()
    {
        Assert.Contains("U+202E", await Store.AddAsync(Person("anna"), $"{Keys.Rsa} ro\u202eot", Cancel), StringComparison.Ordinal);
        await Store.AddAsync(Person("anna"), $"{Keys.Rsa} root", Cancel);
        await _database.RunAsync(connection => connection.Execute("UPDATE account_keys SET key = $key", ("$key", $"{Keys.Rsa} ro\u202eot")), Cancel);

        var kept = Assert.Single(await Store.ListAsync(Person("anna"), Cancel));
        Assert.Equal("root", kept.Comment);
        Assert.True(await Store.RemoveAsync(Person("anna"), kept.Fingerprint, Cancel));
        Assert.Empty(await Store.ListAsync(Person("anna"), Cancel));
    }

    [Fact]
    public async Task Keys_AreBounded()
    {
        Assert.Null(await Store.AddAsync(Person("anna"), string.Join('\n', Enumerable.Range(0, AccountKeys.Most).Select(Numbered)), Cancel));

        Assert.Contains("remove one first", await Store.AddAsync(Person("anna"), Numbered(99), Cancel), StringComparison.Ordinal);
        Assert.Null(await Store.AddAsync(Person("anna"), Numbered(7), Cancel));
        Assert.Contains("At most", await Store.AddAsync(Person("bert"), string.Join('\n', Enumerable.Range(0, AccountKeys.Most + 1).Select(Numbered)), Cancel), StringComparison.Ordinal);
    }

    private static string Numbered(int number)
    {
        var blob = Convert.FromBase64String(Keys.Ed25519.Split(' ')[1]);
        blob[^1] = (byte)number;
        return $"ssh-ed25519 {Convert.ToBase64String(blob)}";
    }

    private static ClaimsPrincipal Person(string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test", ClaimTypes.Name, ClaimTypes.Role));
}

using WebConsole.CloudInit;
using Xunit;

namespace WebConsole.Tests.CloudInit;

/// <summary>What users, their passwords and keys may be.</summary>
public sealed class CloudInitUsersTests
{
    private static string? MistakeOf(CloudInitSettings settings, string field) => CloudInitRules.Mistakes(settings).GetValueOrDefault(field)?.First();

    [Theory]
    [InlineData("anna", true)]
    [InlineData("_apt", true)]
    [InlineData("anna-2_b", true)]
    [InlineData("root", true)]
    [InlineData("Anna", false)]
    [InlineData("2anna", false)]
    [InlineData("-anna", false)]
    [InlineData("an na", false)]
    [InlineData("an:na", false)]
    [InlineData("anna\n", false)]
    [InlineData("änna", false)]
    [InlineData("", false)]
    [InlineData("abcdefghijabcdefghijabcdefghijabc", false)]
    public void UserName_IsAsUseraddTakesIt(string name, bool isTaken) =>
        Assert.Equal(isTaken, MistakeOf(new CloudInitSettings(Users: [new CloudInitUser(name)]), "users[0].name") is null);

    [Theory]
    [InlineData("docker", false, false)]
    [InlineData("admin", false, false)]
    [InlineData("docker", true, true)]
    [InlineData("video", false, true)]
    public void UserWithoutSudo_IsInNoGroupWithTheRightsOfRoot(string name, bool sudo, bool isTaken) =>
        Assert.Equal(isTaken, MistakeOf(new CloudInitSettings(Users: [new CloudInitUser(name, Sudo: sudo)]), "users[0].name") is null);

    [Fact]
    public void PasswordOrKeysWithoutAUser_AskForTheUser()
    {
        Assert.Equal("A name is needed.", MistakeOf(new CloudInitSettings(Password: "x"), "user"));
        Assert.Equal("A name is needed.", MistakeOf(new CloudInitSettings(SshKeys: [Keys.Ed25519]), "user"));
    }

    [Fact]
    public void UserOfTheSystem_IsWarnedOf()
    {
        Assert.Contains("www-data", Assert.Single(CloudInitRules.Warnings(new CloudInitSettings(User: "www-data"))["users"]), StringComparison.Ordinal);
        Assert.Empty(CloudInitRules.Warnings(new CloudInitSettings(User: "root", Password: "correct-horse", Users: [new CloudInitUser("admin", SshKeys: [Keys.Ed25519])])));
    }

    [Theory]
    [InlineData("Grace Hopper", true)]
    [InlineData("Ольга Ладыженская", true)]
    [InlineData("Hopper, Grace", false)]
    [InlineData("Grace:x:0:0", false)]
    [InlineData("Grace\nroot", false)]
    public void FullName_FitsIntoPasswd(string name, bool isTaken) =>
        Assert.Equal(isTaken, MistakeOf(new CloudInitSettings(Users: [new CloudInitUser("grace", FullName: name)]), "users[0].fullName") is null);

    [Fact]
    public void UserTwice_IsRefused()
    {
        Assert.Equal("Each user once.", MistakeOf(new CloudInitSettings(User: "anna", Users: [new CloudInitUser("bob"), new CloudInitUser("anna")]), "users[1].name"));
        Assert.Equal("Each user once.", MistakeOf(new CloudInitSettings(Users: [new CloudInitUser("bob"), new CloudInitUser("bob")]), "users[1].name"));
    }

    [Theory]
    [InlineData("x\ny")]
    [InlineData("x\0")]
    public void PasswordThatNobodyCanType_IsRefused(string password) => Assert.NotNull(MistakeOf(new CloudInitSettings(User: "anna", Password: password), "password"));

    [Fact]
    public void Password_HasALengthInBytes()
    {
        Assert.Null(MistakeOf(new CloudInitSettings(User: "anna", Password: new string('x', 511)), "password"));
        Assert.NotNull(MistakeOf(new CloudInitSettings(User: "anna", Password: new string('ä', 256)), "password"));
        Assert.NotNull(MistakeOf(new CloudInitSettings(User: "anna", Password: "😀"[..1]), "password"));
    }

    [Fact]
    public void KeyInAList_IsNamedByItsNumber()
    {
        Assert.StartsWith("Entry 2: ", MistakeOf(new CloudInitSettings(User: "anna", SshKeys: [Keys.Ed25519, "x"]), "sshKeys"), StringComparison.Ordinal);
        Assert.StartsWith("A public key", MistakeOf(new CloudInitSettings(Users: [new CloudInitUser("anna", SshKeys: ["x"])]), "users[0].sshKeys"), StringComparison.Ordinal);
    }

    [Fact]
    public void EachWrongKey_IsNamed() =>
        Assert.Equal("Entry 1: x Entry 3: x", System.Text.RegularExpressions.Regex.Replace(MistakeOf(new CloudInitSettings(User: "anna", SshKeys: ["x", Keys.Ed25519, "y"]), "sshKeys")!, @"A public key[^A-Z]*[^E]*\.", "x"));

    [Fact]
    public void UserWithNeitherPasswordNorKey_IsAWarning()
    {
        var settings = new CloudInitSettings(Users: [new CloudInitUser("anna", SshKeys: [Keys.Ed25519]), new CloudInitUser("bob"), new CloudInitUser("eve", "secret")]);

        Assert.Equal(["bob can't sign in: give a password or a key."], CloudInitRules.Warnings(settings)["users"]);
        Assert.Empty(CloudInitRules.Mistakes(settings));
    }

    [Theory]
    [InlineData("/bin/bash", true)]
    [InlineData("bash", false)]
    [InlineData("/bin/bash -l", false)]
    [InlineData("/bin/bash:", false)]
    [InlineData("/bin/ba\nsh", false)]
    public void Shell_IsAPath(string shell, bool isTaken) => Assert.Equal(isTaken, MistakeOf(new CloudInitSettings(Users: [new CloudInitUser("anna", Shell: shell)]), "users[0].shell") is null);
}

using WebConsole.Hosting;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class StateDirectoryTests : IDisposable
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Private = PrivateFile | UnixFileMode.UserExecute;
    private const UnixFileMode All = (UnixFileMode)0x1FF;

    private readonly string _root = Directory.CreateTempSubdirectory("webconsole-test-").FullName;

    [Fact]
    public void Missing_IsMadeForUsAlone()
    {
        var path = Path.Combine(_root, "new", "state");

        StateDirectory.Prepare(path);

        Assert.All(Directory.GetDirectories(path).Append(path), directory => Assert.Equal(Private, File.GetUnixFileMode(directory)));
        Assert.Equal(["conversions", "keys", "links", "logs", "sessions", "uploads"], Directory.GetDirectories(path).Select(Path.GetFileName).Order());
    }

    [Fact]
    [Trait("Attack", "F5")]
    public void OpenToOthers_IsClosed()
    {
        var path = Make("open", All & ~(UnixFileMode.OtherWrite | UnixFileMode.GroupWrite));
        var inside = Directory.CreateDirectory(StateDirectory.Keys(path), Private | UnixFileMode.OtherExecute).FullName;
        var file = Path.Combine(inside, "key");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, PrivateFile | UnixFileMode.OtherRead);

        StateDirectory.Prepare(path);

        Assert.Equal((Private, Private, PrivateFile), (File.GetUnixFileMode(path), File.GetUnixFileMode(inside), File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Unusable_IsSaid()
    {
        var file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");

        Assert.Contains("can't be used", Refusal(Path.Combine(file, "state")), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "F5")]
    [InlineData("")]
    [InlineData("keys")]
    [InlineData("sessions")]
    [InlineData("links")]
    [InlineData("logs")]
    public void WritableByOthers_IsRefused_AndLeftAsItIs(string inside)
    {
        var path = Make("state", Private);
        var open = Make(Path.Combine("state", inside), All);

        Assert.Contains($"others may write to {open} (mode 0777); check what is there, then run: chmod go-w {open}", Refusal(path), StringComparison.Ordinal);
        Assert.Equal(All, File.GetUnixFileMode(open));
    }

    [Theory]
    [Trait("Attack", "F5")]
    [InlineData("")]
    [InlineData("keys")]
    [InlineData("links")]
    public void SymbolicLink_IsRefused_AndItsTargetLeftAsItIs(string inside)
    {
        var target = Make("target", All & ~(UnixFileMode.OtherWrite | UnixFileMode.GroupWrite));
        var link = Path.Combine(_root, "state");
        if (inside.Length > 0)
            link = Path.Combine(Make("state", Private), inside);
        Directory.CreateSymbolicLink(link, target);

        Assert.Contains($"{link} is a symbolic link", Refusal(Path.Combine(_root, "state") + "/"), StringComparison.Ordinal);
        Assert.NotEqual(Private, File.GetUnixFileMode(target));
        Assert.Empty(Directory.GetFileSystemEntries(target));
    }

    [Theory]
    [Trait("Attack", "F5")]
    [InlineData("webconsole.db")]
    [InlineData("keys/key.xml")]
    public void FileThatIsALink_OrOpenToOthers_IsRefused(string name)
    {
        var path = Make("state", Private);
        StateDirectory.Prepare(path);
        var file = Path.Combine(path, name);
        File.WriteAllText(Path.Combine(_root, "elsewhere"), "");
        File.CreateSymbolicLink(file, Path.Combine(_root, "elsewhere"));
        Assert.Contains($"{file} is no plain file", Refusal(path), StringComparison.Ordinal);
        File.Delete(file);

        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, PrivateFile | UnixFileMode.OtherWrite);
        Assert.Contains($"others may write to {file}", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "F5")]
    public void WayThatOthersCanChange_IsRefused_UnlessItIsSticky()
    {
        var way = Make("way", All);
        var path = Path.Combine(way, "state");
        var link = Path.Combine(_root, "link");
        Directory.CreateSymbolicLink(link, way);

        Assert.Contains($"others may write to {way} (mode 0777)", Refusal(path), StringComparison.Ordinal);
        Assert.Contains($"others may write to {way} (mode 0777)", Refusal(Path.Combine(link, "..", "way", "state")), StringComparison.Ordinal);
        Assert.Contains($"others may write to {way} (mode 0777)", Refusal(Path.Combine(link, "state")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(path));

        File.SetUnixFileMode(way, All | UnixFileMode.StickyBit);
        StateDirectory.Prepare(path);
        StateDirectory.Prepare(Path.Combine(link, "state"));
    }

    [Theory]
    [Trait("Attack", "A4")]
    [InlineData("way/state", true)]
    [InlineData("way", false)]
    [InlineData("way/state/links", true)]
    [InlineData("way/state/links/planted", false)]
    public async Task WhatBelongsToSomeoneElse_IsRefused_BeforeAnythingIsChanged(string theirs, bool names)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "giving a file to someone else needs root");
        var path = Path.Combine(Make("way", Private), "state");
        StateDirectory.Prepare(path);
        File.WriteAllText(Path.Combine(StateDirectory.Links(path), "planted"), "");
        File.SetUnixFileMode(path, All & ~(UnixFileMode.OtherWrite | UnixFileMode.GroupWrite));
        await GiveAwayAsync(Path.Combine(_root, theirs));

        var refusal = Refusal(path);

        Assert.Contains($"{Path.Combine(_root, theirs)} belongs to 54321, ", refusal, StringComparison.Ordinal);
        Assert.Equal(names, refusal.Contains("and WebConsole runs as root", StringComparison.Ordinal));
        Assert.NotEqual(Private, File.GetUnixFileMode(path));
    }

    [Fact]
    [Trait("Attack", "F5")]
    public async Task LinkOnTheWay_ThatSomeoneElseMade_IsRefused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "giving a file to someone else needs root");
        var link = Path.Combine(_root, "link");
        Directory.CreateSymbolicLink(link, Make("way", Private));
        await GiveAwayAsync(link);

        Assert.Contains($"{link} belongs to 54321", Refusal(Path.Combine(link, "state")), StringComparison.Ordinal);
    }

    /// <summary>Root's group may be the primary group of accounts, and programs run in it.</summary>
    [Fact]
    [Trait("Attack", "A4")]
    [Trait("Attack", "F5")]
    public void WayThatRootsGroupMayChange_IsRefused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a directory of root needs root");
        var way = Make("way", All & ~UnixFileMode.OtherWrite);

        Assert.Contains($"others may write to {way} (mode 0775)", Refusal(Path.Combine(way, "state")), StringComparison.Ordinal);
    }

    /// <summary>With an access list, the mode shows only the upper limit of all entries.</summary>
    [Theory]
    [Trait("Attack", "A4")]
    [Trait("Attack", "F5")]
    [InlineData(7, false)]
    [InlineData(5, true)]
    public void WayThatAnAccessListLetsOthersChange_IsRefused(byte rights, bool works)
    {
        var way = Make("way", Private);
        UnixFiles.SetAccessList(way, user: 45679, rights);

        if (works)
            StateDirectory.Prepare(Path.Combine(way, "state"));
        else
            Assert.Contains($"others may write to {way} (mode 0770)", Refusal(Path.Combine(way, "state")), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "F5")]
    [InlineData("lock")]
    [InlineData("links/planted")]
    public void FileWithAnotherName_IsRefused_AndLeftAsItIs(string name)
    {
        var path = Make("state", Private);
        StateDirectory.Prepare(path);
        var victim = MakeVictim(Path.Combine(path, name));

        Assert.Contains($"{Path.Combine(path, name)} has another name elsewhere", Refusal(path), StringComparison.Ordinal);
        Assert.Equal(All, File.GetUnixFileMode(victim));
        Assert.Equal("kept", File.ReadAllText(victim));
    }

    [Fact]
    [Trait("Attack", "F5")]
    public void LockThatIsAnotherFile_IsNotEmptied()
    {
        var path = Make("state", Private);
        var victim = MakeVictim(Path.Combine(path, "lock"));

        Assert.Throws<SettingsException>(() => StateLock.Take(path).Dispose());
        Assert.Equal("kept", File.ReadAllText(victim));
    }

    /// <summary>A mistake such as /etc, which would become unreadable for the whole machine.</summary>
    [Fact]
    public void DirectoryOfOtherThings_IsNotClosedToOthers()
    {
        var path = Make("etc", All & ~(UnixFileMode.OtherWrite | UnixFileMode.GroupWrite));
        File.WriteAllText(Path.Combine(path, "passwd"), "");

        Assert.Contains("holds other things", Refusal(path), StringComparison.Ordinal);
        Assert.Equal([Path.Combine(path, "passwd")], Directory.GetFileSystemEntries(path));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Refusal(string path)
    {
        var error = Assert.Single(Assert.Throws<SettingsException>(() => StateDirectory.Prepare(path)).Errors);
        Assert.StartsWith("WebConsole:StateDirectory: ", error, StringComparison.Ordinal);
        return error;
    }

    private string Make(string name, UnixFileMode mode)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.Combine(_root, name));
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, mode);
        return path;
    }

    /// <summary>A file whose second name is <paramref name="name"/>.</summary>
    private string MakeVictim(string name)
    {
        var victim = Path.Combine(_root, "victim");
        File.WriteAllText(victim, "kept");
        File.SetUnixFileMode(victim, All);
        UnixFiles.Link(victim, name);
        return victim;
    }

    private static async Task GiveAwayAsync(string path)
    {
        await using var chown = ProductProcess.StartBy("chown", "--no-dereference", "54321", path);
        Assert.Equal(0, await chown.ExitCodeAsync());
    }
}

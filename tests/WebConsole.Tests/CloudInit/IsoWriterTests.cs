using System.Text;
using WebConsole.CloudInit;
using WebConsole.Hosting;
using WebConsole.Operations;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using WebConsole.Tests.OsInfo;
using Xunit;

namespace WebConsole.Tests.CloudInit;

/// <summary>Images by xorriso, which test.sh installs, and by programs that do not do what they should.</summary>
public sealed class IsoWriterTests : IDisposable
{
    private static readonly CloudInitSeed Seed = new("instance-id: 1\n", "#cloud-config\nhostname: web-😀\n", "version: 2\n");
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _state = new(), _programs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _state.Dispose();
        _programs.Dispose();
    }

    [Fact]
    public async Task Image_HasLabelAndFiles()
    {
        using var iso = new IsoWriter(_state[""]);
        Assert.Null(iso.WhyNot);

        var image = await iso.WriteAsync(Seed, Cancel);

        Assert.Equal(IsoWriter.Label, DiscImage.Read(image)!.VolumeId);
        await File.WriteAllBytesAsync(_programs["seed.iso"], image, Cancel);
        await RealGuest.ShellAsync($"cd {_programs[""]} && xorriso -no_rc -osirrox on -indev seed.iso -extract / out 2>/dev/null && chmod -R u+w out");
        Assert.Equal((Seed.MetaData, Seed.UserData, Seed.NetworkConfig), (await TextOf("meta-data"), await TextOf("user-data"), await TextOf("network-config")));
        // Joliet, for guests without Rock Ridge: names are in UTF-16.
        Assert.True(image.AsSpan().IndexOf(Encoding.BigEndianUnicode.GetBytes("network-config")) > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_state[""]));
    }

    [Fact]
    public async Task SeedWithoutNetworkConfig_HasTwoFiles()
    {
        using var iso = new IsoWriter(_state[""]);

        var image = await iso.WriteAsync(Seed with { NetworkConfig = null }, Cancel);

        Assert.True(image.AsSpan().IndexOf("user-data"u8) > 0);
        Assert.True(image.AsSpan().IndexOf("network-config"u8) < 0);
    }

    [Fact]
    public async Task NoProgram_NamesThePackage()
    {
        using var iso = new IsoWriter(_state[""], _programs[""], Long);

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => iso.WriteAsync(Seed, Cancel));

        Assert.Contains("package xorriso", error.Advice, StringComparison.Ordinal);
        Assert.Contains("package xorriso", iso.WhyNot, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_state[""]));
    }

    /// <summary>Its child keeps the output open, as a hanging program's may.</summary>
    [Fact]
    public async Task HangingProgram_IsEndedWithItsChildren()
    {
        Program("xorriso", $"echo $$ > {_programs["pid"]}\nsleep 1000 &\necho $! >> {_programs["pid"]}\nwait");
        using var iso = new IsoWriter(_state[""], _programs[""], TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => iso.WriteAsync(Seed, Cancel));

        Assert.Contains("took longer than 1 seconds", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_state[""]));
        foreach (var pid in await File.ReadAllLinesAsync(_programs["pid"], Cancel))
            await Eventually.TrueAsync(() => IsGone(pid), Cancel);
    }

    [Fact]
    public async Task CancelledWriting_LeavesNothing()
    {
        Program("genisoimage", $"touch {_programs["runs"]}\nsleep 1000");
        using var iso = new IsoWriter(_state[""], _programs[""], Long);
        using var cancel = new CancellationTokenSource();
        var writing = iso.WriteAsync(Seed, cancel.Token);
        await Eventually.TrueAsync(() => File.Exists(_programs["runs"]), Cancel);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_state[""]));
    }

    [Fact]
    public async Task FailingProgram_SaysWhatItSaid()
    {
        Program("mkisofs", "head -c 1000000 /dev/zero | tr '\\0' a\nhead -c 1000000 /dev/zero | tr '\\0' b >&2\nexit 3");
        using var iso = new IsoWriter(_state[""], _programs[""], Long);

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => iso.WriteAsync(Seed, Cancel));

        Assert.Contains("mkisofs wrote no image", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 500, 700);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_state[""]));
    }

    /// <summary>As xorriso was seen to on a busy host.</summary>
    [Fact]
    public async Task ProgramThatCrashesOnce_IsTriedAgain()
    {
        Program("xorriso", $"[ -e {_programs["again"]} ] || {{ touch {_programs["again"]}; kill -SEGV $$; }}\ncp files/user-data seed.iso");
        using var iso = new IsoWriter(_state[""], _programs[""], Long);

        Assert.Equal(Seed.UserData, Encoding.UTF8.GetString(await iso.WriteAsync(Seed, Cancel)));
    }

    [Fact]
    public async Task ProgramThatCrashesAlways_IsTriedTwice()
    {
        Program("xorriso", $"echo run >> {_programs["runs"]}\nkill -SEGV $$");
        using var iso = new IsoWriter(_state[""], _programs[""], Long);

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => iso.WriteAsync(Seed, Cancel));

        Assert.EndsWith("it crashed, twice.", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_programs["runs"], Cancel)).Length);
    }

    /// <summary>Before what went wrong it names itself and its drives, and behind that it says that it ends.</summary>
    [Fact]
    public async Task XorrisosFailure_IsSaidAlone()
    {
        Program("xorriso", "printf '%s\\n' 'xorriso 1.5.4 : RockRidge filesystem manipulator' '' \"Drive current: -outdev 'stdio:seed.iso'\" 'xorriso : FAILURE : Cannot write: no space' 'xorriso : aborting : -abort_on FAILURE' >&2\nexit 32");
        using var iso = new IsoWriter(_state[""], _programs[""], Long);

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => iso.WriteAsync(Seed, Cancel));

        Assert.EndsWith("the answers: xorriso : FAILURE : Cannot write: no space", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramThatIsNone_SaysSo()
    {
        await File.WriteAllTextAsync(_programs["xorriso"], "\0", Cancel);
        File.SetUnixFileMode(_programs["xorriso"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var iso = new IsoWriter(_state[""], _programs[""], Long);

        await Assert.ThrowsAsync<OperationFailedException>(() => iso.WriteAsync(Seed, Cancel));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_state[""]));
    }

    /// <summary>Other users see a program's arguments, and may look where it works.</summary>
    [Fact]
    public async Task Program_GetsNoSecretAndAPrivateDirectory()
    {
        Program("xorriso", $"{{ echo \"$0 $*\"; env; stat -c %a . ; cat; }} > {_programs["seen"]}\ncp files/user-data seed.iso");
        using var iso = new IsoWriter(_state[""], _programs[""], Long);
        Environment.SetEnvironmentVariable("WebConsole__Secret", "from the environment");
        try
        {
            Assert.Equal(Seed.UserData, Encoding.UTF8.GetString(await iso.WriteAsync(Seed, Cancel)));
        }
        finally
        {
            Environment.SetEnvironmentVariable("WebConsole__Secret", null);
        }

        var seen = await File.ReadAllTextAsync(_programs["seen"], Cancel);
        Assert.Contains("-no_rc -as mkisofs -quiet -output seed.iso -volid CIDATA -joliet -rational-rock files\n", seen, StringComparison.Ordinal);
        Assert.Contains("\n700\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("from the environment", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("hostname", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeftOverOfAKilledServer_IsRemoved()
    {
        Directory.CreateDirectory(Path.Combine(StateDirectory.Seed(_state[""]), "files"));
        await File.WriteAllTextAsync(Path.Combine(StateDirectory.Seed(_state[""]), "files", "network-config"), "old", Cancel);
        using var iso = new IsoWriter(_state[""]);

        var image = await iso.WriteAsync(Seed with { NetworkConfig = null }, Cancel);

        Assert.True(image.AsSpan().IndexOf("network-config"u8) < 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_state[""]));
    }

    private void Program(string name, string script)
    {
        File.WriteAllText(_programs[name], "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(_programs[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<string> TextOf(string file) => File.ReadAllTextAsync(_programs[$"out/{file}"], Cancel);

    // Where nobody waits for orphans, they stay as zombies.
    private static bool IsGone(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
    }
}

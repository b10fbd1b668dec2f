using WebConsole.Appliances.Confinement;
using WebConsole.Hosting;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Appliances;

/// <summary>What a program can't do that has been taken over by a hostile image; each is tried by a program that does it.</summary>
public sealed class ConfinedProcessTests : IDisposable
{
    private static readonly ProcessLimits Limits = new(FileBytes: 1 << 20, ProcessorTime: TimeSpan.FromSeconds(20), Time: TimeSpan.FromSeconds(60));

    private readonly TemporaryDirectory _directory = new();
    private readonly string _folder;

    public ConfinedProcessTests()
    {
        _folder = _directory["folder"];
        Directory.CreateDirectory(_folder);
        File.WriteAllText(_directory["outside"], "a secret");
    }

    [Fact]
    public async Task Program_ReadsAndWritesInItsFolder()
    {
        var result = await PerlAsync("open(F, '>', 'a') or die $!; print F 'kept'; close F; open(F, '<', 'a') or die $!; print <F>; unlink 'a' or die $!");

        Assert.Equal((0, "kept", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Theory, Trait("Attack", "F1")]
    [InlineData("open(F, '<', '../outside') or die $!")]
    [InlineData("open(F, '>', '../outside') or die $!")]
    [InlineData("open(F, '>', '../new') or die $!")]
    [InlineData("open(F, '<', '/etc/passwd') or die $!")]
    [InlineData("open(F, '<', '/proc/self/environ') or die $!")]
    [InlineData("truncate('../outside', 0) or die $!")]
    [InlineData("unlink '../outside' or die $!")]
    [InlineData("rename('../outside', 'mine') or die $!")]
    [InlineData("link('../outside', 'mine') or die $!")]
    [InlineData("symlink('../outside', 'mine') or die $!")]
    [InlineData("chmod(0777, '../outside') or die $!")]
    [InlineData("use Socket; socket(S, PF_INET, SOCK_STREAM, 0) or die $!")]
    [InlineData("use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0) or die $!")]
    [InlineData("kill('TERM', getppid()) or die $!")]
    [InlineData("defined fork or die $!")]
    public async Task Rest_OfTheHost_IsRefused(string script)
    {
        var result = await PerlAsync(script);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Matches("^(Permission denied|Operation not permitted|Invalid cross-device link) at ", result.Error);
        Assert.Equal("a secret", File.ReadAllText(_directory["outside"]));
    }

    [Fact]
    public async Task Environment_OfTheServer_IsNotInherited()
    {
        var result = await ConfinedProcess.RunAsync(_folder, Limits, ["/usr/bin/env"], null, TestContext.Current.CancellationToken);

        Assert.Equal(["LC_ALL=C.UTF-8", "MALLOC_ARENA_MAX=2", "PATH=/usr/bin:/bin"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact, Trait("Attack", "F6")]
    public async Task File_BeyondItsLimit_EndsTheProgram()
    {
        var result = await PerlAsync("open(F, '>', 'a'); syswrite(F, 'x' x (1 << 19)) or die $! for 1..4");

        Assert.True(result.WroteTooMuch, $"{result}");
        Assert.Equal(1 << 20, new FileInfo(Path.Combine(_folder, "a")).Length);
    }

    [Fact, Trait("Attack", "F6")]
    public async Task Memory_BeyondItsLimit_IsRefused()
    {
        var result = await PerlAsync("my $all = 'x' x (1 << 31); print length $all");

        Assert.False(result.Succeeded);
        Assert.Contains("Out of memory", result.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "F6")]
    public async Task ProcessorTime_BeyondItsLimit_EndsTheProgram()
    {
        var result = await ConfinedProcess.RunAsync(_folder, Limits with { ProcessorTime = TimeSpan.FromSeconds(1) }, Perl("1 while 1"), null, TestContext.Current.CancellationToken);

        Assert.True(result is { UsedItsTime: true, TimedOut: false }, $"{result}");
    }

    [Fact, Trait("Attack", "F6")]
    public async Task Time_BeyondItsLimit_EndsTheProgram()
    {
        var result = await ConfinedProcess.RunAsync(_folder, Limits with { Time = TimeSpan.FromMilliseconds(500) }, Perl("sleep 60"), null, TestContext.Current.CancellationToken);

        Assert.True(result.TimedOut, $"{result}");
    }

    [Fact]
    public async Task Cancellation_EndsTheProgram()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var id = new TaskCompletionSource<string>();
        var run = ConfinedProcess.RunAsync(_folder, Limits, Perl("$| = 1; print $$; sleep 60"), written => id.TrySetResult(written), cancellation.Token);
        var process = await id.Task;

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    [Fact]
    public async Task ProgramThatIsMissing_IsNamed()
    {
        var error = await Assert.ThrowsAsync<ConfinementException>(() => ConfinedProcess.RunAsync(_folder, Limits, ["/usr/bin/no-such-program"], null, TestContext.Current.CancellationToken));

        Assert.Contains("no-such-program", error.Message, StringComparison.Ordinal);
    }

    /// <summary>systemd's group of calls for services lacks them, and without them nothing is converted.</summary>
    [Fact]
    public void ServiceUnit_AllowsLandlocksCalls()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "WebConsole.sln")))
            directory = directory.Parent!;
        var allowed = File.ReadLines(Path.Combine(directory.FullName, "packaging", "systemd", "webconsole.service")).Single(line => line.StartsWith("SystemCallFilter=", StringComparison.Ordinal));

        Assert.Equal("SystemCallFilter=@system-service landlock_create_ruleset landlock_add_rule landlock_restrict_self", allowed);
    }

    public void Dispose() => _directory.Dispose();

    private Task<ProgramResult> PerlAsync(string script) => ConfinedProcess.RunAsync(_folder, Limits, Perl(script), null, TestContext.Current.CancellationToken);

    private static string[] Perl(string script) => ["/usr/bin/perl", "-e", script];
}

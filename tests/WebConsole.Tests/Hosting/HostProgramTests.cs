using System.Text;
using WebConsole.Hosting;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class HostProgramTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_GetsNoVariablesButNamedOnes()
    {
        var result = await HostProgram.RunAsync(Shell("env") with { Environment = new Dictionary<string, string> { ["NAMED"] = "by the caller" } }, Cancel);

        var ours = result.Output.Split('\n').Select(line => line.Split('=')[0]).Except(["", "PWD", "_", "SHLVL", "OLDPWD"]);
        Assert.Equal(["HOME", "LC_ALL", "NAMED", "PATH", "TMPDIR"], ours.Order(StringComparer.Ordinal));
        Assert.Contains("NAMED=by the caller\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_AreKeptApartAndCut_AndGivenWhole()
    {
        var given = new StringBuilder();

        var result = await HostProgram.RunAsync(Shell("printf '%010000d' 0; printf '%010000d' 1 >&2; exit 3") with { MostOutput = 5000, Written = text => given.Append(text) }, Cancel);

        Assert.Equal((3, new string('0', 5000), new string('0', 5000), false), (result.ExitCode, result.Output, result.Error, result.TimedOut));
        Assert.Equal(10000, given.Length);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task ProgramOverItsTime_IsEnded_AndWhatItWroteIsKept()
    {
        var result = await HostProgram.RunAsync(Shell("echo begun; exec sleep 1000") with { Limit = TimeSpan.FromSeconds(1) }, Cancel);

        Assert.Equal(("begun\n", true, true, false), (result.Output, result.TimedOut, result.UsedItsTime, result.Succeeded));
    }

    /// <summary>A program that closes its outputs is waited for all the same.</summary>
    [Fact]
    public async Task SilentProgramOverItsTime_IsEnded()
    {
        var result = await HostProgram.RunAsync(Shell("exec sleep 1000 >&- 2>&-") with { Limit = TimeSpan.FromSeconds(1) }, Cancel);

        Assert.True(result.TimedOut);
    }

    [Fact]
    public async Task CallerThatFails_EndsTheProgram()
    {
        var id = "";

        await Assert.ThrowsAsync<FormatException>(() => HostProgram.RunAsync(Shell("echo $$; exec sleep 1000") with { Written = text => throw new FormatException(id = text.Trim()) }, Cancel));

        Assert.False(Directory.Exists($"/proc/{id}"));
    }

    [Fact]
    public async Task CancelledRun_EndsTheProgram()
    {
        using var cancellation = new CancellationTokenSource();
        var id = "";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HostProgram.RunAsync(Shell("echo $$; exec sleep 1000") with
        {
            Written = text =>
            {
                id = text.Trim();
                cancellation.Cancel();
            },
        }, cancellation.Token));

        Assert.False(Directory.Exists($"/proc/{id}"));
    }

    public void Dispose() => _directory.Dispose();

    private HostCommand Shell(string script) => new("/bin/sh", ["-c", script], _directory[""], Long);
}

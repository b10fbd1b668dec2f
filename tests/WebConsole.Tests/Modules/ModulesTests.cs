using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace WebConsole.Tests.Modules;

public sealed class ModulesTests
{
    /// <summary>
    /// Node's test runner tests the parts of the browser modules that need no browser; the build needs Node anyway.
    /// </summary>
    [Fact]
    public async Task Modules_PassTheTestsOfNode()
    {
        var start = new ProcessStartInfo("node", ["--test", .. Directory.GetFiles(Folder(), "*.test.mjs")])
        {
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var report = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, report);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

using WebConsole.Hosting;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void OwnArguments_AreTaken_SettingsAreLeft()
    {
        var line = CommandLine.Parse(["--host", "a=qemu:///system", "--host=b=test:///default?x=1", "--urls", "http://127.0.0.1:1", "--WebConsole:Log:Console=false"]);

        Assert.Equal([new("a", "qemu:///system"), new("b", "test:///default?x=1")], line.Hosts);
        Assert.Equal(["--urls=http://127.0.0.1:1", "--WebConsole:Log:Console=false"], line.Settings);
        Assert.False(line.NewLink);
        Assert.True(CommandLine.Parse(["--new-link"]).NewLink);
    }

    [Fact]
    public void EveryMistake_IsNamed()
    {
        var errors = Assert.Throws<SettingsException>(() =>
            CommandLine.Parse(["--new-lnk", "stray", "--host", "nameless", "--host", "a=x:y", "--host", "a=x:z", "--urls"])).Errors;

        Assert.Equal(5, errors.Count);
        foreach (var (what, error) in new[] { "--new-lnk", "stray", "nameless", "twice", "--urls" }.Zip(errors))
            Assert.Contains(what, error, StringComparison.Ordinal);
    }
}

using WebConsole.Hosting;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class StateDirectoryTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _root = Directory.CreateTempSubdirectory("webconsole-test-").FullName;

    [Fact]
    public void Missing_IsMadeForUsAlone()
    {
        var path = Path.Combine(_root, "new");

        StateDirectory.Prepare(path);

        Assert.Equal(Private, File.GetUnixFileMode(path));
    }

    [Fact]
    public void OpenToOthers_IsClosed()
    {
        var path = Directory.CreateDirectory(Path.Combine(_root, "open"), Private | UnixFileMode.OtherRead | UnixFileMode.OtherExecute).FullName;

        StateDirectory.Prepare(path);

        Assert.Equal(Private, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Unusable_IsSaid()
    {
        var file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");

        var exception = Assert.Throws<SettingsException>(() => StateDirectory.Prepare(Path.Combine(file, "state")));

        Assert.StartsWith("WebConsole:StateDirectory:", Assert.Single(exception.Errors), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

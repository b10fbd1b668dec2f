using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Hosting;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Tests.Support;

/// <summary>A registry of sessions in a directory of its own, without the rest of the application.</summary>
internal sealed class TestSessions : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("webconsole-test-").FullName;

    public TestSessions(TimeProvider? time = null, ILoggerFactory? logs = null)
    {
        Options = SettingsReader.Read(new ConfigurationBuilder().Build(), CommandLine.Parse([])) with { StateDirectory = _state };
        Registry = new SessionRegistry(new SessionStore(Options, NullLogger<SessionStore>.Instance), Options, time ?? TimeProvider.System,
            new SecurityAudit(logs ?? NullLoggerFactory.Instance, new RefusalLog(logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System)));
    }

    public WebConsoleOptions Options { get; }

    public SessionRegistry Registry { get; }

    public void Dispose()
    {
        Registry.Dispose();
        Directory.Delete(_state, recursive: true);
    }
}

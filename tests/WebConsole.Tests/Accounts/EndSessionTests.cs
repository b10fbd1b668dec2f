using System.Security.Claims;
using WebConsole.Features.Accounts.Commands;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Accounts;

/// <summary>Who may sign whom out.</summary>
public sealed class EndSessionTests : IDisposable
{
    private readonly RecordingLoggerFactory _logs = new();
    private readonly TestSessions _sessions;

    public EndSessionTests() => _sessions = new TestSessions(logs: _logs);

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public void SessionOfSomeoneElse_IsTheAdministratorsToEnd(Role role, bool ends)
    {
        var (anna, bert) = (Begin("anna", role), Begin("bert", Role.Viewer));

        Assert.Equal(ends, Execute(anna, bert));
        Assert.Equal(!ends, _sessions.Registry.IsAlive(SessionPrincipal.Of(bert)));
        var entry = _logs.Entries.Last();
        Assert.Equal((ends ? "SessionEnded" : "SessionEndRefused", bert.Id), (entry.Event.Name, entry.Values["Session"]));
        Assert.Contains("anna from 192.0.2.7", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnSession_IsEveryonesToEnd()
    {
        var (here, there) = (Begin("anna", Role.Viewer), Begin("anna", Role.Viewer));

        Assert.True(Execute(here, there));
        Assert.False(_sessions.Registry.IsAlive(SessionPrincipal.Of(there)));
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public void AccountNamedSetup_IsNotWhoCameByLink()
    {
        var account = Begin("setup", Role.Viewer);
        var link = _sessions.Registry.Begin("setup", Role.Administrator, SignInMethod.Link, "192.0.2.7");

        Assert.False(Execute(account, link));
        Assert.True(_sessions.Registry.IsAlive(SessionPrincipal.Of(link)));
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public void EndedSession_EndsNoOther()
    {
        var (anna, bert) = (Begin("anna", Role.Administrator), Begin("bert", Role.Viewer));
        _sessions.Registry.End(anna.Id, "a test");

        Assert.False(Execute(anna, bert));
        Assert.False(Execute(new ClaimsPrincipal(), bert));
        Assert.Equal(2, _logs.Entries.Count(entry => entry.Event.Name == "SessionEndRefused"));
        Assert.True(_sessions.Registry.IsAlive(SessionPrincipal.Of(bert)));
    }

    public void Dispose() => _sessions.Dispose();

    private Session Begin(string user, Role role) => _sessions.Registry.Begin(user, role, SignInMethod.Password, "192.0.2.7");

    private bool Execute(Session actor, Session session) => Execute(SessionPrincipal.Of(actor), session);

    private bool Execute(ClaimsPrincipal actor, Session session) => new EndSession(_sessions.Registry, new SecurityAudit(_logs, new RefusalLog(_logs, TimeProvider.System))).Execute(actor, session.Id);
}

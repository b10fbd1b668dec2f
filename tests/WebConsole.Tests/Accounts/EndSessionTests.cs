using System.Security.Claims;
using WebConsole.Access;
using WebConsole.Features.Accounts.Commands;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Accounts;

/// <summary>Who may sign whom out.</summary>
public sealed class EndSessionTests : IAsyncDisposable
{
    private readonly TestSessions _sessions = new();
    private readonly OperationsRig _rig;

    public EndSessionTests() => _rig = new OperationsRig(access: new RoleAccess(_sessions.Registry));

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, false)]
    [InlineData(Role.Administrator, true)]
    public async Task SessionOfSomeoneElse_IsTheAdministratorsToEnd(Role role, bool ends)
    {
        var (anna, bert) = (Begin("anna", role), Begin("bert", Role.Viewer));

        Assert.Equal(ends, await EndAsync(anna, bert));
        Assert.Equal(!ends, _sessions.Registry.IsAlive(SessionPrincipal.Of(bert)));
        var entry = _rig.Audit[0];
        Assert.Equal((ends ? "OperationAccepted" : "OperationRefused", "end", "bert from 192.0.2.7"), (entry.Event.Name, entry.Values["Action"], entry.Values["Target"]));
        Assert.Contains("anna from 192.0.2.7", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnSession_IsEveryonesToEnd()
    {
        var (here, there) = (Begin("anna", Role.Viewer), Begin("anna", Role.Viewer));

        Assert.True(await EndAsync(here, there));
        Assert.False(_sessions.Registry.IsAlive(SessionPrincipal.Of(there)));
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task AccountNamedSetup_IsNotWhoCameByLink()
    {
        var account = Begin("setup", Role.Viewer);
        var link = _sessions.Registry.Begin("setup", Role.Administrator, SignInMethod.Link, "192.0.2.7");

        Assert.False(await EndAsync(account, link));
        Assert.True(_sessions.Registry.IsAlive(SessionPrincipal.Of(link)));
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public async Task EndedSession_EndsNoOther()
    {
        var (anna, bert) = (Begin("anna", Role.Administrator), Begin("bert", Role.Viewer));
        _sessions.Registry.End(anna.Id, "a test");

        Assert.False(await EndAsync(anna, bert));
        Assert.False(await EndAsync(new ClaimsPrincipal(), bert));
        Assert.True(_sessions.Registry.IsAlive(SessionPrincipal.Of(bert)));
    }

    [Fact]
    public async Task SessionThatHasEnded_IsRefused()
    {
        var (anna, bert) = (Begin("anna", Role.Administrator), Begin("bert", Role.Viewer));
        _sessions.Registry.End(bert.Id, "a test");

        Assert.False(await EndAsync(anna, bert));
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _sessions.Dispose();
    }

    private Session Begin(string user, Role role) => _sessions.Registry.Begin(user, role, SignInMethod.Password, "192.0.2.7");

    private Task<bool> EndAsync(Session actor, Session session) => EndAsync(SessionPrincipal.Of(actor), session);

    private async Task<bool> EndAsync(ClaimsPrincipal actor, Session session)
    {
        var result = await _rig.StartAsync(EndSession.AsAction(_sessions.Registry).Create(session, null), actor);
        if (result.TaskId is not { } id)
            return false;
        Assert.Equal(TaskState.Succeeded, (await _rig.TaskAsync(id, task => task.EndedAt is not null)).State);
        return true;
    }
}

using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Access;

public sealed class RoleAccessTests : IDisposable
{
    private static readonly ObjectId Web = TestMachines.Web.Id;

    private readonly TestSessions _sessions = new();
    private readonly RoleAccess _access;

    public RoleAccessTests() => _access = new RoleAccess(_sessions.Registry);

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer, Right.See)]
    [InlineData(Role.Operator, Right.Operate)]
    [InlineData(Role.Administrator, Right.Configure)]
    public void Role_HasItsRightAndThoseBelow(Role role, Right widest)
    {
        var user = SessionPrincipal.Of(Begin("anna", role));
        foreach (var right in Enum.GetValues<Right>())
            Assert.Equal(right <= widest, _access.May(user, right, Web));
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public void EndedSession_MayNothing_WhateverItsCookieSays()
    {
        var session = Begin("anna", Role.Administrator);
        var user = SessionPrincipal.Of(session);
        Assert.True(_access.May(user, Right.Configure, Web));

        _sessions.Registry.End(session.Id, "a test");

        Assert.False(_access.May(user, Right.See, Web));
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public void Sessions_AreTheirOwnersAndTheAdministrators()
    {
        var (anna, bert, root) = (Begin("anna", Role.Operator), Begin("bert", Role.Viewer), Begin("root", Role.Administrator));
        var link = _sessions.Registry.Begin("anna", Role.Viewer, SignInMethod.Link, "192.0.2.7");
        ObjectId Id(Session session) => ObjectId.Session(SessionPrincipal.PersonOf(session), session.Id);

        Assert.True(_access.May(SessionPrincipal.Of(anna), Right.Configure, Id(anna)));
        Assert.False(_access.May(SessionPrincipal.Of(anna), Right.See, Id(bert)));
        Assert.False(_access.May(SessionPrincipal.Of(anna), Right.See, Id(link)));
        Assert.True(_access.May(SessionPrincipal.Of(root), Right.Configure, Id(bert)));
    }

    public void Dispose() => _sessions.Dispose();

    private Session Begin(string user, Role role) => _sessions.Registry.Begin(user, role, SignInMethod.Password, "192.0.2.7");
}

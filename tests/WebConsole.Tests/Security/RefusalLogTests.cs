using Microsoft.Extensions.DependencyInjection;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Signed-in users can't displace audit lines by refused requests.</summary>
[Trait("Attack", "D3")]
[Trait("Attack", "J4")]
public sealed class RefusalLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FloodOfOnePerson_IsToldAsANumber_AndOthersOneByOne()
    {
        await using var rig = new OperationsRig();
        var (viewer, other) = (TestUsers.With(Role.Viewer, "vera"), TestUsers.With(Role.Viewer, "otto"));
        for (var i = 0; i < 5_000; i++)
            await rig.StartAsync(FakeOperation.Of("web-01"), viewer);
        await rig.StartAsync(FakeOperation.Of("web-01"), other);
        Assert.Equal(RefusalLog.MostPerMinute + 1, rig.Audit.Length);
        Assert.Equal("otto", rig.Audit[^1].Values["User"]);

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("RefusalsCounted", 5_000L - RefusalLog.MostPerMinute, "vera"), (rig.Audit[^1].Event.Name, (long)rig.Audit[^1].Values["Count"]!, (string)rig.Audit[^1].Values["User"]!));
        await rig.StartAsync(FakeOperation.Of("web-01"), viewer);
        Assert.Equal("OperationRefused", rig.Audit[^1].Event.Name);
    }

    [Fact]
    public async Task WhatWasRefused_LiesInFilesOfItsOwn()
    {
        var state = Directory.CreateTempSubdirectory("webconsole-refused-");
        await using (var app = await TestApplication.StartAsync(stateDirectory: state.FullName))
        {
            var runner = app.Services.GetRequiredService<OperationRunner>();
            await runner.StartAsync(FakeOperation.Of("refused-one", "test"), TestUsers.With(Role.Viewer), Cancel);
            await runner.StartAsync(FakeOperation.Of("done-one", "test"), TestUsers.With(Role.Operator), Cancel);
            await Eventually.TrueAsync(() => app.Services.GetRequiredService<TaskStore>().Recent.Any(task => task.EndedAt is not null), Cancel);
        }
        string Text(string pattern) => string.Concat(Directory.GetFiles(Path.Combine(state.FullName, "logs"), pattern).Select(File.ReadAllText));
        Assert.Contains("refused-one", Text("refused-*.jsonl"), StringComparison.Ordinal);
        Assert.DoesNotContain("refused-one", Text("audit-*.jsonl"), StringComparison.Ordinal);
        Assert.Contains("done-one", Text("audit-*.jsonl"), StringComparison.Ordinal);
        state.Delete(recursive: true);
    }

    [Fact]
    public void HostAccountNamedAsTheLinksUser_IsToldApart()
    {
        static Session Of(SignInMethod method) => new()
        {
            Id = Guid.NewGuid(), User = "setup", Role = Role.Viewer, Method = method, From = "::1", Since = default, LastSeen = default,
        };
        var (link, account) = (SessionPrincipal.Of(Of(SignInMethod.Link)), SessionPrincipal.Of(Of(SignInMethod.Password)));
        Assert.Equal(("setup", "setup (host account)"), (Caller.Of(link).User, Caller.Of(account).User));
        Assert.NotEqual(SessionPrincipal.PersonOf(link), SessionPrincipal.PersonOf(account));
    }
}

using System.Security.Claims;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Features.Consoles;
using WebConsole.Hypervisor;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Consoles;

/// <summary>Pages retry a refused console; the audit log must not grow with each retry.</summary>
public sealed class ConsoleAuditTests : IDisposable
{
    private static readonly MachineId Web = new("local", Guid.Parse("6f0b8f4a-4a51-4d4b-9b33-0d2a5a0c7f11"));

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLoggerFactory _log = new();
    private readonly ConsoleAudit _audit;

    public ConsoleAuditTests() => _audit = new ConsoleAudit(_log, new RefusalLog(_log, _time), _time);

    public void Dispose()
    {
        _audit.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void WhatIsRefusedAgainAndAgain_IsALineAtTheBeginningAndOneAtTheEnd()
    {
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            Refuse("olga", ConsoleEndReason.NoAnswer);
            _time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Single(Lines);

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, Lines.Length);
        Assert.Contains("1440 times in all: no-answer", Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void OneRefusal_IsOneLine()
    {
        Refuse("olga", ConsoleEndReason.Off);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Single(Lines);
        Refuse("olga", ConsoleEndReason.Off);
        Assert.Equal(2, Lines.Length);
    }

    [Fact]
    public void OtherPeopleMachinesAndReasons_HaveLinesOfTheirOwn()
    {
        Refuse("olga", ConsoleEndReason.Off);
        Refuse("otto", ConsoleEndReason.Off);
        Refuse("olga", ConsoleEndReason.Busy);
        Refuse("olga", ConsoleEndReason.Off, new MachineId("local", Guid.NewGuid()));
        Assert.Equal(4, Lines.Length);
    }

    [Fact]
    public void ConsoleThatOpensAtLast_EndsItsRefusals()
    {
        Refuse("olga", ConsoleEndReason.Off);
        Refuse("olga", ConsoleEndReason.Off);
        Refuse("olga", ConsoleEndReason.Off);

        var request = Request("olga", Web);
        _audit.Opened(request, new ConsoleSession(Stream.Null, new TextGuard(true), true, _log, CancellationToken.None));

        Assert.Equal(3, Lines.Length);
        Assert.Contains("3 times in all: off", Lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Opened", Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void EndOfTheServer_TellsWhatIsUntold()
    {
        Refuse("olga", ConsoleEndReason.Off);
        Refuse("olga", ConsoleEndReason.Off);
        _audit.Dispose();
        Assert.Contains("2 times in all", Assert.Single(Lines[1..]), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D5")]
    public void OpeningForAMomentAgainAndAgain_IsALineForEachConsole()
    {
        var other = Web with { Uuid = Guid.NewGuid() };
        for (var i = 0; i < 500; i++)
        {
            OpenAndClose("mallory", Web);
            OpenAndClose("mallory", other);
        }
        OpenAndClose("olga", Web);
        Assert.Equal((ConsoleOpenings.MostTold + 1) * 2, Lines.Length);

        _time.Advance(TimeSpan.FromMinutes(1));
        var joined = Lines[((ConsoleOpenings.MostTold + 1) * 2)..];
        Assert.Equal(2, joined.Length);
        Assert.All(joined, line => Assert.Contains("mallory", line, StringComparison.Ordinal));
        Assert.All(joined, line => Assert.Contains("495 times more", line, StringComparison.Ordinal));
        OpenAndClose("mallory", Web);
        Assert.StartsWith("Closed", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D5")]
    public void OpeningThatLasts_IsTold_WhateverCameBeforeIt()
    {
        for (var i = 0; i < 50; i++)
            OpenAndClose("mallory", Web);
        var (request, session) = Open("mallory", Web);
        var before = Lines.Length;

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(Lines[before..], line => line.StartsWith("Opened the", StringComparison.Ordinal));
        _audit.Closed(request, session, TimeSpan.FromMinutes(1));
        Assert.StartsWith("Closed", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D5")]
    public void GuessedMachines_AreOneLine()
    {
        for (var i = 0; i < 5000; i++)
            Refuse("mallory", ConsoleEndReason.NoMachine, new MachineId("local", Guid.NewGuid()));
        Assert.Single(Lines);
    }

    [Fact]
    public void RefusalsWithoutEnd_AreHeldInALimitedNumber()
    {
        var refusals = new ConsoleRefusals(_time);
        var told = 0;
        for (var i = 0; i < 3000; i++)
        {
            refusals.Add(Request($"user-{i}", Web), new ConsoleEnd(ConsoleEndReason.Off), out var pushedOut);
            told += pushedOut.Count;
        }
        Assert.Equal(2000, told);
        Assert.Equal(1000, refusals.EndAll().Count);
    }

    private string[] Lines => [.. _log.Entries.Select(entry => entry.Text)];

    private (ConsoleRequest Request, ConsoleSession Session) Open(string user, MachineId machine)
    {
        var (request, session) = (Request(user, machine), new ConsoleSession(Stream.Null, new TextGuard(true), true, _log, CancellationToken.None));
        _audit.Opened(request, session);
        return (request, session);
    }

    private void OpenAndClose(string user, MachineId machine)
    {
        var (request, session) = Open(user, machine);
        _audit.Closed(request, session, TimeSpan.FromSeconds(1));
    }

    private void Refuse(string user, ConsoleEndReason reason, MachineId? machine = null) => _audit.Refused(Request(user, machine ?? Web), new ConsoleEnd(reason));

    private static ConsoleRequest Request(string user, MachineId machine) => new()
    {
        Kind = ConsoleKind.Text,
        Machine = machine,
        ViewOnly = false,
        User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], "test")),
        From = "192.0.2.1",
        Asked = 0,
        Open = (_, _, _) => Task.FromResult(Stream.Null),
    };
}

using System.Security.Claims;
using Microsoft.Extensions.Logging;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>Secrets must not get into tasks and the audit log.</summary>
public sealed class OperationSecretsTests
{
    /// <summary>QEMU quotes the arguments that it rejects.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public async Task FailureThatQuotesASecretOfTheDefinition_IsToldWithoutIt()
    {
        await using var rig = new OperationsRig();
        var machine = TestMachines.Web with { Xml = "<domain><name>web-01</name><os><cmdline>key=hush4711</cmdline></os></domain>" };
        rig.Inventory.Update(current => current with { Machines = current.Machines.SetItem(machine.Id, machine) });

        var quoting = new HypervisorException("-append key=hush4711: no kernel for web-01");
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            On = machine.Id,
            Steps = async context =>
            {
                await context.StepAsync("Try", () => Task.CompletedTask, undo: () => throw quoting);
                throw quoting;
            },
        });

        Assert.Equal("-append ••••: no kernel for web-01", task.Error);
        Assert.Equal([task.Error!], task.Log);
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.Text.Contains("hush4711", StringComparison.Ordinal));
    }

    /// <summary>An upload's request says what its operation ended with.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public async Task FailureThatIsToldElsewhere_IsToldWithoutASecretToo()
    {
        await using var rig = new OperationsRig();
        var machine = TestMachines.Web with { Xml = "<domain><name>web-01</name><os><cmdline>key=hush4711</cmdline></os></domain>" };
        rig.Inventory.Update(current => current with { Machines = current.Machines.SetItem(machine.Id, machine) });
        var told = "";

        await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            On = machine.Id,
            Steps = context =>
            {
                told = context.Describe(new HypervisorException("-append key=hush4711: no kernel for web-01"));
                return Task.CompletedTask;
            },
        });

        Assert.Equal("-append ••••: no kernel for web-01", told);
    }

    /// <summary>
    /// For example cloning: QEMU's message quotes another machine's definition, or one that the operation itself has
    /// written.
    /// </summary>
    [Fact]
    [Trait("Attack", "V2")]
    public async Task FailureThatQuotesASecretOfWhatElseItTouches_IsToldWithoutIt()
    {
        await using var rig = new OperationsRig();
        var pool = Guid.NewGuid();
        Write("<domain><os><cmdline>old=hush-before</cmdline></os></domain>");
        rig.Inventory.Update(current => current with
        {
            StoragePools = current.StoragePools.Add(("local", pool), new StoragePool("local", pool, "images", "running", true, true, 0, 0, 0,
                "<pool><source><x:opt xmlns:x='urn:x'>key=hush-of-the-pool</x:opt></source></pool>")),
        });

        var task = await rig.RunAsync(FakeOperation.Of("a.img") with
        {
            On = ObjectId.Volume("local", pool, "a.img"),
            Claimed = [ObjectId.Snapshot(TestMachines.Web.Id, "before")],
            Steps = context =>
            {
                Write("<domain><os><cmdline>new=hush-after</cmdline></os></domain>");
                context.Note("old=hush-before, new=hush-after, key=hush-of-the-pool");
                throw new HypervisorException("old=hush-before, new=hush-after, key=hush-of-the-pool");
            },
        });

        Assert.Equal("••••, ••••, ••••", task.Error);
        Assert.Equal([task.Error!], task.Log);
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.Text.Contains("hush", StringComparison.Ordinal));

        void Write(string xml) => rig.Inventory.Update(current => current with { Machines = current.Machines.SetItem(TestMachines.Web.Id, TestMachines.Web with { Xml = xml }) });
    }

    [Fact]
    public async Task UnexpectedFailure_KeepsItsTextInTheLog()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with { Body = _ => throw new InvalidOperationException("a path, a stack, a secret") });
        Assert.Equal(TaskState.Failed, task.State);
        Assert.DoesNotContain("secret", task.Error, StringComparison.Ordinal);
        Assert.Contains(rig.Logs.Entries, entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    [Trait("Attack", "J4")]
    public async Task HostileTexts_StayOneLineInTheAudit()
    {
        await using var rig = new OperationsRig();
        await rig.RunAsync(
            FakeOperation.Of("a\r\nAccepted everything\u202e\u2028\"") with { Body = _ => throw new HypervisorException("one\ntwo\u001b[2J") },
            TestUsers.With(Role.Operator, "eve\nroot"));
        Assert.All(rig.Audit, entry => Assert.DoesNotMatch(@"[\p{C}\p{Zl}\p{Zp}]", entry.Text));
        Assert.Contains(@"of a\u{000D}\u{000A}Accepted everything\u{202E}\u{2028}\u{0022} (", rig.Audit[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "L1")]
    public async Task WhatElseASessionCarries_StaysOutOfLogAndTask()
    {
        await using var rig = new OperationsRig();
        var user = TestUsers.With(Role.Operator);
        user.Identities.First().AddClaim(new Claim(SessionPrincipal.SessionClaim, "top-secret-session"));
        var task = await rig.RunAsync(FakeOperation.Of("web-01"), user);
        await rig.StartAsync(FakeOperation.Of("web-02", host: "nowhere"), user);
        Assert.DoesNotContain("top-secret", task.ToString(), StringComparison.Ordinal);
        Assert.All(rig.Logs.Entries, entry => Assert.DoesNotContain("top-secret", $"{entry.Text} {string.Join(' ', entry.Values.Values)}", StringComparison.Ordinal));
    }

    /// <summary>However short a password is; a letter of it within a word is none.</summary>
    [Theory]
    [InlineData("a", "user:a@host, -p a: the machine a", "user:••••@host, -p ••••: the m\u0061chine ••••")]
    [InlineData("sesame", "sesame1 opens no sesame", "sesame1 opens no ••••")]
    [InlineData("sesame-1", "xsesame-1x", "x••••x")]
    [Trait("Attack", "V2")]
    public async Task ShortSecret_IsHiddenWhereItIsAWordOfItsOwn(string secret, string said, string told)
    {
        await using var rig = new OperationsRig();

        var task = await rig.RunAsync(FakeOperation.Of("web-01") with { Hidden = [secret], Steps = _ => throw new HypervisorException(said) });

        Assert.Equal(told, task.Error);
    }

    /// <summary>A line of a script, or a word of a kernel's arguments, may be one.</summary>
    [Fact]
    public void ShortPartsOfAText_AreSecrets() => Assert.Equal(["key=1234 quiet", "key=1234"], SecretText.Of("key=1234 quiet", ' '));
}

using System.Text.Json;
using WebConsole.Features.Machines.Guest;
using WebConsole.Features.Machines.Guest.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Guest;

/// <summary>What is checked before the agent in a guest is asked for something, and what is told of it.</summary>
public sealed class GuestCommandsTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEChJkvWVQbIFLGLXCWPnZ4TMQe3zGZ4JPZ5cGy4Rk root@web";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Machine Guest = TestMachines.Web with { Xml = Xml("connected") };

    [Theory]
    [InlineData("sync-time", "{}", "domtime --sync web-01")]
    [InlineData("trim", "{}", "domfstrim web-01")]
    [InlineData("freeze", "{}", "domfsfreeze web-01")]
    [InlineData("thaw", "{}", "domfsthaw web-01")]
    [InlineData("set-password", """{ "user": "root", "password": "opensesame" }""", "set-user-password --user=root --password=PASSWORD web-01")]
    [InlineData("set-password", """{ "user": "o'b", "password": "$6$x", "encrypted": true }""", @"set-user-password --user='o'\''b' --password=PASSWORD --encrypted web-01")]
    [InlineData("set-ssh-keys", """{ "user": "root", "keys": [], "change": "replace" }""", "set-user-sshkeys --user=root --file=KEYS --reset web-01")]
    [InlineData("run-program", """{ "program": "/bin/df", "arguments": ["-h"], "input": "opensesame" }""", """qemu-agent-command web-01 '{"execute":"guest-exec","arguments":{"path":"PROGRAM","capture-output":true,"arg":["ARGUMENTS"]}}'""")]
    public void VirshLine_IsTheSameWithoutSecrets(string action, string body, string virsh) =>
        Assert.Equal($"virsh -c test:///default {virsh}", Make(action, body).VirshLine);

    [Theory]
    [InlineData("sync-time", "{}", Role.Operator)]
    [InlineData("freeze", "{}", Role.Operator)]
    [InlineData("thaw", "{}", Role.Operator)]
    [InlineData("set-password", """{ "user": "root", "password": "opensesame" }""", Role.Administrator)]
    [InlineData("set-ssh-keys", $$"""{ "user": "root", "keys": ["{{Key}}"] }""", Role.Administrator)]
    [InlineData("run-program", """{ "program": "/bin/df" }""", Role.Administrator)]
    [Trait("Attack", "Z1")]
    public async Task EachRole_MayDoJustWhatItHolds(string action, string body, Role least)
    {
        await using var rig = Rig();
        foreach (var role in Enum.GetValues<Role>())
        {
            var result = await rig.StartAsync(Make(action, body), TestUsers.With(role));
            Assert.Equal((role, role >= least ? null : RefusalReason.NotAllowed), (role, result.Reason));
            await rig.IdleAsync();
        }
    }

    [Theory]
    [InlineData("freeze", """{ "minutes": 0 }""", "minutes")]
    [InlineData("freeze", """{ "minutes": 61 }""", "minutes")]
    [InlineData("set-password", "{}", "password user")]
    [InlineData("set-password", """{ "user": "root:x", "password": "a" }""", "user")]
    [InlineData("set-password", """{ "user": "root", "password": "a\nroot:b" }""", "password")]
    [InlineData("set-password", """{ "user": "root", "password": "plain", "encrypted": true }""", "password")]
    [InlineData("set-ssh-keys", """{ "user": "root", "keys": [null] }""", "keys")]
    [InlineData("set-ssh-keys", """{ "user": "root", "keys": ["command=\"x\" ssh-rsa AAAA"] }""", "keys")]
    [InlineData("set-ssh-keys", $$"""{ "user": "root", "keys": ["{{Key}}"], "change": "all" }""", "change")]
    [InlineData("run-program", """{ "arguments": [null] }""", "arguments program")]
    [InlineData("run-program", """{ "program": "/bin/sh\u0000", "seconds": 601 }""", "program seconds")]
    public void WrongArguments_AreNamed(string action, string body, string fields) =>
        Assert.Equal(fields, string.Join(' ', Make(action, body).Mistakes(Known(Guest)).Keys.Order(StringComparer.Ordinal)));

    [Fact]
    [Trait("Attack", "L1")]
    public async Task Secrets_AreInNoTaskAndNoLog()
    {
        await using var rig = Rig();
        foreach (var (action, body) in new[] { ("set-password", """{ "user": "root", "password": "opensesame42" }"""), ("run-program", """{ "program": "/bin/cat", "input": "opensesame42" }""") })
        {
            var operation = Make(action, body);
            var task = await rig.RunAsync(operation, TestUsers.With(Role.Administrator));
            Assert.Contains("opensesame42", operation.Secrets);
            Assert.DoesNotContain("opensesame42", JsonSerializer.Serialize(TaskItem.Of(task)), StringComparison.Ordinal);
            Assert.DoesNotContain("opensesame42", string.Concat(operation.Parameters.Select(parameter => parameter.Value)), StringComparison.Ordinal);
        }
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.Values.Values.Any(value => value?.ToString()?.Contains("opensesame42", StringComparison.Ordinal) == true));
    }

    /// <summary>Every viewer may read the task; who entered it reads the command in the form.</summary>
    [Fact]
    [Trait("Attack", "Z1")]
    public async Task ProgramAndArguments_AreInNoTask()
    {
        await using var rig = Rig();
        var run = (RunProgram)Make("run-program", """{ "program": "/opt/tool", "arguments": ["--token", "opensesame42"] }""");

        var task = await rig.RunAsync(run, TestUsers.With(Role.Administrator));

        Assert.DoesNotMatch("opensesame42|/opt/tool", JsonSerializer.Serialize(TaskItem.Of(task)));
        Assert.Contains("\"path\":\"/opt/tool\",\"capture-output\":true,\"arg\":[\"--token\",\"opensesame42\"]", run.OwnVirshLine, StringComparison.Ordinal);
        Assert.Equal(run.OwnVirshLine, run.Preview(Known(Guest)).Virsh);
    }

    [Theory]
    [InlineData("connected", null)]
    [InlineData("disconnected", "is not connected")]
    [InlineData(null, "has no channel")]
    public void MachineWithoutAnAgent_IsRefusedBefore(string? state, string? why)
    {
        var said = Make("trim", "{}").WhyConflicts(Known(Guest with { Xml = Xml(state) }));
        if (why is null)
            Assert.Null(said);
        else
            Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connected", MachineState.Running, GuestAgentState.Connected)]
    [InlineData("disconnected", MachineState.Running, GuestAgentState.Disconnected)]
    [InlineData("", MachineState.Running, GuestAgentState.Disconnected)]
    [InlineData(null, MachineState.Running, GuestAgentState.NoChannel)]
    [InlineData("connected", MachineState.Paused, GuestAgentState.Off)]
    [InlineData("connected", MachineState.ShutOff, GuestAgentState.Off)]
    public void State_IsReadOfTheDefinition(string? channel, MachineState state, GuestAgentState wanted) =>
        Assert.Equal(wanted, GuestAgent.StateOf(TestMachines.Named("web-01", state) with { Xml = Xml(channel) }));

    [Theory]
    [InlineData("http://debian.org/debian/12", "apt install")]
    [InlineData("http://rockylinux.org/rocky/9", "dnf install")]
    [InlineData("http://opensuse.org/opensuse/15.5", "zypper install")]
    [InlineData("http://alpinelinux.org/alpinelinux/3.18", "apk add")]
    [InlineData("http://archlinux.org/archlinux/rolling", "pacman -S")]
    public void Install_IsThatOfTheSystem(string id, string command) => Assert.StartsWith(command, GuestAgentInstall.For(id, null)!.Commands, StringComparison.Ordinal);

    [Fact]
    public void Install_OfWindowsIsNoCommand_AndOfOthersUnknown()
    {
        Assert.Same(GuestAgentInstall.Windows, GuestAgentInstall.For("http://microsoft.com/win/11", null));
        Assert.Null(GuestAgentInstall.For("http://example.org/other/1", null));
        Assert.Null(GuestAgentInstall.For(null, null));
    }

    [Fact]
    public void Runs_AreFewAndTheNewestFirst()
    {
        var runs = new GuestRuns();
        for (var number = 1; number <= 200; number++)
            runs.Add(new GuestRun(number % 2 == 0 ? Guest.Id : new MachineId("local", Guid.NewGuid()), number, DateTimeOffset.UnixEpoch.AddSeconds(number), "ann", "/bin/df", 0, null, "", "", false));

        Assert.Equal(Enumerable.Range(0, GuestRuns.MostOfMachine).Select(back => 200L - (2 * back)), runs.Of(Guest.Id).Select(run => run.Task));
    }

    internal static string Xml(string? channel) => channel is null ? "<domain type='kvm'><devices/></domain>"
        : $"<domain type='kvm'><devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='{channel}'/></channel></devices></domain>";

    private static OperationsRig Rig()
    {
        var rig = new OperationsRig();
        rig.Inventory.Update(inventory => inventory.WithMachine(Guest));
        return rig;
    }

    private static InventorySnapshot Known(Machine machine) => new InventorySnapshot { Hosts = [TestMachines.Host("local")] }.WithMachine(machine);

    private static Operation Make(string word, string body)
    {
        var action = TestActions.Registry.Find(ObjectKind.Machine, word)!;
        return action.Create(Guest, TestMachines.Host("local"), action.Arguments is { } type ? JsonSerializer.Deserialize(body, type, Web) : null);
    }
}

using System.Diagnostics;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

public sealed class VirshCommandTests
{
    private static readonly MachineId Machine = new("local", Guid.Parse("0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55"));

    [Theory]
    [InlineData("web-01")]
    [InlineData("_db.prod+1")]
    public void PlainName_IsUsed(string name) =>
        Assert.Equal($"virsh -c qemu:///system start {name}", VirshCommand.ForMachine("qemu:///system", "start", Machine, name));

    [Theory]
    [Trait("Attack", "J1")]
    [Trait("Attack", "J2")]
    [InlineData("5")]
    [InlineData("-c")]
    [InlineData("--help")]
    [InlineData("")]
    [InlineData("it's")]
    [InlineData("$(reboot)")]
    [InlineData("`reboot`;#&|<>*?~!{a,b}")]
    [InlineData("two words")]
    [InlineData("a\nrm -rf /")]
    [InlineData("a\0b")]
    [InlineData("\u001b[201~\r")]
    [InlineData("\u202egpj")]
    [InlineData("büro")]
    [InlineData("💻")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("a6f9619ff8b86d011b42d00c04fc964f")]
    public void OtherName_GivesWayToTheUuid(string name) =>
        Assert.Equal($"virsh -c qemu:///system start {Machine.Uuid:D}", VirshCommand.ForMachine("qemu:///system", "start", Machine, name));

    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("qemu:///system", "web-01", "web-01")]
    [InlineData("qemu+ssh://host/system?keyfile=/a b&no_verify=1", "web-01", "web-01")]
    [InlineData("qemu:///it's;$(touch x)`touch y`\\", "it's", null)]
    [InlineData("-c", "$(touch x)", null)]
    [InlineData("", "-d", null)]
    public async Task Shell_ReadsBackExactlyTheWords(string uri, string name, string? last)
    {
        var line = VirshCommand.ForMachine(uri, "autostart --disable", Machine, name);
        var words = await ArgumentsAsync(line);
        Assert.Equal(["-c", uri, "autostart", "--disable", last ?? Machine.Uuid.ToString("D")], words);
    }

    [Theory]
    [Trait("Attack", "J1")]
    [Trait("Attack", "J2")]
    [InlineData("-x", "--vol=-x")]
    [InlineData("two words", "--vol='two words'")]
    [InlineData("it's", @"--vol='it'\''s'")]
    [InlineData("b\u00fcro \ud83d\udcbb", "--vol='b\u00fcro \ud83d\udcbb'")]
    [InlineData("\u001b[201~\r", @"--vol=$'\033[201~\015'")]
    [InlineData("it's\n\\", @"--vol=$'it\'s\n\\'")]
    [InlineData("\u202egpj\u2066", @"--vol=$'\342\200\256gpj\342\201\246'")]
    [InlineData("a\u00a0b", @"--vol=$'a\302\240b'")]
    [InlineData("$(touch x)\t1", @"--vol=$'$(touch x)\0111'")]
    public async Task Option_IsReadBackAndShowsAllOfIt(string value, string line)
    {
        Assert.Equal(line, VirshCommand.Option("vol", value));
        Assert.Equal(["--vol=" + value], await ArgumentsAsync("virsh " + line, "/bin/bash"));
    }

    [Fact]
    public void QueryOfTheHostsUri_IsKeptAndQuoted()
    {
        var host = TestMachines.Host("local") with { Uri = new ConfiguredHost("local", "qemu:///system?socket=/run/other/libvirt-sock").DisplayUri };

        Assert.Equal("virsh -c 'qemu:///system?socket=/run/other/libvirt-sock' start web-01", TestActions.Create("start", TestMachines.Web, host).VirshLine);
    }

    /// <summary>Each machine has a misleading name: another machine's ID or UUID, an option, a command.</summary>
    [Fact]
    [Trait("Category", "Integration")]
    [Trait("Attack", "J2")]
    public async Task Virsh_FindsTheMachineAndNoOther()
    {
        var machines = new[] { "2", "1", "-c", "--all", "it's $(false)", "web-01", "00000000-0000-4000-8000-000000000001" }
            .Select((name, index) => (Name: name, Id: new MachineId("local", Guid.Parse($"00000000-0000-4000-8000-00000000000{index + 1}")))).ToArray();
        using var host = new TestHostFile(machines);

        foreach (var (name, id) in machines)
        {
            var found = await ShellAsync(VirshCommand.ForMachine(host.Uri, "dumpxml", id, name));
            Assert.Contains($"<uuid>{id.Uuid:D}</uuid>", found, StringComparison.Ordinal);
        }
    }

    /// <summary>The arguments that a real shell passes to a program called virsh.</summary>
    private static async Task<string[]> ArgumentsAsync(string line, string shell = "/bin/sh") =>
        (await ShellAsync("virsh() { for word; do printf '%s\\0' \"$word\"; done; }\n" + line, shell)).Split('\0')[..^1];

    private static async Task<string> ShellAsync(string script, string program = "/bin/sh")
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return output;
    }
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using WebConsole.Hypervisor;
using Xunit;

namespace WebConsole.Tests.Consoles;

/// <summary>A small real guest on the laboratory's libvirt.</summary>
internal sealed class RealGuest : IAsyncDisposable
{
    private readonly string _name;

    private RealGuest(string name, Guid uuid) => (_name, Id) = (name, new MachineId("local", uuid));

    public MachineId Id { get; }

    /// <summary>Defines and starts it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">A sed script that changes its definition.</param>
    public static async Task<RealGuest> StartAsync(string name, string? change = null)
    {
        var uuid = Guid.Parse((await ShellAsync($"{Lab}/define-guest.sh {name}")).Trim());
        var guest = new RealGuest(name, uuid);
        if (change is not null)
            await ShellAsync($"virsh dumpxml --inactive {name} | sed \"{change}\" > /run/lab/{name}.xml && virsh define /run/lab/{name}.xml");
        await guest.StartAsync();
        return guest;
    }

    public Task StartAsync() => ShellAsync($"virsh start {_name}");

    public Task StopAsync() => ShellAsync($"virsh destroy {_name}");

    /// <summary>Runs a command inside, through its agent, once that answers.</summary>
    /// <returns>What it wrote to its output and errors.</returns>
    public async Task<string> InsideAsync(string command)
    {
        var exec = JsonSerializer.Serialize(new { execute = "guest-exec", arguments = new Dictionary<string, object> { ["path"] = "/bin/sh", ["arg"] = new[] { "-c", $"{{ {command}; }} 2>&1" }, ["capture-output"] = true } });
        var started = await AgentAsync(exec, patient: true);
        while (true)
        {
            var status = await AgentAsync(JsonSerializer.Serialize(new { execute = "guest-exec-status", arguments = new { pid = started.GetProperty("pid").GetInt64() } }), patient: false);
            if (status.GetProperty("exited").GetBoolean())
                return status.TryGetProperty("out-data", out var data) ? Encoding.UTF8.GetString(Convert.FromBase64String(data.GetString()!)) : "";
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task<JsonElement> AgentAsync(string command, bool patient)
    {
        var call = $"virsh qemu-agent-command {_name} '{command.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        var answer = await ShellAsync(patient ? $"for i in $(seq 300); do {call} 2> /dev/null && exit 0; sleep 0.5; done; exit 1" : call);
        return JsonDocument.Parse(answer).RootElement.GetProperty("return");
    }

    /// <summary>Stops its QEMU process (SIGSTOP).</summary>
    public Task FreezeAsync() => ShellAsync($"kill -STOP $(cat /run/libvirt/qemu/{_name}.pid)");

    /// <summary>Never fails: that would hide why the test did.</summary>
    public async ValueTask DisposeAsync() => await ShellAsync($"virsh destroy {_name}; virsh undefine --managed-save --nvram {_name}; true");

    public static async Task<string> ShellAsync(string script)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return output;
    }

    /// <summary>The directory of the laboratory's scripts.</summary>
    public static string Lab => Path.Combine(Repository, "tests", "Lab");

    private static string Repository
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "WebConsole.sln")))
                directory = directory.Parent!;
            return directory.FullName;
        }
    }
}

using System.Text;
using System.Xml.Linq;

namespace WebConsole.EndToEnd.Support;

/// <summary>
/// A real machine from the lab's scripts, observed through virsh and its serial log, never through the product.
/// </summary>
internal sealed class Guest(string name, Guid uuid)
{
    public string Name => name;

    public Guid Uuid => uuid;

    /// <summary>The path of its page in the product.</summary>
    public string Page => $"/machines/local/{uuid:D}";

    private string SerialLog => $"/var/log/libvirt/qemu/{name}-serial.log";

    public static async Task<Guest> DefineAsync(string name, int memoryMiB = 128, int vcpus = 1)
    {
        var uuid = await Shell.RunAsync(Repository.File("tests/Lab/define-guest.sh"), name, $"{memoryMiB}", $"{vcpus}");
        return new Guest(name, Guid.Parse(uuid.Trim()));
    }

    /// <summary>A machine like the lab's, with changes of its definition.</summary>
    public static async Task<Guest> DefineAsync(string plainName, Action<XElement> change)
    {
        var guest = await DefineAsync(plainName);
        var definition = XElement.Parse(await Shell.VirshAsync("dumpxml", "--inactive", plainName));
        await Shell.VirshAsync("undefine", plainName);
        change(definition);
        var file = Path.GetTempFileName();
        try
        {
            definition.Save(file);
            await Shell.VirshAsync("define", file);
        }
        finally
        {
            File.Delete(file);
        }
        return new Guest(definition.Element("name")!.Value, guest.Uuid);
    }

    public Task StartAsync() => Shell.VirshAsync("start", name);

    public async Task EnsureRunningAsync()
    {
        if (await StateAsync() == "running")
            return;
        await StartAsync();
        await WaitUntilUpAsync();
    }

    public async Task<string> StateAsync() => (await Shell.VirshAsync("domstate", name)).Trim();

    public async Task WaitForStateAsync(string state) =>
        await Wait.ForAsync(async () => await StateAsync() == state, TimeSpan.FromSeconds(60), $"virsh says that {name} is {state}");

    /// <summary>What it has written to its serial line since its last start.</summary>
    public async Task<string> SerialAsync() => File.Exists(SerialLog) ? await File.ReadAllTextAsync(SerialLog) : "";

    public async Task WaitUntilUpAsync() =>
        await Wait.ForAsync(async () => (await SerialAsync()).Contains($"root@{name}:", StringComparison.Ordinal), TimeSpan.FromSeconds(180), $"{name} boots to its shell");

    /// <summary>
    /// Types a line at its serial shell, as with virsh console. The line stays open until the shell has echoed the
    /// text, because QEMU checks only once a second whether a client is connected.
    /// </summary>
    public async Task TypeOnSerialAsync(string line)
    {
        var device = (await Shell.VirshAsync("ttyconsole", name)).Trim();
        await using var terminal = new FileStream(device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        await terminal.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"));
        await Wait.ForAsync(async () => (await SerialAsync()).Contains(line, StringComparison.Ordinal), TimeSpan.FromSeconds(60), $"{name} echoes: {line}");
    }
}

namespace WebConsole.Tests.Storage;

/// <summary>Pools of a complete host, over libvirt's remote connection: tests/Lab/full-host.sh.</summary>
public abstract class FullHostPools() : RealPools("full", "qemu+tcp://127.0.0.1/system")
{
    public override async ValueTask InitializeAsync()
    {
        await LabAsync("full-host.sh start");
        await base.InitializeAsync();
    }

    /// <summary>Runs a command on that host.</summary>
    protected static Task<string> OnHostAsync(string command) => LabAsync($"full-host.sh run '{command}'");
}

using System.Text.Json;
using WebConsole.Tests.Consoles;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Copies and moves of encrypted volumes on a real libvirt, opened by QEMU.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealEncryptedTests : RealStorage
{
    private const string Passphrase = "corr3ct-h0rse";

    private string _from = "", _into = "";

    private Guid Into => Guid.Parse(_into.Split('/')[^1]);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_from, _into) = (await PoolAsync("from"), await PoolAsync("into"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh destroy safe; virsh undefine safe; true");
        await UntilAsync(async () => !(await GetAsync("/api/v1/machines")).ToString().Contains("safe", StringComparison.Ordinal));
        foreach (var pool in new[] { _from, _into })
            await DoAsync(HttpMethod.Delete, pool, new { contents = true });
        Assert.Equal("", await ShellAsync("virsh -q secret-list"));
        await base.DisposeAsync();
    }

    /// <summary>The data lies behind what is read to try the passphrase.</summary>
    [Theory]
    [InlineData("raw")]
    [InlineData("qcow2")]
    public async Task Copy_OpensWithThePassphrase_WhichLibvirtKeepsForItToo(string format)
    {
        await MakeAsync(format);
        await IoAsync("from/safe.img", format, "write -P 7 40M 1M");

        await DoAsync(HttpMethod.Post, $"{_from}/volumes/safe.img/clone", new { name = "copy.img", pool = Into, passphrase = Passphrase });

        await IoAsync("into/copy.img", format, "read -P 7 40M 1M");
        Assert.Equal("same", await ShellAsync($"cmp {Root}/from/safe.img {Root}/into/copy.img && echo same"));
        Assert.Equal("thin", await ShellAsync($"[ $(du -k {Root}/into/copy.img | cut -f1) -lt 32768 ] && echo thin"));
        Assert.Equal(await SecretAsync("into/copy.img"), await ShellAsync("virsh vol-dumpxml copy.img into | sed -n \"s/.*secret.*uuid='\\(.*\\)'.*/\\1/p\""));
        Assert.NotEqual("", await SecretAsync("from/safe.img"));
        Assert.Equal("", await ShellAsync($"grep -rl {Passphrase} {App.StateDirectory} || true"));
        Assert.DoesNotContain(Passphrase, (await GetAsync("/api/v1/tasks")).ToString(), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Delete, $"{_into}/volumes/copy.img", null);
        Assert.Equal("", await SecretAsync("into/copy.img"));
        Assert.NotEqual("", await SecretAsync("from/safe.img"));
    }

    [Theory]
    [InlineData("raw", "clone")]
    [InlineData("qcow2", "clone")]
    [InlineData("raw", "move")]
    public async Task WrongPassphrase_LeavesAllAsItWas(string format, string action)
    {
        await MakeAsync(format);

        var task = await StartAsync(HttpMethod.Post, $"{_from}/volumes/safe.img/{action}", action is "move" ? new { pool = Into, passphrase = "wrong" } : new { name = "copy.img", pool = Into, passphrase = "wrong" });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal(("failed", "The passphrase does not open safe.img.", 0), (ended.GetProperty("state").GetString(), ended.GetProperty("error").GetString(), ended.GetProperty("left").GetArrayLength()));
        Assert.Equal("", await ShellAsync($"ls {Root}/into"));
        Assert.Equal(await SecretAsync("from/safe.img"), (await ShellAsync("virsh -q secret-list")).Split(' ')[0]);
        await IoAsync("from/safe.img", format, "read 0 512");
    }

    [Theory]
    [InlineData("file", "file='/run/lab/storage/from/safe.img'", "file='/run/lab/storage/into/safe.img'")]
    [InlineData("volume", "pool='from' volume='safe.img'", "pool='into' volume='safe.img'")]
    public async Task MovedVolume_IsOpenedByItsMachine(string type, string before, string after)
    {
        await MakeAsync("raw");
        await IoAsync("from/safe.img", "raw", "write -P 7 40M 1M");
        await ShellAsync($"""
            {RealGuest.Lab}/define-guest.sh safe
            cat > /run/lab/disk.xml <<'E'
            <disk type='{type}'><driver name='qemu' type='raw'/><source {before}><encryption format='luks'><secret type='passphrase' uuid='{await SecretAsync("from/safe.img")}'/></encryption></source><target dev='vdb' bus='virtio'/></disk>
            E
            virsh attach-device safe /run/lab/disk.xml --config
            """);
        await UntilAsync(async () => (await GetAsync("/api/v1/machines")).ToString().Contains("safe", StringComparison.Ordinal));

        await DoAsync(HttpMethod.Post, $"{_from}/volumes/safe.img/move", new { pool = Into, passphrase = Passphrase });

        var definition = await ShellAsync("virsh dumpxml safe --inactive");
        Assert.Contains(after, definition, StringComparison.Ordinal);
        Assert.Contains(await SecretAsync("into/safe.img"), definition, StringComparison.Ordinal);
        Assert.Equal("", await SecretAsync("from/safe.img"));
        Assert.Equal("", await ShellAsync($"ls {Root}/from"));
        await IoAsync("into/safe.img", "raw", "read -P 7 40M 1M");
        await ShellAsync("virsh start safe");
    }

    private async Task MakeAsync(string format)
    {
        await DoAsync(HttpMethod.Post, $"{_from}/volumes", new { name = "safe.img", capacity = 64 << 20, format, passphrase = Passphrase });
        await UntilAsync(async () => await IsThereAsync($"{_from}/volumes/safe.img") && (await GetAsync($"{_from}/volumes/safe.img")).GetProperty("encrypted").GetBoolean());
    }

    private static Task<string> IoAsync(string file, string format, string command) => ShellAsync(
        $"qemu-io -c '{command}' --object secret,id=s,data={Passphrase} --image-opts {(format is "raw" ? "driver=luks,key-secret=s" : "driver=qcow2,encrypt.key-secret=s")},file.filename={Root}/{file}");

    /// <summary>The secret that libvirt keeps for a path.</summary>
    private static Task<string> SecretAsync(string file) => ShellAsync($"virsh -q secret-list | grep ' {Root}/{file}$' | awk '{{print $1}}'");

    private async Task<string> PoolAsync(string name)
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name, path = $"{Root}/{name}" });
        return $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
    }
}

using System.Text.Json;
using Libvirt.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>What comes after the first boot and the installation, on a real libvirt with real guests.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealSetupTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";

    private Guid _pool;

    /// <summary>The lab's guest starts in seconds.</summary>
    private protected override void Adjust(WebApplicationBuilder builder) => builder.Services.AddSingleton(new SetupWatch(TimeProvider.System, TimeSpan.FromSeconds(20)));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "setup", path = $"{Root}/setup" });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        await ShellAsync($"cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img $LAB_GUEST/install.iso {Root}/setup/");
        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/refresh", null);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/install.iso"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q list --all --name | grep '^setup-'); do virsh -q destroy $name; virsh -q undefine $name; done; virsh -q pool-destroy setup; virsh -q pool-undefine setup || true");
        await base.DisposeAsync();
    }

    /// <summary>The guest goes on without the disk, and the next start has none.</summary>
    [Fact]
    public async Task Seed_IsUnpluggedAndDeletedOnceTheAgentHasAnswered()
    {
        await MakeCloudGuestAsync("setup-cloud");
        await UntilAsync(async () => await ShellAsync("virsh -q guestinfo --hostname setup-cloud 2> /dev/null || true") is "hostname            : setup-cloud");
        Assert.Contains("setup-cloud-seed.iso", await ShellAsync("virsh domblklist setup-cloud"), StringComparison.Ordinal);

        await UntilAsync(async () => await ShellAsync($"ls {Root}/setup | grep seed || true") is "");
        await UntilAsync(async () => DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-cloud")).SetupMedia.Count == 0);
        Assert.DoesNotContain("seed", await ShellAsync("virsh domblklist setup-cloud; virsh domblklist --inactive setup-cloud"), StringComparison.Ordinal);
        Assert.Equal("running", await ShellAsync("virsh domstate setup-cloud"));
        JsonElement task = default;
        await UntilAsync(async () => (task = (await GetAsync("/api/v1/tasks?user=system")).GetProperty("items").EnumerateArray().Single(task => task.GetProperty("action").GetString() == "finish-setup")).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal(("system", "succeeded"), (task.GetProperty("user").GetString(), task.GetProperty("state").GetString()));
    }

    /// <summary>The button, of a machine that is off: nothing has to be waited for.</summary>
    [Fact]
    public async Task Seed_IsDeletedWhenSomebodySaysSo()
    {
        await MakeCloudGuestAsync("setup-asked", start: false);
        var address = $"{Machines}/{await ShellAsync("virsh domuuid setup-asked")}";

        await DoAsync(HttpMethod.Post, $"{address}/finish-setup", null);

        Assert.Equal("", await ShellAsync($"ls {Root}/setup | grep seed || true"));
        var definition = DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-asked"));
        Assert.Empty(definition.SetupMedia);
        Assert.Single(definition.Disks);
    }

    /// <summary>Not every volume that a machine's metadata names is there for it alone.</summary>
    [Fact]
    public async Task SeedThatAnotherMachineUses_IsLeft()
    {
        await MakeCloudGuestAsync("setup-first", start: false);
        await ShellAsync($"echo '<domain type=\"qemu\"><name>setup-other</name><memory>65536</memory><os><type>hvm</type></os><devices><disk type=\"file\" device=\"cdrom\"><source file=\"{Root}/setup/setup-first-seed.iso\"/><target dev=\"sda\" bus=\"sata\"/></disk></devices></domain>' | virsh -q define /dev/stdin");

        await DoAsync(HttpMethod.Post, $"{Machines}/{await ShellAsync("virsh domuuid setup-first")}/finish-setup", null);

        Assert.Equal("setup-first-seed.iso", await ShellAsync($"ls {Root}/setup | grep seed"));
    }

    /// <summary>The metadata has only a name, and somebody may have put something else in its place, another seed included.</summary>
    [Fact]
    public async Task VolumeInThePlaceOfASeed_IsLeft()
    {
        await MakeCloudGuestAsync("setup-replaced", start: false);
        await ShellAsync("virsh -q detach-disk setup-replaced vdb --config");

        await DoAsync(HttpMethod.Post, $"{Machines}/{await ShellAsync("virsh domuuid setup-replaced")}/finish-setup", null);

        Assert.Equal("setup-replaced-seed.iso", await ShellAsync($"ls {Root}/setup | grep seed"));
        Assert.Empty(DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-replaced")).SetupMedia);
    }

    /// <summary>The machine has it by its name, and what lies there now was not made for it.</summary>
    [Theory]
    [InlineData("head -c 400000 /dev/urandom > $file")]
    [InlineData("sleep 0.01; cat $file > copy && cat copy > $file; rm copy")]
    public async Task FileThatTookTheSeedsName_IsLeft(string replaces)
    {
        await MakeCloudGuestAsync("setup-swapped", start: false);
        await ShellAsync($"cd {Root} && file={Root}/setup/setup-swapped-seed.iso && {replaces}");

        var task = await DoAsync(HttpMethod.Post, $"{Machines}/{await ShellAsync("virsh domuuid setup-swapped")}/finish-setup", null);

        Assert.Contains("is not the file that was made for this machine", task.ToString(), StringComparison.Ordinal);
        Assert.Equal("setup-swapped-seed.iso", await ShellAsync($"ls {Root}/setup | grep seed"));
        Assert.Empty(DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-swapped")).SetupMedia);
    }

    /// <summary>The machine has the seed no more, but says that it was taken out: the deletion alone failed.</summary>
    [Fact]
    public async Task SeedThatAnEarlierAttemptHasTakenOut_IsDeleted()
    {
        await MakeCloudGuestAsync("setup-again", start: false);
        var address = $"{Machines}/{await ShellAsync("virsh domuuid setup-again")}";
        await ShellAsync("virsh -q pool-destroy setup");
        await UntilAsync(async () => (await GetAsync($"/api/v1/pools/local/{_pool:D}")).GetProperty("state").GetString() != "running");

        var failed = await DoAsync(HttpMethod.Post, $"{address}/finish-setup", null, "failed");
        Assert.Contains("is not active", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.True(Assert.Single(DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-again")).SetupMedia).IsTakenOut);
        Assert.DoesNotContain("seed", await ShellAsync("virsh domblklist --inactive setup-again"), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/start", null);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/setup-again-seed.iso"));
        await DoAsync(HttpMethod.Post, $"{address}/finish-setup", null);
        Assert.Equal("", await ShellAsync($"ls {Root}/setup | grep seed || true"));
    }

    /// <summary>From the medium until it boots from its own disk, with the drive empty.</summary>
    [Fact]
    public async Task MachineInstalledFromAnIso_BootsFromItsDisk()
    {
        await DoAsync(HttpMethod.Post, Machines, new { name = "setup-installed", emulate = true, memory = 256 << 20, vcpus = 1, firmware = "bios", media = Volume("install.iso"), disks = new[] { new { pool = _pool, size = 256 << 20 } } });

        await UntilAsync(async () => await ShellAsync("virsh -q guestinfo --hostname setup-installed 2> /dev/null || true") is "hostname            : installed");

        await UntilAsync(async () => !(await ShellAsync("virsh domblklist setup-installed; virsh domblklist --inactive setup-installed")).Contains("install.iso", StringComparison.Ordinal));
        Assert.True(File.Exists($"{Root}/setup/install.iso"));
        await UntilAsync(async () => DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-installed")).SetupMedia.Count == 0);
    }

    /// <summary>The lab's installer reads a kickstart, and nobody presses a key.</summary>
    [Fact]
    public async Task MachineInstalledWithoutQuestions_HasWhatWasAnswered()
    {
        await DoAsync(HttpMethod.Post, Machines, new
        {
            name = "setup-answered",
            emulate = true,
            memory = 256 << 20,
            vcpus = 1,
            firmware = "bios",
            media = Volume("install.iso"),
            disks = new[] { new { pool = _pool, size = 256 << 20 } },
            unattended = new { installer = "kickstart", hostname = "answered.lab", user = "anna", password = "correct-horse" },
        });

        Assert.Equal("", await ShellAsync($"grep -rl correct-horse {App.StateDirectory} {Root}/setup /etc/libvirt/qemu || true"));
        await UntilAsync(async () => await ShellAsync("virsh -q guestinfo --hostname setup-answered 2> /dev/null || true") is "hostname            : answered.lab");
        await UntilAsync(async () => await ShellAsync($"ls {Root}/setup | grep answers || true") is "");
        await UntilAsync(async () => DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-answered")).SetupMedia.Count == 0);
        Assert.DoesNotContain("correct-horse", (await GetAsync("/api/v1/tasks")).ToString(), StringComparison.Ordinal);
    }

    /// <summary>The guest reads it by fw_cfg, with no disk beside; a machine that shuts down needs it no more.</summary>
    [Fact]
    public async Task Ignition_IsReadByTheFirmwaresWay()
    {
        const string Config = """{"ignition": {"version": "3.4.0"}, "passwd": {"users": [{"name": "core", "passwordHash": "$6$secret"}]}}""";
        await DoAsync(HttpMethod.Post, Machines, new
        {
            name = "setup-ignited",
            emulate = true,
            memory = 128 << 20,
            vcpus = 1,
            kernel = new { image = Volume("vmlinuz"), initrd = Volume("initrd.img"), arguments = "console=ttyS0 quiet" },
            disks = new[] { new { pool = _pool, size = 8 << 20 } },
            ignition = Config,
        });

        Assert.Equal("running", await ShellAsync("virsh domstate setup-ignited"));
        Assert.Contains($"-fw_cfg name=opt/com.coreos/config,file={Root}/setup/setup-ignited-ignition.json", await ShellAsync("cat /proc/[0-9]*/cmdline | tr '\\0' ' '"), StringComparison.Ordinal);
        Assert.DoesNotContain("$6$secret", await ShellAsync("virsh dumpxml setup-ignited; cat /proc/[0-9]*/cmdline | tr '\\0' ' '") + await GetAsync("/api/v1/tasks"), StringComparison.Ordinal);
        await UntilAsync(async () => await ShellAsync("virsh -q guestinfo --hostname setup-ignited 2> /dev/null || true") is not "");
        // Restored after a managed save, it reads the file once more.
        var address = $"{Machines}/{await ShellAsync("virsh domuuid setup-ignited")}";
        Assert.Contains("Shut it down first", (await DoAsync(HttpMethod.Post, $"{address}/finish-setup", null, "failed")).GetProperty("error").GetString(), StringComparison.Ordinal);
        await ShellAsync("virsh -q managedsave setup-ignited");
        Assert.Contains("has saved memory", (await DoAsync(HttpMethod.Post, $"{address}/finish-setup", null, "failed")).GetProperty("error").GetString(), StringComparison.Ordinal);
        await ShellAsync("virsh -q start setup-ignited");
        Assert.Equal("running", await ShellAsync("virsh domstate setup-ignited"));
        await ShellAsync("virsh -q shutdown setup-ignited");

        await UntilAsync(async () => await ShellAsync($"ls {Root}/setup | grep ignition || true") is "");
        await UntilAsync(async () => DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-ignited")) is { SetupMedia.Count: 0, SystemInfo.Count: 0 });
    }

    /// <summary>Who wants to keep them says so.</summary>
    [Fact]
    public async Task MediaThatAreKept_AreNoWords()
    {
        await MakeCloudGuestAsync("setup-kept", start: false, keepMedia: true);

        // Known as a seed all the same: it holds secrets.
        Assert.Equal("never", Assert.Single(DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive setup-kept")).SetupMedia).Until);
        var actions = await GetAsync($"{Machines}/{await ShellAsync("virsh domuuid setup-kept")}");
        Assert.DoesNotContain("finish-setup", actions.ToString(), StringComparison.Ordinal);
    }

    private Task<JsonElement> MakeCloudGuestAsync(string name, bool start = true, bool? keepMedia = null) => DoAsync(HttpMethod.Post, Machines, new
    {
        name,
        start,
        keepMedia,
        emulate = true,
        memory = 128 << 20,
        vcpus = 1,
        kernel = new { image = Volume("vmlinuz"), initrd = Volume("initrd.img"), arguments = "console=ttyS0 quiet" },
        disks = new[] { new { pool = _pool, size = 8 << 20 } },
        cloudInit = new { user = "anna" },
    });

    private object Volume(string name) => new { pool = _pool, volume = name };
}

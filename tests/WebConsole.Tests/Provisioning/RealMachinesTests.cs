using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Libvirt.Xml;
using WebConsole.CloudInit;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Machines are made by the API, on a real libvirt with real guests.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealMachinesTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";

    private string _pool = "";
    private Guid _uuid;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "machines", path = $"{Root}/machines" });
        _uuid = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        _pool = $"/api/v1/pools/local/{_uuid:D}";
        await ShellAsync($"cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img {Root}/machines/; qemu-img create -q -f qcow2 {Root}/machines/base.qcow2 16M; qemu-io -c 'write -P 7 0 64k' {Root}/machines/base.qcow2 > /dev/null");
        await DoAsync(HttpMethod.Post, $"{_pool}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/base.qcow2"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q list --all --name | grep '^made-'); do virsh -q destroy $name; virsh -q undefine --nvram --tpm $name || virsh -q undefine --nvram $name; done; virsh -q pool-destroy machines; virsh -q pool-undefine machines || true");
        await base.DisposeAsync();
    }

    /// <summary>A whole machine: it boots, and its console shows it.</summary>
    [Fact]
    public async Task Machine_IsMadeWithItsDisksAndBoots()
    {
        var task = await DoAsync(HttpMethod.Post, Machines, new
        {
            name = "made-web",
            emulate = true,
            title = "The web",
            memory = 128 << 20,
            vcpus = 1,
            kernel = new { image = Volume("vmlinuz"), initrd = Volume("initrd.img"), arguments = "console=ttyS0 quiet hostname=made-web" },
            disks = new object[] { new { pool = _uuid, size = 32 << 20 }, new { pool = _uuid, backing = Volume("base.qcow2") }, new { pool = _uuid, copy = Volume("base.qcow2"), size = 24 << 20, format = "raw" } },
            networks = new[] { new { network = "default" } },
            tags = new[] { "lab" },
        });

        Assert.DoesNotContain("hostname=made-web", task.ToString(), StringComparison.Ordinal);
        Assert.Equal("made-web", task.GetProperty("result").GetProperty("name").GetString());
        var definition = DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive made-web"));
        Assert.Equal(("The web", 128L << 20, 1), (definition.Title, definition.MemoryBytes, definition.VirtualCpus));
        Assert.Equal([("vda", "qcow2", $"{Root}/machines/made-web.qcow2"), ("vdb", "qcow2", $"{Root}/machines/made-web-2.qcow2"), ("vdc", "raw", $"{Root}/machines/made-web.img")],
            definition.Disks.Select(disk => (disk.TargetDevice!, disk.DriverType!, disk.Source.File!)));
        Assert.Equal("running", await ShellAsync("virsh domstate made-web"));
        Assert.Equal($"{Root}/machines/base.qcow2", await ShellAsync($"qemu-img info -U --output=json {Root}/machines/made-web-2.qcow2 | grep -o '\"full-backing-filename\": \"[^\"]*\"' | cut -d'\"' -f4"));
        Assert.Equal($"{24 << 20}", await ShellAsync($"stat -c %s {Root}/machines/made-web.img"));
        Assert.Equal("", await ShellAsync($"qemu-io -r -U -f raw -c 'read -P 7 0 64k' {Root}/machines/made-web.img > /dev/null"));
    }

    /// <summary>Name, user, key and address come from the seed, into a guest that reads it.</summary>
    [Fact]
    public async Task Guest_TakesWhatTheSeedSays()
    {
        const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g anna@laptop";
        await DoAsync(HttpMethod.Post, Machines, new
        {
            name = "made-cloud",
            emulate = true,
            memory = 128 << 20,
            vcpus = 1,
            kernel = new { image = Volume("vmlinuz"), initrd = Volume("initrd.img"), arguments = "console=ttyS0 quiet" },
            disks = new[] { new { pool = _uuid, size = 8 << 20 } },
            networks = new[] { new { network = "default" } },
            cloudInit = new { user = "anna", password = "correct-horse", sshKeys = new[] { Key }, networks = new[] { new { addresses = new[] { "192.168.122.77/24" } } } },
        });

        await UntilAsync(async () => await ShellAsync("virsh -q guestinfo --hostname made-cloud 2> /dev/null || true") is "hostname            : made-cloud");
        await UntilAsync(async () => (await ShellAsync("virsh -q domifaddr --source agent made-cloud")).Contains("192.168.122.77/24", StringComparison.Ordinal));
        var passwd = await InGuestAsync("made-cloud", "/bin/grep", "^anna:", "/etc/passwd");
        // Of this guest's system nothing is known, so its password has the hash that all of them read.
        Assert.StartsWith("anna:$6$", passwd, StringComparison.Ordinal);
        Assert.Equal(Key, (await InGuestAsync("made-cloud", "/bin/cat", "/home/anna/.ssh/authorized_keys")).Trim());
        // The password is nowhere in the clear.
        Assert.Equal("", await ShellAsync($"grep -rl correct-horse {App.StateDirectory} {Root}/machines /etc/libvirt/qemu || true"));
        Assert.DoesNotContain("correct-horse", (await GetAsync("/api/v1/tasks")).ToString(), StringComparison.Ordinal);
    }

    /// <summary>What the form asks for comes out in the guest: two users, each with keys of their own, and an address.</summary>
    [Fact]
    public async Task Guest_TakesTheUsersOfTheForm()
    {
        const string Own = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBMnb1mh4Xdfj5B8CTqLoEK/31mLv799z7b59GnUFfw1 anna@laptop";
        const string Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g grace@desk";
        var draft = new MachineDraft { Source = MachineSource.Image, Name = "made-users", Memory = 128 << 20, Vcpus = 1, Emulates = true, Networks = [new NewInterface("default")] };
        draft.CloudInit.IsWanted = true;
        draft.OwnKeys = new OwnKeys([SshKey.Of(Own)!], AreShared: false);
        draft.CloudInit.User = new UserDraft { Name = "anna", Password = SecretChange.Replace("correct-horse"), TakesOwnKeys = true };
        draft.CloudInit.MoreUsers = [new UserDraft { Name = "grace", FullName = "Grace Hopper", SshKeys = $"{Other}\n{Own}", Sudo = false }];
        draft.CloudInit.Cards = [new CardAddresses("192.168.122.78/24", "192.168.122.1", Dns: "192.168.122.1")];
        var asked = draft.Ask(null, 8 << 20, isWindows: false) with { Disks = [new NewDisk(_uuid, Size: 8 << 20)], Kernel = new KernelFiles(new VolumeName(_uuid, "vmlinuz"), new VolumeName(_uuid, "initrd.img"), "console=ttyS0 quiet") };

        await DoAsync(HttpMethod.Post, Machines, asked);

        await UntilAsync(async () => await ShellAsync("virsh -q guestinfo --hostname made-users 2> /dev/null || true") is "hostname            : made-users");
        await UntilAsync(async () => (await ShellAsync("virsh -q domifaddr --source agent made-users")).Contains("192.168.122.78/24", StringComparison.Ordinal));
        var passwd = await InGuestAsync("made-users", "/bin/grep", "-E", "^(anna|grace):", "/etc/passwd");
        Assert.Matches("^anna:\\$6\\$[^:]*:1000:1000::/home/anna:/bin/sh\ngrace:x:1001:1001:Grace Hopper:/home/grace:/bin/sh", passwd);
        Assert.Equal(Own, (await InGuestAsync("made-users", "/bin/cat", "/home/anna/.ssh/authorized_keys")).Trim());
        Assert.Equal($"{Other}\n{Own}", (await InGuestAsync("made-users", "/bin/cat", "/home/grace/.ssh/authorized_keys")).Trim());
        Assert.Equal("anna ALL=(ALL) ALL", (await InGuestAsync("made-users", "/bin/cat", "/etc/sudoers")).Trim());
        Assert.Equal("", await ShellAsync($"grep -rl correct-horse {App.StateDirectory} {Root}/machines /etc/libvirt/qemu || true"));
    }

    /// <summary>What a firmware with its variables, a TPM and Secure Boot need is written.</summary>
    [Fact]
    public async Task SecureMachine_Starts()
    {
        await DoAsync(HttpMethod.Post, Machines, new { name = "made-secure", emulate = true, memory = 256 << 20, firmware = "uefi-secure", tpm = true, disks = new[] { new { pool = _uuid, size = 1 << 20 } }, networks = Array.Empty<object>() });

        var running = DomainXml.Parse(await ShellAsync("virsh dumpxml made-secure"));
        Assert.True(running.LoaderSecure);
        Assert.Contains(running.Devices, device => device is TpmXml { Version: "2.0" });
        Assert.NotNull(running.NvramPath);
    }

    /// <summary>Of some distributions the first firmware that fits starts signed systems only.</summary>
    [Fact]
    public async Task MachineWithUefi_StartsUnsignedSystems()
    {
        await DoAsync(HttpMethod.Post, Machines, new { name = "made-uefi", emulate = true, memory = 256 << 20, firmware = "uefi", disks = new[] { new { pool = _uuid, size = 1 << 20 } }, networks = Array.Empty<object>() });

        var running = DomainXml.Parse(await ShellAsync("virsh dumpxml made-uefi"));
        Assert.NotEqual(true, running.LoaderSecure);
        Assert.DoesNotContain(".ms.", $"{running.LoaderPath}{running.NvramTemplate}", StringComparison.Ordinal);
        Assert.NotNull(running.NvramPath);
    }

    /// <summary>libvirt would open what the link leads to, and give it to the guest.</summary>
    [Fact]
    [Trait("Attack", "F2")]
    public async Task MediumThatIsALink_IsRefused()
    {
        await ShellAsync($"ln -s /etc/hostname {Root}/machines/evil.iso");
        await DoAsync(HttpMethod.Post, $"{_pool}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/evil.iso"));

        var task = await StartAsync(HttpMethod.Post, Machines, new { name = "made-linked", emulate = true, media = Volume("evil.iso"), disks = new[] { new { pool = _uuid, size = 1 << 20 } } });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Contains("link", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"ls {Root}/machines | grep made-linked || true"));
    }

    /// <summary>What prevents a start can be changed: an hour of copying is not thrown away for it.</summary>
    [Fact]
    public async Task MachineThatDoesNotStart_Stays()
    {
        var task = await StartAsync(HttpMethod.Post, Machines, new { name = "made-stuck", emulate = true, memory = 64 << 20, disks = new[] { new { pool = _uuid, size = 1 << 20 } }, networks = new[] { new { bridge = "no-such-bridge" } } });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Contains("made-stuck was made and stays", ended.GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.Equal("made-stuck", ended.GetProperty("result").GetProperty("name").GetString());
        Assert.Equal("shut off", await ShellAsync("virsh domstate made-stuck"));
        Assert.Equal("1", await ShellAsync($"ls {Root}/machines | grep -c made-stuck"));
    }

    [Fact]
    public async Task WrongArguments_AreNamed()
    {
        using var answer = await Client.PostAsJsonAsync(Machines, new
        {
            name = "../x",
            memory = 1,
            vcpus = 0,
            firmware = "coreboot",
            disks = new object[] { new { pool = Guid.NewGuid(), size = 1 }, new { pool = _uuid, size = -1 }, new { pool = _uuid, volume = "none.img" } },
            networks = new object[] { new { network = "none" }, new { bridge = "a b", mac = "01:00:00:00:00:01" } },
            media = new { pool = _uuid, volume = "none.iso" },
        }, Cancel);

        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors");
        Assert.Equal(["disks[0].pool", "disks[1].size", "disks[2].volume", "firmware", "media", "memory", "name", "networks[0].network", "networks[1].bridge", "networks[1].mac", "vcpus"],
            errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>The disk of a machine is no other machine's.</summary>
    [Fact]
    public async Task DiskOfAnother_IsRefused()
    {
        await DoAsync(HttpMethod.Post, Machines, new { name = "made-first", disks = new[] { new { pool = _uuid, size = 1 << 20 } }, networks = Array.Empty<object>(), start = false });
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/made-first.qcow2"));

        using var answer = await Client.PostAsJsonAsync(Machines, new { name = "made-second", disks = new[] { new { pool = _uuid, volume = "made-first.qcow2" } }, start = false }, Cancel);

        Assert.Contains("made-first.qcow2 is used by made-first", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("disks[0].volume")[0].GetString(), StringComparison.Ordinal);
    }

    /// <summary>What a program in the guest writes, by the guest agent.</summary>
    private static async Task<string> InGuestAsync(string machine, string program, params string[] arguments)
    {
        var command = JsonSerializer.Serialize(new Dictionary<string, object> { ["execute"] = "guest-exec", ["arguments"] = new Dictionary<string, object> { ["path"] = program, ["arg"] = arguments, ["capture-output"] = true } });
        var id = JsonDocument.Parse(await ShellAsync($"virsh -q qemu-agent-command {machine} '{command}'")).RootElement.GetProperty("return").GetProperty("pid").GetInt64();
        JsonElement status = default;
        await UntilAsync(async () => (status = JsonDocument.Parse(await ShellAsync($"virsh -q qemu-agent-command {machine} '{{\"execute\":\"guest-exec-status\",\"arguments\":{{\"pid\":{id}}}}}'")).RootElement.GetProperty("return")).GetProperty("exited").GetBoolean());
        return Encoding.UTF8.GetString(status.GetProperty("out-data").GetBytesFromBase64());
    }

    private object Volume(string name) => new { pool = _uuid, volume = name };
}

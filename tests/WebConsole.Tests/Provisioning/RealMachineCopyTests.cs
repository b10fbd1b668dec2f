using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Libvirt.Xml;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Machines are copied by the API, on a real libvirt with real guests.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealMachineCopyTests : RealStorage
{
    private string _folder = "", _original = "";
    private Guid _pool;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _folder = $"{Root}/originals";
        await ShellAsync($"mkdir {_folder} && cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img {_folder}/");
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "originals", path = _folder });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        await ShellAsync($"LAB_IMAGES={_folder} {RealGuest.Lab}/define-guest.sh original > /dev/null && cd {_folder} && qemu-io -c 'write -P 7 0 64k' original.qcow2 > /dev/null && truncate -s 1M extra.img"
            + $" && virsh -q attach-disk original {_folder}/extra.img vdb --subdriver raw --config");
        var uuid = await ShellAsync("virsh domuuid original");
        _original = $"/api/v1/machines/local/{uuid}";
        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/refresh", null);
        await UntilAsync(() => IsThereAsync(_original));
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/extra.img"));
        // libvirt raises no event for a disk that is attached for the next start; an edit has the machine read again.
        await DoAsync(HttpMethod.Patch, _original, new { title = "The original" });
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in original copied writer uefi; do virsh -q destroy $name; virsh -q undefine --nvram $name; done 2> /dev/null; virsh -q pool-destroy originals; virsh -q pool-undefine originals; true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Copy_BootsBesideTheOriginal_WhoseDisksItLeavesAlone()
    {
        var before = await ShellAsync($"sha256sum {_folder}/original.qcow2; virsh dumpxml original");

        var task = await DoAsync(HttpMethod.Post, $"{_original}/clone", new { name = "copied", disks = new[] { new { target = "vdb", use = "omit" } }, start = true, memory = 160 << 20, vcpus = 2 });

        Assert.Equal("copied", task.GetProperty("result").GetProperty("name").GetString());
        Assert.Equal(before, await ShellAsync($"sha256sum {_folder}/original.qcow2; virsh dumpxml original"));
        var (original, copy) = (DomainXml.Parse(await ShellAsync("virsh dumpxml original")), DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive copied")));
        Assert.Equal([("vda", $"{_folder}/copied.qcow2")], copy.Disks.Select(disk => (disk.TargetDevice!, disk.Source.File!)));
        Assert.Equal((160L << 20, 2, original.Machine), (copy.MemoryBytes, copy.VirtualCpus, copy.Machine));
        Assert.NotEqual(original.Interfaces[0].MacAddress, copy.Interfaces[0].MacAddress);
        Assert.Equal("no backing", await ShellAsync($"qemu-img info -U {_folder}/copied.qcow2 | grep backing || echo no backing"));
        await ShellAsync("virsh -q start original");
        await UntilAsync(async () => (await ShellAsync("virsh -q guestinfo --hostname copied 2> /dev/null || true")).Contains("hostname", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LinkedCopy_RestsOnTheOriginalsDisk_AndBoots()
    {
        await DoAsync(HttpMethod.Post, $"{_original}/clone", new { name = "copied", disks = new object[] { new { target = "vda", use = "link" }, new { target = "vdb" } }, start = true });

        Assert.Contains($"{_folder}/original.qcow2", await ShellAsync($"qemu-img info -U {_folder}/copied.qcow2"), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"qemu-io -r -U -c 'read -P 7 0 64k' {_folder}/copied.qcow2 > /dev/null; cmp {_folder}/extra.img {_folder}/copied.img"));
        await UntilAsync(async () => (await ShellAsync("virsh -q guestinfo --hostname copied 2> /dev/null || true")).Contains("hostname", StringComparison.Ordinal));
    }

    /// <summary>Without its boot entry many a system does not start: the firmware would find nothing, and stop in its shell.</summary>
    [Theory]
    [InlineData("printf MARK | dd of=$file bs=1 seek=530000 conv=notrunc 2> /dev/null", "MARK", null)]
    [InlineData("qemu-img create -q -f qcow2 -b /etc/hostname -F raw $file 528K", "", "image of another kind"), Trait("Attack", "F1")]
    public async Task UefiVariables_AreCopied(string writes, string copied, string? note)
    {
        const string variables = "/var/lib/libvirt/qemu/nvram";
        await ShellAsync($"cat > {Root}/uefi.xml <<'X'\n<domain type='qemu'><name>uefi</name><memory unit='MiB'>64</memory><os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features><devices><shmem name='bus'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem></devices></domain>\nX\n"
            + $"virsh -q define {Root}/uefi.xml && virsh -q start uefi && virsh -q destroy uefi; file={variables}/uefi_VARS.fd; {writes}");
        var original = $"/api/v1/machines/local/{await ShellAsync("virsh domuuid uefi")}";
        await UntilAsync(async () => await IsThereAsync(original) && (await GetAsync(original)).GetProperty("state").GetString() != "running");

        var task = await DoAsync(HttpMethod.Post, $"{original}/clone", new { name = "copied" });

        Assert.Equal(copied, await ShellAsync($"dd if={variables}/copied_VARS.fd bs=1 skip=530000 count=4 2> /dev/null; true"));
        Assert.Equal(note is not null, task.ToString().Contains(note ?? "not copied", StringComparison.Ordinal));
        // What whoever asks by a program has not seen.
        Assert.Contains("both have the shared memory bus", task.GetProperty("log").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("new variables of the firmware", task.ToString(), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync("virsh -q pool-list --all --name | grep webconsole- || true"));
        await ShellAsync("virsh -q start copied && virsh -q destroy copied");
        await ShellAsync("virsh -q undefine --nvram copied");
        Assert.Equal("", await ShellAsync($"ls {variables} | grep copied || true"));
    }

    [Fact]
    public async Task RunningOriginal_IsRefused()
    {
        await ShellAsync("virsh -q start original");
        await UntilAsync(async () => (await GetAsync(_original)).GetProperty("state").GetString() == "running");

        using var answer = await Client.PostAsJsonAsync($"{_original}/clone", new { name = "copied" }, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("original runs", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>libvirt raises no event for a disk that is attached for the next start, so nobody knows of it when the copy is asked for.</summary>
    [Fact]
    public async Task MachineThatGotTheDiskMeanwhile_IsSeenBeforeAnythingIsMade()
    {
        await ShellAsync("echo '<domain type=\"qemu\"><name>writer</name><memory>65536</memory><os><type>hvm</type></os></domain>' | virsh -q define /dev/stdin");
        await UntilAsync(async () => (await GetAsync("/api/v1/machines")).ToString().Contains("\"writer\"", StringComparison.Ordinal));
        await ShellAsync($"virsh -q attach-disk writer {_folder}/original.qcow2 vda --subdriver qcow2 --config");

        var task = await StartAsync(HttpMethod.Post, $"{_original}/clone", new { name = "copied", disks = new object[] { new { target = "vda", use = "link" }, new { target = "vdb", use = "omit" } } });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.Contains("writer writes to it", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"ls {_folder} | grep copied || true"));
    }

    /// <summary>Nobody knows of such a disk when the copy is asked for: what was planned would give the copy a disk of its original.</summary>
    [Fact]
    public async Task DiskThatCameMeanwhile_IsSeenBeforeAnythingIsMade()
    {
        await ShellAsync($"truncate -s 1M {_folder}/late.img && virsh -q attach-disk original {_folder}/late.img vdc --subdriver raw --config");

        var task = await StartAsync(HttpMethod.Post, $"{_original}/clone", new { name = "copied", disks = new[] { new { target = "vdb", use = "omit" } } });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal(("failed", "The disks of original have changed."), (ended.GetProperty("state").GetString(), ended.GetProperty("error").GetString()));
        Assert.Equal("", await ShellAsync($"ls {_folder} | grep copied; virsh -q list --all --name | grep copied || true"));
    }

    /// <summary>The second disk can't be copied, and what was copied of the first goes.</summary>
    [Fact]
    public async Task CopyThatFailsHalfWay_LeavesNothing()
    {
        await ShellAsync($"rm {_folder}/extra.img");

        var task = await StartAsync(HttpMethod.Post, $"{_original}/clone", new { name = "copied" });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.Contains(ended.GetProperty("steps").EnumerateArray(), step => step.GetProperty("state").GetString() == "undone");
        Assert.Equal("", await ShellAsync($"ls {_folder} | grep copied; virsh -q list --all --name | grep copied || true"));
    }
}

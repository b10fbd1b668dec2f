using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Libvirt.Xml;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Machines of other products come in by the API, on a real libvirt with real guests.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealImportsTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";
    private const string Marker = "carried by the image";

    private Guid _uuid;
    private string _pool = "";

    private static string Folder => $"{Root}/imports";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "imports", path = Folder });
        _uuid = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        _pool = $"/api/v1/pools/local/{_uuid:D}";
        await ShellAsync($"cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img {Folder}; cd {Folder}; printf '{Marker}' > disk.raw; truncate -s 16M disk.raw");
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q list --all --name | grep '^in-'); do virsh -q destroy $name; virsh -q undefine --nvram $name; done; virsh -q pool-destroy imports; virsh -q pool-undefine imports || true");
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("vmdk", "disk.vmdk", "qcow2")]
    [InlineData("qcow2", "disk.img", "qcow2")]
    [InlineData("vdi", "disk.vdi", "raw")]
    [InlineData("vhdx", "disk.vhdx", "qcow2")]
    [InlineData("vpc", "disk.vhd", "qcow2")]
    public async Task ImageOfAnotherProduct_BecomesADisk(string kind, string name, string format)
    {
        await ShellAsync($"cd {Folder}; qemu-img convert -f raw -O {kind} disk.raw {name}");
        await RefreshAsync(name);

        var task = await DoAsync(HttpMethod.Post, Machines, new { name = "in-one", disks = new[] { new { pool = _uuid, format, import = new { pool = _uuid, volume = name } } }, networks = Array.Empty<object>(), start = false });

        var disk = DomainXml.Parse(await ShellAsync("virsh dumpxml in-one")).Disks.Single();
        Assert.Equal(format, disk.DriverType);
        Assert.Equal(Marker, await ShellAsync($"qemu-img dd -U -f {format} -O raw bs=512 count=1 if={disk.Source.File} of={Root}/head && head -c {Marker.Length} {Root}/head"));
        Assert.Contains("qemu-img convert -f", task.GetProperty("virsh").GetString(), StringComparison.Ordinal);
        NothingIsLeft();
    }

    /// <summary>The line that the task shows does the same in a shell.</summary>
    [Fact]
    public async Task ShownLine_ImportsTheSame()
    {
        await ShellAsync($"cd {Folder}; qemu-img convert -f raw -O vmdk disk.raw disk.vmdk");
        await RefreshAsync("disk.vmdk");
        var task = await DoAsync(HttpMethod.Post, Machines, new { name = "in-line", disks = new[] { new { pool = _uuid, import = new { pool = _uuid, volume = "disk.vmdk" } } }, networks = Array.Empty<object>(), start = false });
        var made = await ShellAsync("virsh dumpxml in-line");
        await ShellAsync($"virsh -q undefine in-line; virsh -q vol-delete in-line.qcow2 --pool imports; mkdir -p {Root}/work");
        var script = Path.Combine(App.StateDirectory, "line.sh");
        await File.WriteAllTextAsync(script, task.GetProperty("virsh").GetString(), Cancel);

        await ShellAsync($"cd {Root}/work && bash -e {script}");

        Assert.Equal(made, await ShellAsync("virsh dumpxml in-line"));
        Assert.Contains("Images are identical", await ShellAsync($"qemu-img compare -f raw -F qcow2 {Folder}/disk.raw {Folder}/in-line.qcow2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ova_ComesInAndBoots()
    {
        await ShellAsync($"cd {Folder}; qemu-img convert -f raw -O vmdk -o subformat=streamOptimized disk.raw disk.vmdk");
        await WriteAsync("machine.ovf", Appliances.Descriptors.OneDisk("disk.vmdk", $"ovf:size=\"{new FileInfo($"{Folder}/disk.vmdk").Length}\""));
        await ShellAsync($"cd {Folder}; tar --format=ustar -cf machine.ova machine.ovf disk.vmdk");
        await RefreshAsync("machine.ova");

        var found = await GetAsync($"{_pool}/volumes/machine.ova/appliance");
        var machine = found.GetProperty("machine").Deserialize<Dictionary<string, JsonElement>>()!;
        Assert.Equal("disk.vmdk", machine["disks"][0].GetProperty("import").GetProperty("file").GetString());
        Dictionary<string, object?> asked = new(machine.ToDictionary(each => each.Key, each => (object?)each.Value))
        {
            ["name"] = "in-ova",
            ["emulate"] = true,
            ["firmware"] = null,
            ["memory"] = 128 << 20,
            ["disks"] = new[] { new { pool = _uuid, bus = "virtio", import = machine["disks"][0].GetProperty("import") } },
            ["kernel"] = new { image = Volume("vmlinuz"), initrd = Volume("initrd.img"), arguments = "console=ttyS0 quiet hostname=in-ova" },
        };
        await DoAsync(HttpMethod.Post, Machines, asked);

        await UntilAsync(async () => (await ShellAsync("virsh -q qemu-agent-command in-ova '{\"execute\":\"guest-ping\"}' 2> /dev/null || true")).Contains("return", StringComparison.Ordinal));
        Assert.Equal(Marker, await InGuestAsync("in-ova", "/bin/busybox", "head", "-c", $"{Marker.Length}", "/dev/vda"));
        NothingIsLeft();
    }

    /// <summary>Boot loader, kernel and system come from the image alone, on the bus that an import has by default, and on another.</summary>
    [Theory]
    [InlineData("sata", "")]
    [InlineData("virtio", "carried")]
    public async Task Ova_BootsFromItsOwnDisk(string bus, string name)
    {
        await ShellAsync($"cd {Folder}; xorriso -no_rc -osirrox on -indev $LAB_GUEST/install.iso -extract /initrd.img installer.img 2> /dev/null; cpio --quiet -i --to-stdout system.iso < installer.img > system.raw"
            + "; truncate -s 96M system.raw; echo hostname=carried >> system.raw; truncate -s 128M system.raw; qemu-img convert -f raw -O vmdk -o subformat=streamOptimized system.raw 'my disk.vmdk'; rm system.raw installer.img");
        await WriteAsync("machine.ovf", Appliances.Descriptors.OneDisk("my%20disk.vmdk", $"ovf:size=\"{new FileInfo($"{Folder}/my disk.vmdk").Length}\""));
        await ShellAsync($"cd {Folder}; sha256sum --tag machine.ovf 'my disk.vmdk' | sed 's/ (/(/; s/ = /= /' > machine.mf; tar -cf 'my machine.ova' ./machine.ovf ./machine.mf './my disk.vmdk'");
        await RefreshAsync("my machine.ova");
        var asked = (await GetAsync($"{_pool}/volumes/my machine.ova/appliance")).GetProperty("machine").Deserialize<Dictionary<string, object?>>()!;
        var import = ((JsonElement)asked["disks"]!)[0].GetProperty("import");

        await DoAsync(HttpMethod.Post, Machines, new Dictionary<string, object?>(asked) { ["name"] = "in-own", ["emulate"] = true, ["firmware"] = "bios", ["memory"] = 256 << 20, ["disks"] = new[] { new { pool = _uuid, bus, import } } });

        await UntilAsync(async () => (await ShellAsync("virsh -q guestinfo --hostname in-own 2> /dev/null || true")).Contains("hostname", StringComparison.Ordinal));
        Assert.Contains(name, await ShellAsync("virsh -q guestinfo --hostname in-own"), StringComparison.Ordinal);
        var made = DomainXml.Parse(await ShellAsync("virsh dumpxml in-own"));
        Assert.Equal((null, 1, bus), (made.Kernel, made.Disks.Count(disk => disk.SourcePath is not null), made.Disks.Single(disk => disk.SourcePath is not null).TargetBus));
    }

    /// <summary>Images that name files of the host, and what is no image.</summary>
    [Theory]
    [Trait("Attack", "F1")]
    [InlineData("qemu-img create -q -f qcow2 -u -b /etc/passwd -F raw evil.qcow2 16M", "evil.qcow2", "backing file")]
    [InlineData("printf '# Disk DescriptorFile\\nversion=1\\nCID=1\\nparentCID=ffffffff\\ncreateType=\"monolithicFlat\"\\nRW 8 FLAT \"/etc/passwd\" 0\\n' > evil.vmdk", "evil.vmdk", "whose data are in other files")]
    [InlineData("printf '# Disk DescriptorFile\\nversion=1\\nRW 8 FLAT \"web-flat.vmdk\" 0\\n' > web.vmdk", "web.vmdk", "web-flat.vmdk: upload that file")]
    [InlineData("printf nothing > evil.vdi", "evil.vdi", "qemu-img could not read")]
    public async Task HostileImage_IsRefusedAndLeavesNothing(string making, string name, string said)
    {
        await ShellAsync($"cd {Folder}; {making}");
        await RefreshAsync(name);

        var error = await FailAsync(new { name = "in-evil", disks = new[] { new { pool = _uuid, import = new { pool = _uuid, volume = name } } }, start = false });

        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"ls {Folder} | grep in-evil || true; virsh list --all --name | grep in-evil || true"));
        NothingIsLeft();
    }

    [Theory]
    [InlineData("../disk.vmdk", "not beside it")]
    [InlineData("/etc/passwd", "not beside it")]
    [Trait("Attack", "F2")]
    public async Task DescriptorWithAPath_IsRefused(string href, string said)
    {
        await WriteAsync("evil.ovf", Appliances.Descriptors.OneDisk(href));
        await ShellAsync($"cd {Folder}; tar -cf evil.ova evil.ovf");
        await RefreshAsync("evil.ova");

        Assert.Contains(said, await RefusedAsync("evil.ova"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "F2")]
    public async Task ArchiveWithALink_IsRefused()
    {
        await WriteAsync("evil.ovf", Appliances.Descriptors.OneDisk("disk.vmdk"));
        await ShellAsync($"cd {Folder}; ln -s /etc/passwd disk.vmdk; tar --format=ustar -cf evil.ova evil.ovf disk.vmdk; rm disk.vmdk");
        await RefreshAsync("evil.ova");

        Assert.Contains("no plain file", await RefusedAsync("evil.ova"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "J3")]
    public async Task DescriptorWithADtd_IsRefused()
    {
        await WriteAsync("evil.ovf", "<!DOCTYPE Envelope [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Envelope>&a;</Envelope>");
        await RefreshAsync("evil.ovf");

        Assert.Contains("can't be read as XML", await RefusedAsync("evil.ovf"), StringComparison.Ordinal);
    }

    /// <summary>A disk of 4 TiB in a few kilobytes.</summary>
    [Fact]
    [Trait("Attack", "F6")]
    public async Task DiskLargerThanTheLimit_IsRefused()
    {
        await ShellAsync($"cd {Folder}; qemu-img create -q -f qcow2 bomb.qcow2 4T");
        await RefreshAsync("bomb.qcow2");

        var error = await FailAsync(new { name = "in-bomb", disks = new[] { new { pool = _uuid, import = new { pool = _uuid, volume = "bomb.qcow2" } } }, start = false });

        Assert.Contains("at most 2 TiB are converted", error, StringComparison.Ordinal);
        NothingIsLeft();
    }

    [Fact]
    public async Task Cancelled_LeavesNothing()
    {
        await ShellAsync($"cd {Folder}; head -c 200M /dev/urandom > large.raw; qemu-img convert -f raw -O vmdk large.raw large.vmdk; rm large.raw");
        await RefreshAsync("large.vmdk");

        var task = await StartAsync(HttpMethod.Post, Machines, new { name = "in-cancelled", disks = new[] { new { pool = _uuid, import = new { pool = _uuid, volume = "large.vmdk" } } }, start = false });
        await UntilAsync(() => Task.FromResult(Directory.EnumerateFiles(Conversions, "*", SearchOption.AllDirectories).Any()));
        using var cancelled = await Client.PostAsync($"{task}/cancel", null, Cancel);
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);

        Assert.Equal("cancelled", (await GetAsync(task)).GetProperty("state").GetString());
        Assert.Equal("", await ShellAsync($"ls {Folder} | grep in-cancelled || true; virsh list --all --name | grep in-cancelled || true"));
        NothingIsLeft();
    }

    [Fact]
    public async Task WrongArguments_AreNamed()
    {
        await RefreshAsync("vmlinuz");
        using var answer = await Client.PostAsJsonAsync(Machines, new
        {
            name = "in-wrong",
            disks = new object[]
            {
                new { pool = _uuid, import = new { pool = _uuid, volume = "none.vmdk" } },
                new { pool = _uuid, size = 1 << 20, import = new { pool = _uuid, volume = "vmlinuz" } },
                new { pool = _uuid, format = "vmdk", import = new { pool = _uuid, volume = "disk.raw", format = "json", file = "../x" } },
            },
        }, Cancel);

        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors");
        Assert.Equal(["disks[0].import", "disks[1].import", "disks[1].size", "disks[2].format", "disks[2].import"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    private string Conversions => Path.Combine(App.StateDirectory, "conversions");

    private void NothingIsLeft() => Assert.Empty(Directory.EnumerateFileSystemEntries(Conversions));

    private static Task WriteAsync(string name, string text) => File.WriteAllTextAsync($"{Folder}/{name}", text, Cancel);

    private async Task RefreshAsync(string volume)
    {
        await DoAsync(HttpMethod.Post, $"{_pool}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/{volume}"));
    }

    private async Task<string> FailAsync(object machine)
    {
        var task = await StartAsync(HttpMethod.Post, Machines, machine);
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        return ended.GetProperty("error").GetString()!;
    }

    private async Task<string> RefusedAsync(string volume)
    {
        using var answer = await Client.GetAsync($"{_pool}/volumes/{volume}/appliance", Cancel);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString()!;
    }

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

using System.Text.Json;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Containers are made by the API, on a real libvirt.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealContainerTests() : RealStorage("containers", "lxc:///system")
{
    private const string Containers = "/api/v1/machines/containers/containers";

    private static readonly string Folder = $"{Root}/box";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // A shell with the libraries that it needs.
        await ShellAsync($"mkdir -p {Folder}/bin {Folder}/proc {Folder}/sys {Folder}/dev && cp /bin/sh /bin/sleep {Folder}/bin/ && for file in $(ldd /bin/sh /bin/sleep | grep -o '/[^ )]*'); do [ -f $file ] && mkdir -p {Folder}$(dirname $file) && cp -nL $file {Folder}$file; done; true");
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q -c lxc:///system list --all --name); do virsh -q -c lxc:///system destroy $name; virsh -q -c lxc:///system undefine $name; done; virsh -q pool-destroy roots; virsh -q pool-undefine roots; true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task ContainerOfOneProgram_Runs()
    {
        await DoAsync(HttpMethod.Post, Containers, new { name = "box", path = Folder, init = "/bin/sh", arguments = new[] { "-c", "echo begun > /made; exec sleep 1000" }, memory = 64 << 20, networks = new[] { new { network = "default" } } });

        Assert.Equal("running", await ShellAsync("virsh -c lxc:///system domstate box"));
        await UntilAsync(async () => await ShellAsync($"cat {Folder}/made 2> /dev/null || true") is "begun");
    }

    [Fact]
    [Trait("Attack", "F2")]
    public async Task LinkToADirectoryOfTheSystem_IsRefused()
    {
        await ShellAsync($"ln -s /etc {Root}/link");

        var task = await StartAsync(HttpMethod.Post, Containers, new { name = "box", path = $"{Root}/link", networks = Array.Empty<object>() });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal($"{Root}/link leads elsewhere. This directory belongs to the system. Choose one that is for the container only.", ended.GetProperty("error").GetString());
    }

    /// <summary>Owners are those of the container, and only the copy for the unpacking goes.</summary>
    [Fact]
    public async Task ContainersOfAnArchive_HaveFoldersOfTheirOwn()
    {
        // As on a host on which no container has shared the root.
        await ShellAsync($"rmdir /.oldroot 2> /dev/null; cd {Folder} && mkdir -p etc && echo a > etc/mine && chown 33:33 etc/mine && ln -s /etc/shadow etc/link && mknod dev/null c 1 3 && touch etc/ping && python3 -c \"import os; os.setxattr('etc/ping', 'security.capability', bytes.fromhex('0100000200200000000000000000000000000000'))\" && mkdir late && (cd late && seq 3000 | xargs touch -d 2099-01-01)");
        var pool = await MakePoolAsync("xz");

        await DoAsync(HttpMethod.Post, Containers, new { name = "box", archive = new { pool, volume = "system.tar.xz" }, firstId = 100000, init = "/bin/sh", arguments = new[] { "-c", "echo begun > /made; exec sleep 1000" }, memory = 64 << 20, networks = Array.Empty<object>(), count = 2 });

        Assert.Equal("box-1\nbox-2", (await ShellAsync("virsh -q -c lxc:///system list --name | sort")).Trim());
        foreach (var name in (string[])["box-1", "box-2"])
        {
            var root = $"{Root}/roots/{name}/rootfs";
            await UntilAsync(async () => await ShellAsync($"cat {root}/made 2> /dev/null || true") is "begun");
            Assert.Equal("100033 100033\n100000 755", await ShellAsync($"stat -c '%u %g' {root}/etc/mine; stat -c '%u %a' {root}"));
            Assert.Equal("/etc/shadow", await ShellAsync($"readlink {root}/etc/link"));
            // What it may do holds for the container's root only.
            Assert.EndsWith("a0860100", await ShellAsync($"python3 -c \"import os; print(os.getxattr('{root}/etc/ping', 'security.capability').hex())\""), StringComparison.Ordinal);
            // tar complains of each file whose time is yet to come.
            Assert.Equal("3000", await ShellAsync($"ls {root}/late | wc -l"));
            // Its programs may be set to run as their owner: nobody else of the host may reach them.
            Assert.Equal("no", await ShellAsync($"setpriv --reuid 65534 --regid 65534 --clear-groups ls {root} 2> /dev/null || echo no"));
        }
        Assert.Equal("box-1 box-2 system.tar.xz", await ShellAsync($"cd {Root}/roots && echo *"));
    }

    /// <summary>What it names as left is there, and nothing else; the folder's files are not libvirt's to delete.</summary>
    [Fact]
    public async Task ArchiveWithoutTheProgram_LeavesAContainerAndItsFolder()
    {
        var pool = await MakePoolAsync("xz");

        var task = await DoAsync(HttpMethod.Post, Containers, new { name = "box", archive = new { pool, volume = "system.tar.xz" }, firstId = 100000, init = "/bin/none", networks = Array.Empty<object>() }, "failed");

        Assert.Equal(["the folder box", "the machine box"], task.GetProperty("left").EnumerateArray().Select(left => left.GetString()));
        Assert.Equal("box was made and stays, shut off. See whether system.tar.xz has the program /bin/none, and what it needs.", task.GetProperty("advice").GetString());
        Assert.Equal("box system.tar.xz", await ShellAsync($"cd {Root}/roots && echo *"));
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/containers/{pool}/volumes/box"));
        var deleted = await DoAsync(HttpMethod.Delete, $"/api/v1/pools/containers/{pool}/volumes/box", null, "failed");
        Assert.Equal($"libvirt deletes empty folders only. On the host: rm -r --one-file-system {Root}/roots/box", deleted.GetProperty("advice").GetString());
    }

    /// <summary>An image of Incus that is one file has the system in rootfs.</summary>
    [Fact]
    public async Task ImageOfIncus_BecomesAContainer()
    {
        await ShellAsync($"mkdir -p {Root}/image {Root}/roots && cp -a {Folder} {Root}/image/rootfs && mkdir {Root}/image/templates && echo 'architecture: x86_64' > {Root}/image/metadata.yaml && tar -C {Root}/image -cJf {Root}/roots/incus.tar.xz metadata.yaml templates rootfs");
        var pool = await MakePoolAsync(null);

        await DoAsync(HttpMethod.Post, Containers, new { name = "box", archive = new { pool, volume = "incus.tar.xz" }, firstId = 100000, init = "/bin/sh", arguments = new[] { "-c", "exec sleep 1000" }, memory = 64 << 20, networks = Array.Empty<object>() });

        Assert.Equal("running", await ShellAsync("virsh -c lxc:///system domstate box"));
        Assert.Equal("rootfs", await ShellAsync($"ls {Root}/roots/box"));
        Assert.Equal("yes", await ShellAsync($"test -x {Root}/roots/box/rootfs/bin/sh && echo yes"));
    }

    /// <summary>What is no system is told from what is damaged, and nothing of it stays. A link in the place of the system leads nowhere.</summary>
    [Theory]
    [InlineData("touch manifest.json && mkdir blobs", "is an image of Docker or OCI", "podman export")]
    [InlineData("touch oci-layout index.json && mkdir blobs", "is an image of Docker or OCI", "podman export")]
    [InlineData("touch metadata.yaml && mkdir templates", "is the description of an image of Incus", "second file")]
    [InlineData("touch metadata.yaml && ln -s /etc rootfs", "is the description of an image of Incus", "second file")]
    [Trait("Attack", "F2")]
    public async Task ImageThatIsNoSystem_IsCalledWhatItIs(string make, string said, string advice)
    {
        await ShellAsync($"mkdir -p {Root}/image {Root}/roots && cd {Root}/image && {make} && tar -cf {Root}/roots/image.tar .");
        var pool = await MakePoolAsync(null);

        var task = await DoAsync(HttpMethod.Post, Containers, new { name = "box", archive = new { pool, volume = "image.tar" }, firstId = 100000, memory = 64 << 20, networks = Array.Empty<object>() }, "failed");

        Assert.Contains(said, task.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains(advice, task.GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.Equal("image.tar", await ShellAsync($"cd {Root}/roots && echo *"));
    }

    /// <summary>Neither a name that climbs out, nor one that goes through a link, nor a device gets past the container; and nothing of them is left.</summary>
    [Theory]
    [InlineData("mknod x/disk b 8 0")]
    [InlineData("ln -s {0}/out x/out")]
    [InlineData("echo a > x/a", "--transform=s,x/a,../../out/a,")]
    [InlineData("head -c 100000 /dev/urandom > x/a", "", "truncate -s 50000")]
    [Trait("Attack", "F2")]
    [Trait("Attack", "F6")]
    public async Task HostileArchive_LeavesNothing(string make, string option = "", string damage = "true")
    {
        await ShellAsync($"mkdir -p {Root}/out {Root}/roots && cd $(mktemp -d) && mkdir x && {make.Replace("{0}", Root, StringComparison.Ordinal)} && tar -cPf all.tar {option} x && if [ -L x/out ]; then mkdir y && echo a > y/a && tar -rPf all.tar --transform=s,y/a,x/out/a, y/a; fi && gzip all.tar && {damage} all.tar.gz && cp all.tar.gz {Root}/roots/system.tar.gz");
        var pool = await MakePoolAsync(null);

        var task = await StartAsync(HttpMethod.Post, Containers, new { name = "box", archive = new { pool, volume = "system.tar.gz" }, firstId = 100000, memory = 64 << 20, networks = Array.Empty<object>() });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("system.tar.gz could not be unpacked.", ended.GetProperty("error").GetString());
        Assert.Equal("system.tar.gz", await ShellAsync($"cd {Root}/roots && echo *"));
        Assert.Equal("", await ShellAsync($"ls {Root}/out"));
    }

    /// <summary>Of a pool of 64 MB, small files take four times their part of the archive, or an inode each.</summary>
    [Theory]
    [InlineData("nr_inodes=100000", "head -c 15500 /dev/zero | split -a 4 -b 1")]
    [InlineData("nr_inodes=5000", "seq 4700 | xargs touch")]
    [Trait("Attack", "F6")]
    public async Task ArchiveOfSmallFiles_LeavesRoomForOthers(string limit, string makes)
    {
        await ShellAsync($"mkdir -p {Root}/roots && mount -t tmpfs -o size=64m,mode=711,{limit} roots {Root}/roots && cd $(mktemp -d) && {makes} && tar -czf {Root}/roots/system.TAR.GZ .");
        try
        {
            var pool = await MakePoolAsync(null);

            var task = await DoAsync(HttpMethod.Post, Containers, new { name = "box", archive = new { pool, volume = "system.TAR.GZ" }, firstId = 100000, memory = 64 << 20, networks = Array.Empty<object>() }, "failed");

            Assert.Equal("system.TAR.GZ could not be unpacked.", task.GetProperty("error").GetString());
            Assert.Equal("system.TAR.GZ", await ShellAsync($"cd {Root}/roots && echo *"));
        }
        finally
        {
            await ShellAsync($"virsh -q -c lxc:///system list --name | xargs -rn1 virsh -q -c lxc:///system destroy; umount -l {Root}/roots");
        }
    }

    /// <summary>Names, paths and links at the limits of the file system are unpacked or refused, and taken away.</summary>
    [Theory]
    [InlineData("import tarfile; t = tarfile.open('all.tar', 'w', format=tarfile.GNU_FORMAT); [t.addfile(tarfile.TarInfo(n)) for n in ('a' * 4096, '/'.join('d' * 200 for _ in range(60)))]")]
    [InlineData("import tarfile; t = tarfile.open('all.tar', 'w'); i = tarfile.TarInfo('hard'); i.type = tarfile.LNKTYPE; i.linkname = '{0}/out/secret'; t.addfile(i)")]
    [InlineData("import tarfile; t = tarfile.open('all.tar', 'w'); i = tarfile.TarInfo('d'); i.type = tarfile.SYMTYPE; i.linkname = '{0}/out'; t.addfile(i); i = tarfile.TarInfo('e'); i.type = tarfile.LNKTYPE; i.linkname = 'd/secret'; t.addfile(i)")]
    [InlineData("import tarfile; t = tarfile.open('all.tar', 'w'); i = tarfile.TarInfo('.'); i.type = tarfile.SYMTYPE; i.linkname = '{0}/out'; t.addfile(i); t.addfile(tarfile.TarInfo('made'))")]
    [Trait("Attack", "F2")]
    public async Task NamesAndLinksAtTheLimits_LeaveNothing(string python)
    {
        await ShellAsync($"mkdir -p {Root}/out {Root}/roots && echo secret > {Root}/out/secret && chmod 777 {Root}/out && cd $(mktemp -d) && python3 -c \"{python.Replace("{0}", Root, StringComparison.Ordinal)}; t.close()\" && cp all.tar {Root}/roots/system.tar");
        var pool = await MakePoolAsync(null);

        await DoAsync(HttpMethod.Post, Containers, new { name = "box", archive = new { pool, volume = "system.tar" }, firstId = 100000, memory = 64 << 20, networks = Array.Empty<object>() }, "failed");

        Assert.Equal("system.tar", await ShellAsync($"cd {Root}/roots && echo *"));
        Assert.Equal("secret", await ShellAsync($"cd {Root}/out && echo *"));
    }

    /// <summary>Whoever cancels it in the middle finds neither the folder nor the container.</summary>
    [Fact]
    [Trait("Attack", "F6")]
    public async Task CancelledUnpacking_LeavesNothing()
    {
        await ShellAsync($"mkdir -p {Root}/roots && cd $(mktemp -d) && mkdir x && head -c 300M /dev/zero > x/zeros && tar -cf - x x x x | xz -0 > {Root}/roots/system.tar.xz");
        var pool = await MakePoolAsync(null);

        var task = await StartAsync(HttpMethod.Post, Containers, new { name = "box", archive = new { pool, volume = "system.tar.xz" }, firstId = 100000, memory = 64 << 20, networks = Array.Empty<object>() });
        await UntilAsync(async () => await ShellAsync($"ls {Root}/roots/box/rootfs/x 2> /dev/null || true") is "zeros");
        using var answer = await Client.PostAsync($"{task}/cancel", null, Cancel);

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("cancelled", ended.GetProperty("state").GetString());
        Assert.Equal("system.tar.xz", await ShellAsync($"cd {Root}/roots && echo *"));
        Assert.Equal("", await ShellAsync("virsh -q -c lxc:///system list --all --name"));
    }

    private async Task<Guid> MakePoolAsync(string? packer)
    {
        await ShellAsync($"mkdir -p {Root}/roots && chmod 711 {Root} {Root}/roots" + (packer is null ? "" : $" && tar -C {Folder} --xattrs --xattrs-include='*' -cJf {Root}/roots/system.tar.{packer} ."));
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/containers", new { type = "dir", name = "roots", path = $"{Root}/roots" });
        return Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
    }

    /// <summary>What is missing can be put there.</summary>
    [Fact]
    public async Task ContainerWithoutItsProgram_StaysShutOff()
    {
        var task = await StartAsync(HttpMethod.Post, Containers, new { name = "box", path = Folder, memory = 64 << 20, networks = Array.Empty<object>() });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.Contains("/sbin/init", ended.GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.Equal("shut off", await ShellAsync("virsh -c lxc:///system domstate box"));
    }
}

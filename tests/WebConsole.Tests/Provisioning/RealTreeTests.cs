using System.Net.Http.Json;
using System.Text.Json;
using Libvirt.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Machines that are installed from a tree of a web server, on a real libvirt with real guests.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealTreeTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";

    /// <summary>Where Debian's package debian-installer-12-netboot-amd64 has what its mirrors have below <c>current/images/netboot</c>.</summary>
    private const string DebiansInstaller = "/usr/lib/debian-installer/images/12/amd64/text";

    private FileServer _server = null!;
    private Guid _pool;

    protected override string[] Settings => ["--WebConsole:Storage:FetchFrom:0=127.0.0.1"];

    private protected override void Adjust(WebApplicationBuilder builder) => builder.Services.AddSingleton(new SetupWatch(TimeProvider.System, TimeSpan.Zero));

    public override async ValueTask InitializeAsync()
    {
        _server = await FileServer.StartAsync(Cancel);
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "trees", path = $"{Root}/trees" });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q list --all --name | grep '^tree-'); do virsh -q destroy $name; virsh -q undefine $name; done; virsh -q pool-destroy trees; virsh -q pool-undefine trees || true");
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>
    /// Debian 12's own installer, until it looks for the network: without answers behind its initial RAM disk it would ask for the
    /// language before.
    /// </summary>
    [Fact]
    public async Task DebiansInstaller_ReadsTheAnswers()
    {
        Serve("/debian/dists/bookworm/main/installer-amd64/current/images/netboot/", DebiansInstaller);

        await MakeAsync("tree-debian", "/debian/dists/bookworm/main/installer-amd64", "console=ttyS0 DEBIAN_FRONTEND=text", new { hostname = "answered.lab", user = "anna", password = "correct-horse" }, memory: 1200);

        Assert.Contains("auto=true priority=critical preseed/file=/preseed.cfg console=ttyS0", await ShellAsync("virsh dumpxml tree-debian"), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"grep -rl correct-horse {App.StateDirectory} {Root}/trees /etc/libvirt/qemu || true"));
        await ShellAsync($"setsid cat $(virsh ttyconsole tree-debian) > {Root}/serial < /dev/null 2>&1 &");
        await UntilAsync(async () => await ShellAsync($"sleep 0.1; grep -ao -m1 -e 'Detecting network hardware' -e 'Select a language' {Root}/serial | tail -n 1 || true") is { Length: > 0 } said && (said == "Detecting network hardware" ? true : throw new InvalidOperationException(said)));
    }

    /// <summary>A kernel that is not what the tree says is not started, and nothing of it stays.</summary>
    [Theory]
    [InlineData("/lab/", "printf '[general]\\nfamily = Lab\\n[images-x86_64]\\nkernel = images/vmlinuz\\ninitrd = images/initrd.img\\n[checksums]\\nimages/vmlinuz = sha256:'$(echo other | sha256sum | cut -c1-64)'\\n' > .treeinfo")]
    [InlineData("/debian/", "mkdir -p current/images/netboot/debian-installer/amd64 && cp images/vmlinuz current/images/netboot/debian-installer/amd64/linux && cp images/initrd.img current/images/netboot/debian-installer/amd64/initrd.gz && echo \"$(echo other | sha256sum | cut -c1-64)  ./netboot/debian-installer/amd64/linux\" > current/images/SHA256SUMS")]
    public async Task KernelThatIsNotTheTrees_IsNotStarted(string path, string tree)
    {
        await ShellAsync($"mkdir -p {Root}/sums/images && cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img {Root}/sums/images/ && cd {Root}/sums && {tree}");
        Serve(path, $"{Root}/sums");

        var task = await DoAsync(HttpMethod.Post, Machines, new { name = "tree-changed", emulate = true, memory = 256 << 20, vcpus = 1, firmware = "bios", kernel = new { tree = _server.Url(path) }, disks = new[] { new { pool = _pool, size = 64 << 20 } }, os = "fedora37", networks = Array.Empty<object>() }, "failed");

        Assert.Contains("and the tree says", task.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"ls {Root}/trees; virsh -q list --all --name | grep tree-changed || true"));
    }

    /// <summary>The lab's guest in the place of an installer: its restart ends the installation, and the machine starts without the kernel.</summary>
    [Fact]
    public async Task InstallersRestart_StartsTheMachineFromItsDisk()
    {
        await ShellAsync($"mkdir -p {Root}/lab/images && cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img {Root}/lab/images/ && printf '[general]\\nfamily = Lab\\n[images-x86_64]\\nkernel = images/vmlinuz\\ninitrd = images/initrd.img\\n' > {Root}/lab/.treeinfo");
        Serve("/lab/", $"{Root}/lab");
        await MakeAsync("tree-lab", "/lab", "console=ttyS0 quiet", new { installer = "kickstart", hostname = "lab", user = "anna", password = "correct-horse" });
        var first = DomainXml.Parse(await ShellAsync("virsh dumpxml tree-lab"));
        Assert.Equal(($"{Root}/trees/tree-lab-kernel", $"{Root}/trees/tree-lab-initrd", "destroy"), (first.Kernel, first.Initrd, first.OnReboot));
        Assert.Equal($"inst.repo={_server.Url("/lab/")} inst.ks=file:/ks.cfg console=ttyS0 quiet", first.KernelArguments);
        await UntilAsync(async () => await ShellAsync("virsh -q guestinfo --hostname tree-lab 2> /dev/null || true") is not "");

        // The agent may end with the system before it answers.
        await ShellAsync("virsh -q reboot tree-lab --mode agent || true");

        await UntilAsync(async () => DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive tree-lab")) is { SetupMedia.Count: 0, Kernel: null, Initrd: null, KernelArguments: null, OnReboot: "restart" });
        Assert.Equal("running", await ShellAsync("virsh domstate tree-lab"));
        Assert.Null(DomainXml.Parse(await ShellAsync("virsh dumpxml tree-lab")).Kernel);
        Assert.Equal("tree-lab.qcow2", await ShellAsync($"ls {Root}/trees"));
    }

    /// <summary>What a tree says of itself decides: the system, which osinfo-db need not know, and the installer.</summary>
    [Fact]
    public async Task DescriptionOfTheTree_TellsTheSystem()
    {
        await ShellAsync($"mkdir -p {Root}/alma/images && cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img {Root}/alma/images/ && printf '[general]\nfamily = AlmaLinux\nversion = 10.0\n[images-x86_64]\nkernel = images/vmlinuz\ninitrd = images/initrd.img\n' > {Root}/alma/.treeinfo");
        Serve("/debian/bookworm/", $"{Root}/alma");
        var asked = new { name = "tree-alma", emulate = true, memory = 256 << 20, vcpus = 1, firmware = "bios", kernel = new { tree = _server.Url("/debian/bookworm") }, disks = new[] { new { pool = _pool, size = 64 << 20 } }, networks = Array.Empty<object>(), unattended = new { hostname = "lab", user = "anna", password = "correct-horse" }, start = false };

        using var answer = await Client.PostAsJsonAsync($"{Machines}?check=true", asked, Cancel);
        var checkedWords = await answer.Content.ReadAsStringAsync(Cancel);
        await DoAsync(HttpMethod.Post, Machines, asked);

        Assert.Contains("is set up like AlmaLinux 9, the nearest that osinfo-db knows", checkedWords, StringComparison.Ordinal);
        var defined = await ShellAsync("virsh dumpxml --inactive tree-alma");
        Assert.Contains("http://almalinux.org/almalinux/10.0", defined, StringComparison.Ordinal);
        Assert.Contains("inst.ks=file:/ks.cfg", defined, StringComparison.Ordinal);
    }

    /// <summary>What is on Debian's media has the installer in a folder of its own; a live medium of Ubuntu has none that starts alone.</summary>
    [Theory]
    [InlineData("install.amd/vmlinuz install.amd/initrd.gz", null)]
    [InlineData("casper/vmlinuz casper/initrd", "whose kernel needs the whole medium")]
    public async Task FilesOfAMedium_AreATree(string files, string? error)
    {
        await ShellAsync($"cd $(mktemp -d) && for file in {files}; do mkdir -p {Root}/medium/$(dirname $file); cp $LAB_GUEST/vmlinuz {Root}/medium/$file; done");
        Serve("/debian/bookworm/", $"{Root}/medium");

        var task = await DoAsync(HttpMethod.Post, Machines, new { name = "tree-medium", emulate = true, memory = 256 << 20, vcpus = 1, firmware = "bios", kernel = new { tree = _server.Url("/debian/bookworm") }, disks = new[] { new { pool = _pool, size = 64 << 20 } }, networks = Array.Empty<object>(), start = false }, error is null ? "succeeded" : "failed");

        Assert.Contains(error ?? "", task.GetProperty("error").GetString() ?? "", StringComparison.Ordinal);
    }

    /// <summary>A tree without an installer leaves nothing behind.</summary>
    [Fact]
    public async Task TreeWithoutInstaller_LeavesNothing()
    {
        var task = await StartAsync(HttpMethod.Post, Machines, Asked("tree-none", "/fedora/37", null, null, 128));
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);

        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.Contains("no installer for x86_64", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"ls {Root}/trees"));
    }

    /// <summary>Of a file that the server does not give no volume was begun, so none is named as left.</summary>
    [Fact]
    public async Task KernelThatTheTreeLacks_LeavesNothing()
    {
        await ShellAsync($"mkdir -p {Root}/hole && printf '[general]\\nfamily = Lab\\n[images-x86_64]\\nkernel = images/vmlinuz\\ninitrd = images/initrd.img\\n' > {Root}/hole/.treeinfo");
        Serve("/lab/", $"{Root}/hole");

        var task = await DoAsync(HttpMethod.Post, Machines, Asked("tree-hole", "/lab", null, null, 128), "failed");

        Assert.Equal(0, task.GetProperty("left").GetArrayLength());
    }

    private void Serve(string path, string folder) => _server.Answer = async context =>
    {
        var file = new FileInfo(folder + "/" + (context.Request.Path.Value!.StartsWith(path, StringComparison.Ordinal) ? context.Request.Path.Value[path.Length..] : "none"));
        if (file.Exists)
            await context.Response.SendFileAsync(file.FullName, Cancel);
        else
            context.Response.StatusCode = 404;
    };

    private Task<JsonElement> MakeAsync(string name, string tree, string arguments, object unattended, int memory = 128) =>
        DoAsync(HttpMethod.Post, Machines, Asked(name, tree, arguments, unattended, memory));

    private object Asked(string name, string tree, string? arguments, object? unattended, int memory) => new
    {
        name,
        emulate = true,
        memory = (long)memory << 20,
        vcpus = 1,
        firmware = "bios",
        os = tree is "/lab" ? "fedora37" : null,
        kernel = new { tree = _server.Url(tree), arguments },
        disks = new[] { new { pool = _pool, size = 64 << 20 } },
        networks = Array.Empty<object>(),
        unattended,
    };
}

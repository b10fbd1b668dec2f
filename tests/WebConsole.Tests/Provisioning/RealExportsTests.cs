using System.Net;
using System.Text.Json;
using Libvirt.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Features.Provisioning.Exports;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Storage;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Machines go out by the API, and come in again, on a real libvirt.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealExportsTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";

    private static readonly string[] Kinds = ["ova", "bundle"];

    private readonly SkippedTime _time = new();

    private Guid _pool;

    private static string Folder => $"{Root}/exports";

    private string Out => Path.Combine(App.StateDirectory, "out");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "exports", path = Folder });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        await ShellAsync($"cd {Folder}; qemu-img create -q -f qcow2 base.qcow2 16M; qemu-io -c 'write -P 7 0 64k' base.qcow2 > /dev/null");
        await RefreshAsync("base.qcow2");
        Directory.CreateDirectory(Out);
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q list --all --name | grep '^out-'); do virsh -q destroy $name 2> /dev/null; virsh -q undefine --nvram $name; done; virsh -q pool-destroy exports; virsh -q pool-undefine exports || true");
        await base.DisposeAsync();
    }

    private protected override void Adjust(WebApplicationBuilder builder) => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));

    /// <summary>One disk rests on an image, the other holds the bytes itself.</summary>
    [Fact]
    public async Task ExportedOva_ComesInAsTheSameMachine()
    {
        var uuid = await MakeAsync("out-first");
        await File.WriteAllBytesAsync($"{Folder}/first.ova", await ExportAsync(uuid, "ova"), Cancel);
        await RefreshAsync("first.ova");

        var found = (await GetAsync($"/api/v1/pools/local/{_pool:D}/volumes/first.ova/appliance")).GetProperty("machine").Deserialize<Dictionary<string, object?>>()!;
        // The first one has the MAC address still.
        await ShellAsync("virsh -q undefine out-first");
        await DoAsync(HttpMethod.Post, Machines, new Dictionary<string, object?>(found) { ["name"] = "out-second", ["start"] = false, ["emulate"] = true });

        var (first, second) = (DomainXml.Parse(await File.ReadAllTextAsync(Path.Combine(Out, "first.xml"), Cancel)), DomainXml.Parse(await ShellAsync("virsh dumpxml out-second")));
        Assert.Equal(Hardware(first), Hardware(second));
        Assert.Equal("", await ShellAsync($"qemu-io -r -f qcow2 -c 'read -P 7 0 64k' {second.Disks[0].Source.File} > /dev/null"));
        Assert.Equal("", await ShellAsync($"qemu-io -r -f qcow2 -c 'read -P 9 0 64k' {second.Disks[1].Source.File} > /dev/null"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(App.StateDirectory, "conversions")));

        static object Hardware(DomainXml machine) => (machine.VirtualCpus, machine.MemoryBytes, machine.Disks.Count(disk => disk.Device is "disk"), string.Join(' ', machine.Interfaces.Select(card => $"{card.MacAddress} {card.SourceNetwork} {card.Model}")));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task Bundle_HoldsWholeDisksAndNoSecrets()
    {
        var uuid = await MakeAsync("out-bundle");
        await ShellAsync("virsh dumpxml --inactive --security-info out-bundle | sed \"s/<graphics type='vnc'/<graphics type='vnc' passwd='sw0rdfsh'/\" > /run/lab/out.xml; virsh -q define /run/lab/out.xml");
        await File.WriteAllBytesAsync(Path.Combine(Out, "bundle.tar"), await ExportAsync(uuid, "bundle"), Cancel);

        Assert.Equal("machine.xml vda.qcow2 vdb.qcow2", await ShellAsync($"cd {Out}; tar -xf bundle.tar; tar -tf bundle.tar | xargs"));
        var text = await File.ReadAllTextAsync(Path.Combine(Out, "machine.xml"), Cancel);
        Assert.DoesNotContain("sw0rdfsh", text, StringComparison.Ordinal);
        Assert.Equal(["vda.qcow2", "vdb.qcow2"], DomainXml.Parse(text).Disks.Where(disk => disk.Device is "disk").Select(disk => disk.Source.File));
        Assert.DoesNotContain("backing", await ShellAsync($"qemu-img info {Out}/vda.qcow2"), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"qemu-io -r -f qcow2 -c 'read -P 7 0 64k' {Out}/vda.qcow2 > /dev/null"));
    }

    /// <summary>The definition and the images, as they come out of the bundle.</summary>
    [Fact]
    public async Task Bundle_ComesInAsTheSameMachine()
    {
        var uuid = await MakeAsync("out-bundled");
        await File.WriteAllBytesAsync(Path.Combine(Out, "bundle.tar"), await ExportAsync(uuid, "bundle"), Cancel);
        var was = DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive out-bundled"));
        await ShellAsync($"virsh -q undefine out-bundled; rm {Folder}/out-bundled*; cd {Folder}; tar -xf {Out}/bundle.tar; mv machine.xml {Out}");
        await RefreshAsync("vdb.qcow2");

        var definition = await File.ReadAllTextAsync(Path.Combine(Out, "machine.xml"), Cancel);
        object Volume(string name) => new { pool = _pool, volume = name };
        await UntilAsync(async () => !await IsThereAsync($"{Machines}/{uuid}"));
        await DoAsync(HttpMethod.Post, $"{Machines}/import", new { definition, disks = new { vda = Volume("vda.qcow2"), vdb = Volume("vdb.qcow2") } });

        var now = DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive out-bundled"));
        Assert.Equal((was.Uuid, was.VirtualCpus, was.MemoryBytes, was.Machine, was.Interfaces[0].MacAddress), (now.Uuid, now.VirtualCpus, now.MemoryBytes, now.Machine, now.Interfaces[0].MacAddress));
        Assert.Equal(was.Disks.Select(disk => (disk.TargetDevice, disk.TargetBus)), now.Disks.Select(disk => (disk.TargetDevice, disk.TargetBus)));
        Assert.Equal("", await ShellAsync($"qemu-io -r -f qcow2 -c 'read -P 7 0 64k' {Folder}/vda.qcow2 > /dev/null; qemu-io -r -f qcow2 -c 'read -P 9 0 64k' {Folder}/vdb.qcow2 > /dev/null"));
        await ShellAsync("virsh -q start out-bundled");
    }

    [Fact]
    public async Task RunningMachine_IsRefused()
    {
        var uuid = await MakeAsync("out-running");
        await ShellAsync("virsh -q start out-running");
        await UntilAsync(async () => (await GetAsync($"{Machines}/{uuid}")).GetProperty("state").GetString() == "running");

        foreach (var kind in Kinds)
        {
            using var answer = await Client.GetAsync($"{Machines}/{uuid}/export?format={kind}", Cancel);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        }
        using var wrong = await Client.GetAsync($"{Machines}/{uuid}/export?format=iso", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    /// <summary>Both answer with what disks hold.</summary>
    [Theory]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, HttpStatusCode.OK)]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    public async Task ExportAndDescription_AreForWhoMayOperate(Role role, HttpStatusCode expected)
    {
        var (export, description) = await AddressesAsync("out-roles");
        using var browser = App.SignedIn(role, "someone");

        foreach (var address in new[] { export, description })
        {
            using var answer = await browser.GetAsync(address, Cancel);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    /// <summary>A task that was cancelled before it began has no result to wait for.</summary>
    [Fact]
    public async Task CancelledTask_EndsTheRequest()
    {
        var (export, description) = await AddressesAsync("out-cancelled");

        await CancelAsync(export, "export", TaskState.Running);
        await CancelAsync(description, "read-appliance", TaskState.Queued);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(App.StateDirectory, "conversions")));
    }

    /// <summary>What is read of the disks is read by then: only the file waits for its reader.</summary>
    [Fact]
    [Trait("Attack", "D2")]
    public async Task ReaderThatStalls_HoldsNeitherMachineNorConversions()
    {
        var (slow, other) = (await MakeAsync("out-slow", megabytes: 64), await MakeAsync("out-other", mac: "52:54:00:00:00:78"));
        // More than the buffers between them hold.
        await ShellAsync($"head -c 48M /dev/urandom > {Out}/noise; qemu-io -f qcow2 -c 'write -s {Out}/noise 1M 48M' {Folder}/out-slow-2.qcow2 > /dev/null");
        using var browser = App.SignedIn(Role.Operator, "someone");
        using (var answer = await Client.GetAsync($"{Machines}/{slow}/export?format=bundle", HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            Assert.True(answer.IsSuccessStatusCode);

            await DoAsync(HttpMethod.Post, $"{Machines}/{slow}/start", null);
            using var second = await Client.GetAsync($"{Machines}/{other}/export?format=bundle", Cancel);
            Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
            using var another = await browser.GetAsync($"{Machines}/{other}/export?format=bundle", Cancel);
            Assert.Equal(HttpStatusCode.OK, another.StatusCode);

            _time.Skip(ExportReaders.Usual);
            var tasks = App.Services.GetRequiredService<TaskStore>();
            await UntilAsync(() => Task.FromResult(tasks.Recent.Any(task => task is { Action: "export", State: TaskState.Failed } && task.Error!.Contains("too slow", StringComparison.Ordinal))));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(App.StateDirectory, "conversions")));
        await ExportAsync(other, "bundle");
    }

    private async Task<(string Export, string Description)> AddressesAsync(string name)
    {
        var uuid = await MakeAsync(name);
        await File.WriteAllBytesAsync($"{Folder}/{name}.ova", await ExportAsync(uuid, "ova"), Cancel);
        await RefreshAsync($"{name}.ova");
        return ($"{Machines}/{uuid}/export?format=ova", $"/api/v1/pools/local/{_pool:D}/volumes/{name}.ova/appliance");
    }

    private async Task CancelAsync(string address, string action, TaskState when)
    {
        var (runner, tasks) = (App.Services.GetRequiredService<OperationRunner>(), App.Services.GetRequiredService<TaskStore>());
        tasks.Changed += Stop;
        using var answer = await Client.GetAsync(address, Cancel);
        tasks.Changed -= Stop;

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        await UntilAsync(() => Task.FromResult(tasks.Recent.First(task => task.Action == action).State is TaskState.Cancelled));

        void Stop()
        {
            if (tasks.Recent.FirstOrDefault(task => task.Action == action && task.State == when) is { } task)
                runner.Cancel(task.Id, TestUsers.With(Role.Administrator));
        }
    }

    private async Task<Guid> MakeAsync(string name, int megabytes = 8, string mac = "52:54:00:00:00:77")
    {
        var made = await DoAsync(HttpMethod.Post, Machines, new
        {
            name,
            emulate = true,
            memory = 64 << 20,
            vcpus = 2,
            disks = new object[] { new { pool = _pool, backing = new { pool = _pool, volume = "base.qcow2" } }, new { pool = _pool, size = megabytes << 20 } },
            networks = new[] { new { network = "default", model = "e1000", mac } },
            start = false,
        });
        await ShellAsync($"qemu-io -f qcow2 -c 'write -P 9 0 64k' {Folder}/{name}-2.qcow2 > /dev/null; virsh dumpxml {name} > {Out}/first.xml");
        await RefreshAsync($"{name}-2.qcow2");
        return Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
    }

    private async Task<byte[]> ExportAsync(Guid machine, string format)
    {
        using var answer = await Client.GetAsync($"{Machines}/{machine}/export?format={format}", Cancel);
        Assert.True(answer.IsSuccessStatusCode, (await GetAsync("/api/v1/tasks")).ToString());
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    private async Task RefreshAsync(string volume)
    {
        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/refresh", null);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/{volume}"));
    }
}

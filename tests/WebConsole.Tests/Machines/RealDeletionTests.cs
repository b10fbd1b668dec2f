using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Machines are deleted by the API, on a real libvirt.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealDeletionTests : RealStorage
{
    private Guid _pool;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ShellAsync($"mkdir {Root}/doomed && cd {Root}/doomed && qemu-img create -q -f qcow2 base.qcow2 4M && qemu-img create -q -f qcow2 -b base.qcow2 -F qcow2 own.qcow2 && qemu-img create -q -f qcow2 second.qcow2 4M && qemu-img create -q -f raw other.img 1M");
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "doomed", path = $"{Root}/doomed" });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/own.qcow2"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync($"for name in doomed other $(virsh -q list --all --name | grep '^doomed-'); do virsh -q destroy $name; virsh -q undefine --nvram --snapshots-metadata $name; done 2> /dev/null; virsh -q pool-destroy doomed; virsh -q pool-undefine doomed; true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task RunningMachine_GoesWithAllThatLibvirtKeepsOfIt_AndTheDisksThatAreNamed()
    {
        var machine = await DefineAsync("doomed", ["own.qcow2", "second.qcow2"], "<os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type></os>");
        await ShellAsync("virsh -q start doomed");
        await UntilAsync(async () => (await GetAsync(machine)).GetProperty("state").GetString() == "running");
        var variables = DomainXml.Parse(await ShellAsync("virsh dumpxml doomed")).NvramPath;
        Assert.True(File.Exists(variables));

        var task = await DoAsync(HttpMethod.Delete, machine, new { volumes = new[] { Volume("own.qcow2"), Volume("second.qcow2") } });

        Assert.Equal(["Force it off", "Forget the machine", "Delete own.qcow2", "Delete second.qcow2"], task.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()!));
        Assert.Equal("", await ShellAsync("virsh -q list --all --name | grep -x doomed || true"));
        Assert.False(File.Exists(variables));
        Assert.Equal("base.qcow2\nother.img", await ShellAsync($"ls {Root}/doomed"));
        await UntilAsync(async () => !await IsThereAsync(machine));
    }

    /// <summary>libvirt itself refuses to forget a machine with snapshots.</summary>
    [Fact]
    public async Task Disks_StayWhereNoneIsNamed_AlsoOfAMachineWithSnapshots()
    {
        var machine = await DefineAsync("doomed", ["own.qcow2"]);
        await ShellAsync("virsh -q snapshot-create-as doomed before");

        await DoAsync(HttpMethod.Delete, machine, null);

        Assert.Contains("own.qcow2", await ShellAsync($"ls {Root}/doomed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.img", HttpStatusCode.BadRequest, "volumes[0]")]
    [InlineData("base.qcow2", HttpStatusCode.Conflict, "own.qcow2 rests on base.qcow2.")]
    [InlineData("second.qcow2", HttpStatusCode.Conflict, "second.qcow2 is used by other.")]
    public async Task VolumeThatIsNotItsOwn_KeepsTheMachineToo(string volume, HttpStatusCode expected, string said)
    {
        await DefineAsync("other", ["second.qcow2"]);
        var machine = await DefineAsync("doomed", ["own.qcow2", "base.qcow2", "second.qcow2"]);
        await UntilAsync(async () => (await GetAsync("/api/v1/machines")).ToString().Contains("\"other\"", StringComparison.Ordinal));

        using var request = new HttpRequestMessage(HttpMethod.Delete, machine) { Content = JsonContent.Create(new { volumes = new[] { Volume(volume) } }) };
        using var answer = await Client.SendAsync(request, Cancel);

        Assert.Equal((expected, true), (answer.StatusCode, (await answer.Content.ReadAsStringAsync(Cancel)).Contains(said, StringComparison.Ordinal)));
        Assert.Equal("doomed", await ShellAsync("virsh -q list --all --name | grep -x doomed"));
    }

    [Fact]
    public async Task VolumeThatCantBeDeleted_IsNamed_AndTheOthersGo()
    {
        var machine = await DefineAsync("doomed", ["own.qcow2", "second.qcow2"]);
        // A folder in its place can't be unlinked.
        await ShellAsync($"rm {Root}/doomed/own.qcow2 && mkdir -p {Root}/doomed/own.qcow2/full");

        var task = await StartAsync(HttpMethod.Delete, machine, new { volumes = new[] { Volume("own.qcow2"), Volume("second.qcow2") } });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.StartsWith("The machine is gone, but not own.qcow2:", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("base.qcow2\nother.img\nown.qcow2", await ShellAsync($"ls {Root}/doomed"));
        Assert.Equal("", await ShellAsync("virsh -q list --all --name | grep -x doomed || true"));
    }

    /// <summary>As the page of machines does it: one task, in which each has its own; one that is protected stays, and leaves the others.</summary>
    [Fact]
    public async Task Twenty_GoInOneTask_WithTheirDisks()
    {
        string[] names = [.. Enumerable.Range(1, 20).Select(number => $"doomed-{number:00}")];
        await ShellAsync($"cd {Root}/doomed && for name in {string.Join(' ', names)}; do qemu-img create -q -f qcow2 -b base.qcow2 -F qcow2 $name.qcow2; done; virsh -q pool-refresh doomed");
        foreach (var name in names)
            await DefineAsync(name, [$"{name}.qcow2"]);
        await DoAsync(HttpMethod.Patch, $"/api/v1/machines/local/{await ShellAsync("virsh domuuid doomed-07")}", new { @protected = true });
        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/refresh", null);
        var inventory = App.Services.GetRequiredService<InventoryStore>().Current;
        var host = inventory.Host("local");
        ImmutableArray<Operation> parts = [.. names.Select(name => DeleteMachine.AsAction.Create(inventory.Machines.Values.Single(machine => machine.Name == name), host, new MachineDeletion([new VolumeName(_pool, $"{name}.qcow2")])))];

        var result = await App.Services.GetRequiredService<OperationRunner>().StartAsync(new DeleteMachines { Target = "20 machines", On = "local", Machines = parts }, TestUsers.With(Role.Administrator), Cancel);

        var tasks = App.Services.GetRequiredService<TaskStore>();
        await UntilAsync(async () => (await tasks.FindAsync(result.TaskId!.Value, Cancel))!.EndedAt is not null);
        var whole = (await tasks.FindAsync(result.TaskId!.Value, Cancel))!;
        Assert.True(whole.Error == "1 of 20 were not deleted as asked for: doomed-07.", $"{whole.Error}\n{string.Join('\n', whole.Log)}");
        Assert.Equal("doomed-07", await ShellAsync("virsh -q list --all --name | grep doomed"));
        Assert.Equal("base.qcow2\ndoomed-07.qcow2\nother.img\nown.qcow2\nsecond.qcow2", await ShellAsync($"ls {Root}/doomed"));
        Assert.Equal(19, tasks.Recent.Count(task => task.Parent == whole.Id && task.State is TaskState.Succeeded));
    }

    private object Volume(string name) => new { pool = _pool, volume = name };

    private async Task<string> DefineAsync(string name, string[] disks, string os = "<os><type arch='x86_64'>hvm</type></os>")
    {
        var xml = $"<domain type='qemu'><name>{name}</name><memory unit='MiB'>64</memory>{os}<features><acpi/></features><devices>{string.Concat(disks.Select((disk, index) => $"<disk type='file'><driver name='qemu' type='{(disk.EndsWith("qcow2", StringComparison.Ordinal) ? "qcow2" : "raw")}'/><source file='{Root}/doomed/{disk}'/><target dev='vd{(char)('a' + index)}' bus='virtio'/></disk>"))}</devices></domain>";
        await ShellAsync($"cat > {Root}/{name}.xml <<'END'\n{xml}\nEND\nvirsh -q define {Root}/{name}.xml");
        var address = $"/api/v1/machines/local/{await ShellAsync($"virsh domuuid {name}")}";
        await UntilAsync(() => IsThereAsync(address));
        return address;
    }
}

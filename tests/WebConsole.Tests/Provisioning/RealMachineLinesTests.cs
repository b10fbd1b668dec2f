using System.Text;
using System.Text.RegularExpressions;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Lines;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>
/// The lines that the page shows are run by a shell, with Debian's virsh and virt-install: the machines that they make are those of
/// WebConsole itself.
/// </summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed partial class RealMachineLinesTests : RealStorage
{
    private static readonly NewInterface[] NoCards = [];

    private Guid _pool;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "lines", path = $"{Root}/lines, all" });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        await ShellAsync($"""
            cd '{Root}/lines, all'
            cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img .
            qemu-img create -q -f qcow2 base.qcow2 16M
            qemu-img create -q -f qcow2 own.qcow2 16M
            mkdir -p {Root}/iso
            xorriso -as mkisofs -quiet -V cidata -o {Root}/seed.iso {Root}/iso 2> /dev/null
            cp {Root}/seed.iso medium.iso
            virsh -q pool-refresh lines
            """);
        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/refresh", null);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/base.qcow2"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q list --all --name | grep '^line-'); do [ \"$(virsh domstate $name)\" != running ] || virsh -q destroy $name; virsh -q undefine --nvram --tpm $name; done; virsh -q pool-destroy lines; virsh -q pool-undefine lines || true");
        await base.DisposeAsync();
    }

    [Fact]
    public Task ImageWithCloudInit_IsTheSameMachine() => AreTheSameAsync(new NewMachine("line-cloud", "The web, and 'more'", "Two\nlines", "http://debian.org/debian/11",
        Disks: [new NewDisk(_pool, Size: 32 << 20, Backing: Base), new NewDisk(_pool, Size: 24 << 20, Format: "raw")], Networks: [new NewInterface("default")],
        CloudInit: new CloudInitSettings(User: "anna", Password: "correct-horse"), Tags: ["lab", "a b"], Autostart: true, Start: false));

    /// <summary>virt-install makes the volumes of a machine that it starts.</summary>
    [Fact]
    public Task StartedMachine_IsTheSameMachine() => AreTheSameAsync(new NewMachine("line-started", Memory: 100L << 20, Vcpus: 2,
        Disks: [new NewDisk(_pool, Backing: Base), new NewDisk(_pool, Size: (24 << 20) + 512, Format: "raw")], Networks: [new NewInterface("default", Model: "e1000e")], Tags: ["lab"]));

    [Fact]
    public Task CopyAndMedium_AreTheSameMachine() => AreTheSameAsync(new NewMachine("line-iso", Os: "http://debian.org/debian/11", Memory: 100L << 20,
        Disks: [new NewDisk(_pool, Copy: Base), new NewDisk(_pool, Size: 1 << 20, Bus: "scsi")], Media: new VolumeName(_pool, "medium.iso"), Networks: NoCards));

    [Fact]
    public Task KernelAndOwnDisk_AreTheSameMachine() => AreTheSameAsync(new NewMachine("line-kernel", Memory: 128L << 20, Vcpus: 1, Disks: [new NewDisk(_pool, "own.qcow2", Format: "qcow2", Bus: "sata")],
        Networks: NoCards, Kernel: new KernelFiles(new VolumeName(_pool, "vmlinuz"), new VolumeName(_pool, "initrd.img"), "console=ttyS0 quiet a='b,c'"), Start: false));

    [Fact]
    public Task SecureMachine_IsTheSameMachine() => AreTheSameAsync(new NewMachine("line-secure", Memory: 256L << 20, Firmware: "uefi-secure", Tpm: true, Disks: [new NewDisk(_pool, Size: 1 << 20)], Networks: NoCards));

    [Fact]
    public Task PxeWithUefi_IsTheSameMachine() => AreTheSameAsync(new NewMachine("line-pxe", Memory: 256L << 20, Firmware: "uefi", Tpm: false, Disks: [new NewDisk(_pool, Size: 1 << 20)], Networks: [new NewInterface("default")], Pxe: true, Start: false));

    [Fact]
    public Task Windows_IsTheSameMachine() => AreTheSameAsync(new NewMachine("line-windows", Os: "http://microsoft.com/win/10", Memory: 256L << 20, Vcpus: 4, Disks: [new NewDisk(_pool, Size: 1 << 20)], Networks: [new NewInterface("default")], Start: false));

    [Fact]
    public Task ChosenHardware_IsTheSameMachine() => AreTheSameAsync(new NewMachine("line-hardware", Memory: 128L << 20, MaxMemory: 256L << 20, Vcpus: 2, MachineType: "q35",
        Cpu: new NewProcessor(Model: "Nehalem", Maximum: 4, Sockets: 1, Cores: 2, Threads: 2), Disks: [new NewDisk(_pool, Size: 1 << 20, Bus: "sata", Cache: "writeback")],
        Networks: [new NewInterface("default", Mac: "52:54:00:aa:bb:07"), new NewInterface("default", Model: "rtl8139")],
        Devices: new NewDevices("vnc", "vga", "ich9", "i6300esb", "pause", true, true), Boot: ["networks[1]", "disks[0]"], BootMenu: true, Start: false));

    [Fact]
    public Task MachineWithoutDevices_IsTheSameMachine() => AreTheSameAsync(new NewMachine("line-bare", Memory: 128L << 20, Vcpus: 1, Disks: [new NewDisk(_pool, Size: 1 << 20)], Networks: NoCards,
        Devices: new NewDevices("none", "none", "none", "none", null, false, false), Boot: [], Start: false));

    private BackingVolume Base => new(_pool, "base.qcow2");

    private async Task AreTheSameAsync(NewMachine arguments)
    {
        var asked = arguments with { Emulate = true };
        var (virsh, install) = await MakeAsync(asked);
        var made = await DefinitionAsync(asked.Name!);

        await RemoveAsync(asked);
        await RunAsync(virsh);
        var byVirsh = await DefinitionAsync(asked.Name!);
        await RemoveAsync(asked);
        await RunAsync(install);
        var byInstall = await DefinitionAsync(asked.Name!);

        Assert.DoesNotContain("correct-horse", virsh + install, StringComparison.Ordinal);
        Assert.Equal("", Difference(made, byVirsh));
        Assert.Equal("", Difference(made, byInstall));
        Assert.Equal(asked.Start ?? true ? "running" : "shut off", await ShellAsync($"virsh domstate {asked.Name}"));
    }

    /// <summary>Makes the machine as its page would, and answers with what the page shows before.</summary>
    private async Task<(string Virsh, string VirtInstall)> MakeAsync(NewMachine asked)
    {
        var (planner, store) = (App.Services.GetRequiredService<MachinePlanner>(), App.Services.GetRequiredService<InventoryStore>());
        var host = store.Current.Host("local")!;
        await planner.PrepareAsync(host, asked.Os, asked.Emulate == true, asked.MachineType, Cancel);
        var operation = new CreateMachine { Target = asked.Name!, On = host, Planner = planner, Asked = asked };
        var lines = (MachineLines.Virsh(operation.Plan, host.Uri, operation.Plan.Definition()), new VirtInstallLine(operation.Plan, host.Uri).Write());
        var runner = App.Services.GetRequiredService<OperationRunner>();
        var result = await runner.StartAsync(operation, TestUsers.With(Role.Administrator), Cancel);
        Assert.True(result.TaskId is not null, result.Refusal);
        await runner.EndedAsync(result.TaskId.Value);
        Assert.Equal(TaskState.Succeeded, (await App.Services.GetRequiredService<TaskStore>().FindAsync(result.TaskId.Value, Cancel))!.State);
        return lines;
    }

    private static async Task RunAsync(string lines)
    {
        var said = await ShellAsync($"cd {Root} && echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(lines))} | base64 -d > lines.sh && bash -e lines.sh > lines.log 2>&1 || cat lines.log lines.sh");
        Assert.True(said.Length == 0, said);
    }

    private async Task RemoveAsync(NewMachine asked)
    {
        await ShellAsync($"""
            [ "$(virsh domstate {asked.Name})" != running ] || virsh -q destroy {asked.Name}
            virsh -q undefine --nvram --tpm {asked.Name}
            rm -f '{Root}/lines, all/'{asked.Name}*
            virsh -q pool-refresh lines
            """);
        await UntilAsync(() => Task.FromResult(App.Services.GetRequiredService<InventoryStore>().Current.Machines.Values.All(machine => machine.Name != asked.Name)));
    }

    private static async Task<DomainXml> DefinitionAsync(string name) => DomainXml.Parse(await ShellAsync($"virsh dumpxml --inactive --security-info {name}"));

    private static string Difference(DomainXml made, DomainXml other)
    {
        var (one, two) = (Said(made).ToList(), Said(other).ToList());
        return string.Join('\n', one.Where(leaf => !two.Remove(leaf)).Select(leaf => $"- {leaf}").Concat(two.Select(leaf => $"+ {leaf}")));
    }

    /// <summary>All that a definition says, but for what need not be the same.</summary>
    private static string[] Said(DomainXml definition) =>
        [.. XmlLeaves.Of(definition.Element).Select(leaf => $"{leaf.Path} = {leaf.Value}").Where(leaf => !MayDiffer().IsMatch(leaf)).Order(StringComparer.Ordinal)];

    /// <summary>
    /// virt-install switches the guest's sleep off (pm), and names QEMU's program as the host has it installed (emulator); libvirt gives
    /// addresses in the order in which it meets the devices, and controllers what goes with these. The mark of a medium tells when its
    /// file was written, which is another time for each.
    /// </summary>
    [GeneratedRegex("^pm/|^metadata/machine/medium/@mark|^devices/emulator|/address/@|/controller.*/(target|model/@name)")]
    private static partial Regex MayDiffer();
}

using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>Several machines are deleted in one action: what goes, what stays and why, and a task for each.</summary>
public sealed class DeleteMachinesFormTests : PageContext
{
    private const int Count = 20;

    [Fact]
    public async Task Form_SaysWhatGoesAndWhatStays()
    {
        var form = await OpenAsync();

        Assert.Equal("Delete 19 machines?", form.Find(".wc-drawer-title, .wc-dialog-title, h2").TextContent);
        Assert.Equal(Count, form.FindAll("[data-testid=machine]").Count);
        Assert.Contains("protected", Machine(form, "web-20").TextContent, StringComparison.Ordinal);
        Assert.Empty(Machine(form, "web-20").QuerySelectorAll("[data-testid=volume]"));
        Assert.Equal(["web-01.qcow2 True False", "shared.qcow2 False True"],
            Machine(form, "web-01").QuerySelectorAll("[data-testid=volume]").Select(box => $"{box.GetAttribute("data-volume")} {box.HasAttribute("checked")} {box.HasAttribute("disabled")}"));
        Assert.Contains("shared.qcow2 is used by web-02", Machine(form, "web-01").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 of them run", form.Markup, StringComparison.Ordinal);
        Assert.Equal("19 machines and 19 disks are gone for good.", Sentence(form));
    }

    [Fact]
    public async Task Disks_StayByOneTick_OrEach()
    {
        var form = await OpenAsync();

        await form.Find("[data-volume='web-01.qcow2']").ChangeAsync(new() { Value = false });
        Assert.Equal("19 machines and 18 disks are gone for good.", Sentence(form));
        await form.Find("[data-testid=own-disks]").ChangeAsync(new() { Value = true });
        Assert.Equal("19 machines and 19 disks are gone for good.", Sentence(form));
        await form.Find("[data-testid=own-disks]").ChangeAsync(new() { Value = false });
        Assert.Equal("19 machines are forgotten; their disks stay.", Sentence(form));
    }

    [Fact]
    public async Task OnceTyped_OneTaskDeletesAllWithTheirDisks()
    {
        var form = await OpenAsync();
        Assert.True(form.Find("[data-testid=submit]").HasAttribute("disabled"));

        await form.Find("[data-testid=typed-name]").InputAsync(new() { Value = "19 machines" });
        await form.Find("[data-testid=submit]").ClickAsync(new());

        var tasks = Services.GetRequiredService<TaskStore>();
        var whole = tasks.Recent.Single(task => task.Parent is null);
        Assert.Equal(("delete", "19 machines"), (whole.Action, whole.Target));
        var lines = whole.VirshLine.Split('\n');
        Assert.Equal((1, 19, 19), (lines.Count(line => line.Contains(" destroy ", StringComparison.Ordinal)), lines.Count(line => line.Contains(" undefine ", StringComparison.Ordinal)), lines.Count(line => line.Contains(" vol-delete ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Operator_DeletesNone()
    {
        Inventory.Update(_ => Stocked());
        var page = Open("/machines", Role.Operator);
        await page.ActAsync(() => page.Find("[data-testid=select-all]"), box => box.Change(true));

        Assert.Empty(page.FindAll("[data-testid=delete-machines]"));
    }

    /// <summary>Each is looked at, has a task of its own, and is named in one line of the audit log.</summary>
    [Fact]
    public async Task TooMany_AreNotOffered_AndRefused()
    {
        IReadOnlyList<Machine> many = [.. Enumerable.Range(1, DeleteMachines.Most + 1).Select(number => Machine(number) with { Protected = false })];
        Open("/accounts");
        var dialogs = Render<MudDialogProvider>();
        _ = dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().OpenAsync(new DialogParameters<DeleteMachinesForm> { { form => form.Machines, many } }));

        Assert.Contains("At most 100 machines", dialogs.WaitForElement("[data-testid=too-many]").TextContent, StringComparison.Ordinal);
        Assert.Empty(dialogs.FindAll("[data-testid=submit]"));
        var operation = new DeleteMachines { Target = "101 machines", On = TestInventory.HostName, Machines = [.. many.Select(machine => DeleteMachine.AsAction.Create(machine, TestInventory.Host, new MachineDeletion([])))] };
        Assert.Equal(["At most 100 machines at once."], Assert.Single(operation.Mistakes(Inventory.Current)).Value);
        Assert.Empty((operation with { Machines = operation.Machines[1..] }).Mistakes(Inventory.Current));
    }

    /// <summary>Sent again, those that are being deleted would be asked for a second time.</summary>
    [Fact]
    public async Task HostThatRefuses_LeavesItsMachinesAlone_AndTheOthersGo()
    {
        var form = await OpenAsync(known => known with { Hosts = known.Hosts.Add(TestInventory.Host with { Name = "spare" }), Machines = known.Machines.Add(new MachineId("spare", TestInventory.Id(1).Uuid), Machine(1) with { Id = new MachineId("spare", TestInventory.Id(1).Uuid), Name = "other" }) });
        Inventory.Update(known => known with { Hosts = known.Hosts.RemoveAll(host => host.Name == "spare") });

        await form.Find("[data-testid=typed-name]").InputAsync(new() { Value = "20 machines" });
        await form.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Single(Services.GetRequiredService<TaskStore>().Recent, task => task.Parent is null);
        Assert.Contains($"Those of {TestInventory.HostName} are being deleted.", form.WaitForElement("[data-testid=form-refusal]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["other"], form.FindAll("[data-testid=machine]").Select(row => row.GetAttribute("data-machine")));
        Assert.True(form.Find("[data-testid=submit]").HasAttribute("disabled"));
    }

    private static string Sentence(IRenderedComponent<MudDialogProvider> form) => form.Find("[data-testid=preview] button").TextContent.Trim();

    private static AngleSharp.Dom.IElement Machine(IRenderedComponent<MudDialogProvider> form, string name) => form.Find($"[data-testid=machine][data-machine='{name}']");

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(Func<InventorySnapshot, InventorySnapshot>? more = null)
    {
        Inventory.Update(_ => more is null ? Stocked() : more(Stocked()));
        var page = Open("/machines?sort=name");
        var dialogs = Render<MudDialogProvider>();
        await page.ActAsync(() => page.Find("[data-testid=select-all]"), box => box.Change(true));
        // The click has ended when the form is closed.
        _ = page.Find("[data-testid=delete-machines]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }

    /// <summary>Each has a disk of its own; the first two share one more, the last is protected, the first runs.</summary>
    private static InventorySnapshot Stocked() => TestInventory.With(TestInventory.Empty, [.. Enumerable.Range(1, Count).Select(Machine)]) with
    {
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(
            [.. Enumerable.Range(1, Count).Select(number => $"web-{number:00}.qcow2").Append("shared.qcow2").Select(name => new StorageVolume(name, $"/srv/images/{name}", "qcow2", 1 << 30, 1 << 20))])),
    };

    private static Machine Machine(int number)
    {
        var name = $"web-{number:00}";
        string[] disks = number <= 2 ? [name, "shared"] : [name];
        return TestInventory.Machine(number, name, number == 1 ? MachineState.Running : MachineState.ShutOff) with
        {
            Protected = number == Count,
            Xml = $"<domain type='kvm'><name>{name}</name><devices>{string.Concat(disks.Select((disk, index) => $"<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/srv/images/{disk}.qcow2'/><target dev='vd{(char)('a' + index)}'/></disk>"))}</devices></domain>",
        };
    }
}

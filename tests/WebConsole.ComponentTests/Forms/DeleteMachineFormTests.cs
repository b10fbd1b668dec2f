using System.Collections.Immutable;
using Bunit;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class DeleteMachineFormTests : PageContext
{
    private const string Own = "/srv/images/own.qcow2", Shared = "/srv/images/shared.img", Used = "/srv/images/used.qcow2", Base = "/srv/images/base.qcow2", Medium = "/srv/images/install.iso", Seed = "/srv/images/seed.iso";

    [Fact]
    public void Disks_AreTickedByThemselves_OnlyWhereNothingElseNeedsThem()
    {
        var form = OpenForm();

        Assert.Equal(["own.qcow2 True False", "shared.img False False", "used.qcow2 False True", "base.qcow2 False True", "install.iso False False", "seed.iso True False"],
            form.FindAll("[data-testid=volume]").Select(box => $"{box.GetAttribute("data-volume")} {box.HasAttribute("checked")} {box.HasAttribute("disabled")}"));
        Assert.Contains("used.qcow2 is used by web-02.", form.Find("[data-testid=volumes]").TextContent, StringComparison.Ordinal);
        Assert.Contains("top.qcow2 rests on base.qcow2.", form.Find("[data-testid=volumes]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_IsDeletedOnceItsNameIsTyped_WithTheDisksThatAreTicked()
    {
        var form = OpenForm();
        Assert.True(form.Find("[data-testid=submit]").HasAttribute("disabled"));
        Assert.Equal("The machine and 2 disks are gone for good.", Sentence(form));

        await form.Find("[data-volume='seed.iso']").ChangeAsync(new() { Value = false });
        await form.Find("[data-volume='own.qcow2']").ChangeAsync(new() { Value = false });
        Assert.Equal("The machine is forgotten; its disks stay.", Sentence(form));
        await form.Find("[data-volume='install.iso']").ChangeAsync(new() { Value = true });
        await form.Find("[data-testid=typed-name]").InputAsync(new() { Value = "web-01" });

        Assert.False(form.Find("[data-testid=submit]").HasAttribute("disabled"));
        Assert.Equal("The machine and 1 disk are gone for good.", Sentence(form));
    }

    private static string Sentence(IRenderedComponent<MudDialogProvider> form) => form.Find("[data-testid=preview] button").TextContent.Trim();

    private IRenderedComponent<MudDialogProvider> OpenForm()
    {
        var machines = new[] { Machine(1, "web-01", Own, Shared, Used, Base, Medium, Seed), Machine(2, "web-02", Used) };
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, machines) with
        {
            Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(
            [
                .. new[] { Own, Shared, Used, Base, Medium, Seed }.Select(path => new StorageVolume(Path.GetFileName(path), path, "raw", 1 << 30, 1 << 20)),
                new StorageVolume("top.qcow2", "/srv/images/top.qcow2", "qcow2", 1 << 30, 1 << 20) { BackingPath = Base },
            ])),
        });
        var page = Open(AppUrls.Machine(machines[0].Id));
        var dialogs = Render<MudDialogProvider>();
        // The click has ended when the form is closed.
        _ = page.Find("[data-testid=action-delete]").ClickAsync(new());
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }

    private static Machine Machine(int number, string name, params string[] disks) => TestInventory.Machine(number, name, MachineState.ShutOff) with
    {
        Xml = $"<domain type='kvm'><name>{name}</name><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'><wc:medium until='booted' pool='{TestInventory.PoolId}' volume='seed.iso' delete='yes'/></wc:machine></metadata><devices>{string.Concat(disks.Select((path, index) => $"<disk type='file' device='{(path == Medium ? "cdrom" : "disk")}'><driver name='qemu' type='raw'/><source file='{path}'/><target dev='vd{(char)('a' + index)}'/>{(path == Shared ? "<shareable/>" : path == Seed ? "<readonly/>" : "")}</disk>"))}</devices></domain>",
    };
}

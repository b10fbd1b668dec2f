using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.History;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The way back to a version, of a machine on libvirt's test driver.</summary>
public sealed class RestoreDrawerTests : PageContext
{
    private const string Vdb = "<disk type='file' device='disk'>\n      <source file='/srv/b.img'/>\n      <target dev='vdb' bus='virtio'/>\n    </disk>";

    private static readonly Machine Web = TestInventory.Machine(1, "web-01", MachineState.Running) with
    {
        Persistent = true,
        IsActive = true,
        Xml = $"<domain type='test'>\n  <name>web-01</name>\n  <uuid>{TestInventory.Id(1).Uuid:D}</uuid>\n  <memory unit='KiB'>8192</memory>\n  <os>\n    <type>hvm</type>\n  </os>\n  <devices>\n    {Vdb}\n    <interface type='user'>\n      <mac address='52:54:00:00:00:01'/>\n    </interface>\n  </devices>\n</domain>",
    };

    public RestoreDrawerTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node>{Web.Xml}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [Web]));
    }

    /// <summary>The old version lacks what was plugged in since: pulled out of a guest that works with it, it takes data along.</summary>
    [Fact]
    public async Task RunningMachine_StaysAsItIs_UnlessThatIsAskedForAndWhatGoesIsNamed()
    {
        var (_, drawer) = await OpenAsync(Web);

        Assert.Equal("0", Chosen(drawer, "apply"));
        Assert.Empty(drawer.FindAll("[data-testid=live-changes]"));
        await drawer.Find("[data-testid=preview-virsh]").ClickAsync(new());
        Assert.Contains("define machine.xml", drawer.Find(".wc-preview-virsh").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("detach-device", drawer.Find(".wc-preview-virsh").TextContent, StringComparison.Ordinal);

        await drawer.Find("[data-testid=field-apply] select").ChangeAsync(new() { Value = "1" });

        drawer.WaitForAssertion(() => Assert.Contains("Unplugged: Disk vdb", Words(drawer.Find("[data-testid=live-changes]").TextContent), StringComparison.Ordinal));
        Assert.Equal("warning", drawer.Find("[data-testid=live-changes]").GetAttribute("data-kind"));
        Assert.Contains("detach-device --live web-01", drawer.Find(".wc-preview-virsh").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_HasTheSameChoice_AndSaysWhatItDoesAlone()
    {
        var (_, drawer) = await OpenAsync(Web);
        await drawer.Find("[data-testid=field-apply] select").ChangeAsync(new() { Value = "1" });
        var parts = drawer.FindAll("[data-testid=field-part] option").Select(option => option.TextContent).ToList();
        Assert.Contains("Disk vdb", parts);

        await drawer.Find("[data-testid=field-part] select").ChangeAsync(new() { Value = $"{parts.IndexOf("Maximum of the memory")}" });
        drawer.WaitForAssertion(() => Assert.DoesNotContain("Unplugged", drawer.Find("[data-testid=live-changes]").TextContent, StringComparison.Ordinal));
        await drawer.Find("[data-testid=field-part] select").ChangeAsync(new() { Value = $"{parts.IndexOf("Disk vdb")}" });
        drawer.WaitForAssertion(() => Assert.Contains("Unplugged: Disk vdb", Words(drawer.Find("[data-testid=live-changes]").TextContent), StringComparison.Ordinal));
    }

    [Fact]
    public async Task MachineThatIsOff_HasNoChoice()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [Web with { State = MachineState.ShutOff, IsActive = false }]));

        var (_, drawer) = await OpenAsync(Web);

        Assert.Empty(drawer.FindAll("[data-testid=field-apply]"));
    }

    private async Task<(IRenderedComponent<Routes> Page, IRenderedComponent<MudDialogProvider> Drawer)> OpenAsync(Machine machine)
    {
        var store = Services.GetRequiredService<HistoryStore>();
        await store.AppendAsync([new Observation(machine.Id, machine.Name, machine.Xml.Replace(Vdb, "", StringComparison.Ordinal).Replace("8192", "4096", StringComparison.Ordinal), Clock.GetUtcNow())]);
        await store.AppendAsync([new Observation(machine.Id, machine.Name, machine.Xml, Clock.GetUtcNow())]);
        var page = Open($"/machines/{machine.Id}?tab=history");
        var drawer = Render<MudDialogProvider>();
        // The click has ended when the drawer is closed.
        _ = page.WaitForElement("[data-testid=restore-version]").ClickAsync(new());
        drawer.WaitForElement("[data-testid=field-part]");
        return (page, drawer);
    }

    private static string? Chosen(IRenderedComponent<MudDialogProvider> drawer, string field) => drawer.Find($"[data-testid=field-{field}] option[selected]").GetAttribute("value");

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Devices;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms of devices, on a running machine of libvirt's test driver.</summary>
public abstract class DeviceFormContext : PageContext
{
    protected const string Mac = "52:54:00:00:00:01";

    private protected static readonly MachineId Id = TestInventory.Id(1);

    private protected static readonly Machine Edited = TestInventory.Machine(1, "web-01") with
    {
        Xml = $"""
            <domain type='test'><name>web-01</name><uuid>{Id.Uuid}</uuid><memory unit='MiB'>64</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
            <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/srv/images/web-01.qcow2'/><target dev='vda' bus='virtio'/></disk>
            <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
            <interface type='network'><mac address='{Mac}'/><source network='default'/><model type='virtio'/></interface>
            <graphics type='vnc' port='-1' autoport='yes'><listen type='address' address='127.0.0.1'/></graphics>
            <video><model type='vga' vram='16384' heads='1' primary='yes'/></video>
            </devices></domain>
            """,
    };

    private protected IRenderedComponent<MudDialogProvider> Dialogs { get; }

    /// <summary>The arguments that were sent.</summary>
    private protected object? Made { get; private set; }

    private protected Operation? Asked { get; private set; }

    protected DeviceFormContext()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node>{Edited.Xml}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [Edited]));
        Inventory.Update(known => known with
        {
            Volumes = known.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(
                new StorageVolume("web-01.qcow2", "/srv/images/web-01.qcow2", "qcow2", 20L << 30, 1 << 20), new StorageVolume("debian.iso", "/srv/images/debian.iso", "iso", 1 << 20, 1 << 20))),
        });
        Open("/accounts", Role.Administrator);
        Dialogs = Render<MudDialogProvider>();
    }

    private protected DevicePlanner Planner => Services.GetRequiredService<DevicePlanner>();

    private protected MachineDevice DeviceOf(string key) => MachineDevice.Of(Inventory.Current.Machines[Id], key)!;

    private protected Task InputAsync(string field, string value) => Dialogs.WaitForElement($"[data-testid=field-{field}] input").InputAsync(value);

    private protected async Task SubmitAsync()
    {
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll("[data-testid=dialog]")));
    }

    private protected void OpenForm<TForm>(ISubject subject, ObjectAction action) => _ = Dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().OpenAsync(typeof(TForm), new DialogParameters
    {
        ["Action"] = action, ["Subject"] = subject, ["Host"] = TestInventory.Host,
    }));

    private protected ObjectAction Capturing<T, TArguments>(ObjectAction action) where T : ISubjectType where TArguments : class
    {
        var asked = (FormAction<T, TArguments>)action;
        return asked with { Make = (subject, host, arguments) => Asked = asked.Make(subject, host, (TArguments)(Made = arguments)) };
    }
}

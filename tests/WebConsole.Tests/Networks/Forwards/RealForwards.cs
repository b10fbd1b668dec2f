using System.Runtime.InteropServices;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>A guest with a web page on the network <c>default</c>, and somebody outside of the host: a network namespace behind a veth.</summary>
public abstract class RealForwards : RealStorage
{
    protected const string Outside = "10.77.0.1";

    private RealGuest? _guest;

    protected string Machine => $"/api/v1/machines/local/{_guest!.Id.Uuid:D}";

    protected Guid Uuid => _guest!.Id.Uuid;

    public override async ValueTask InitializeAsync()
    {
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        await ShellAsync($"""
            printf '%s\n' '#!/bin/sh' 'DOTNET_ROOT={runtime} exec {AppContext.BaseDirectory}WebConsole "$@"' > /run/lab/forwards && chmod 755 /run/lab/forwards
            sed -i 's|^program=.*|program=/run/lab/forwards|' /etc/libvirt/hooks/qemu.d/webconsole-forwards
            mkdir -p /run/netns; ip netns add outside
            ip link add out0 type veth peer name out1 netns outside; ip addr add {Outside}/24 dev out0; ip link set out0 up
            ip -n outside addr add 10.77.0.2/24 dev out1; ip -n outside link set out1 up
            """);
        await base.InitializeAsync();
        _guest = await RealGuest.StartAsync("forwarded");
        await UntilAsync(() => Task.FromResult(Inventory.Current.Leases.Values.SelectMany(leases => leases).Any(lease => Inventory.Current.Machines.GetValueOrDefault(_guest.Id) is { } known && known.MacAddresses.Contains(lease.HardwareAddress ?? ""))));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_guest is not null)
            await _guest.DisposeAsync();
        await ShellAsync("""
            ip netns del outside; rm -rf /run/webconsole-forwards
            for host in $(virsh net-dumpxml default --inactive | sed -n "s|.*<host mac='\([^']*\)'.*|\1|p"); do virsh net-update default delete ip-dhcp-host "<host mac='$host'/>" --live --config; done; true
            """);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected InventoryStore Inventory => App.Services.GetRequiredService<InventoryStore>();

    /// <summary>What somebody outside reads at a port of the host; empty where nobody answers.</summary>
    protected static Task<string> ReadAsync(int port) => ShellAsync($"ip netns exec outside curl -s -m 3 http://{Outside}:{port}/; true");

    /// <summary>The rules of the firewall.</summary>
    protected static Task<string> RulesAsync() => ShellAsync("nft list table ip webconsole_forwards 2> /dev/null; true");

    protected async Task<string> StateAsync() => string.Join(' ', (await GetAsync($"{Machine}/forwards")).GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("hostPort")}:{item.GetProperty("state")}"));

    /// <summary>Until the guest's web page is there, as the host sees it.</summary>
    protected async Task UntilGuestAnswersAsync()
    {
        var address = (await GetAsync($"{Machine}/forwards")).GetProperty("items")[0].GetProperty("address").GetString();
        await UntilAsync(async () => (await ShellAsync($"curl -s -m 2 http://{address}/; true")).Contains("forwarded", StringComparison.Ordinal));
    }

    /// <summary>Puts forwards into the metadata, past WebConsole.</summary>
    protected static Task WriteAsync(string forwards, string how) =>
        ShellAsync($"virsh metadata forwarded --uri {DomainXml.WebConsoleNamespace} --key wc {how} --set \"<machine>{forwards}</machine>\"");
}

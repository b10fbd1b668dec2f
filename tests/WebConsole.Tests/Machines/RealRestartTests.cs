using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>A real guest that is shut down and started to apply its changes, and renamed while it is off.</summary>
[Trait("Category", "Integration")]
[Collection(Collection)]
public sealed class RealRestartTests : RealStorage
{
    private const string Name = "restarted", Later = "restarted-later";

    [Fact]
    public async Task Restart_AppliesWhatWaits_AndAMachineThatIsOffGetsAnotherName()
    {
        await using var guest = await RealGuest.StartAsync(Name);
        var machine = $"/api/v1/machines/local/{guest.Id.Uuid:D}";
        await guest.InsideAsync("true");
        await ShellAsync($"virsh setvcpus {Name} 3 --config --maximum && virsh setvcpus {Name} 3 --config");
        await UntilAsync(async () => await IsThereAsync(machine) && Pending() > 0);

        await DoAsync(HttpMethod.Post, $"{machine}/restart", null);

        Assert.Equal("3", (await ShellAsync($"virsh vcpucount {Name} --live --current 2> /dev/null || virsh vcpucount {Name} --live")).Trim().Split('\n')[0]);
        await UntilAsync(() => Task.FromResult(Pending() == 0));
        using (var refused = await Client.PostAsJsonAsync($"{machine}/rename", new { name = Later }, Cancel))
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);

        await DoAsync(HttpMethod.Post, $"{machine}/force-off", null);
        await DoAsync(HttpMethod.Post, $"{machine}/rename", new { name = Later });
        Assert.Equal($"{guest.Id.Uuid:D}", (await ShellAsync($"virsh domuuid {Later}")).Trim());
        await UntilAsync(async () => (await GetAsync(machine)).GetProperty("name").GetString() == Later);
        await DoAsync(HttpMethod.Post, $"{machine}/start", null);
        await ShellAsync($"virsh destroy {Later} && virsh domrename {Later} {Name}");

        int Pending() => PendingDefinition.Of(App.Services.GetRequiredService<InventoryStore>().Current.Machines[guest.Id], operates: true).Count;
    }
}

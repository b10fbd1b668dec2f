using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WebConsole.Features.Machines.Boots;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines.Boots;

/// <summary>Real machines that WebConsole starts after a boot of their host. That it has booted says the file in which WebConsole notes its last boot.</summary>
[Trait("Category", "Integration")]
public sealed class RealBootStartTests : IAsyncLifetime
{
    private readonly string _state = Directory.CreateTempSubdirectory("webconsole-boots-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Boots => Path.Combine(_state, "boots");

    public async ValueTask InitializeAsync() => await RealGuest.ShellAsync($"for name in boot-a boot-b boot-c; do {RealGuest.Lab}/define-guest.sh $name; done");

    public async ValueTask DisposeAsync()
    {
        await RealGuest.ShellAsync("for name in boot-a boot-b boot-c; do virsh destroy $name; virsh undefine $name; done; true");
        Directory.Delete(_state, recursive: true);
    }

    [Fact]
    public async Task AfterABoot_TheyStartInTheirOrder_AndARestartStartsNothing()
    {
        await using (var app = await StartAsync())
        {
            using var client = await app.WithTokenAsync();
            await RealGuest.ShellAsync("virsh autostart boot-a");
            await SetAsync(app, client, "boot-a", new { by = "webconsole", order = 20 });
            await SetAsync(app, client, "boot-b", new { by = "webconsole", order = 10, delay = 2 });
            Assert.Contains("<wc:autostart order=\"10\" delay=\"2\"", await RealGuest.ShellAsync("virsh dumpxml boot-b"), StringComparison.Ordinal);
            Assert.Matches("Autostart: *disable", await RealGuest.ShellAsync("virsh dominfo boot-a"));

            var details = await client.GetFromJsonAsync<JsonElement>(Address(app, "boot-b"), Cancel);
            Assert.Equal((false, "webconsole", 10, 2), (details.GetProperty("autostart").GetBoolean(), details.GetProperty("autostartBy").GetString(), details.GetProperty("autostartOrder").GetInt32(), details.GetProperty("autostartDelay").GetInt32()));
            await Eventually.TrueAsync(() => File.Exists(Boots), Cancel);
        }

        await using (var again = await StartAsync())
        {
            var keeper = again.Services.GetServices<IHostedService>().OfType<BootStartKeeper>().Single();
            await Eventually.TrueAsync(() => keeper.Compared.Contains("local"), Cancel);
            Assert.DoesNotContain(again.Services.GetRequiredService<TaskStore>().Recent, task => task.Action == "start-after-boot");
        }
        Assert.Equal("", (await RealGuest.ShellAsync("virsh list --name | grep boot- || true")).Trim());

        await File.WriteAllTextAsync(Boots, """{ "local": "another boot" }""", Cancel);
        await using var booted = await StartAsync();
        var tasks = booted.Services.GetRequiredService<TaskStore>();
        await Eventually.TrueAsync(() => tasks.Recent.Any(task => task is { Action: "start-after-boot", EndedAt: not null }), Cancel);

        var starts = tasks.Recent.Where(task => task.Action == "start").OrderBy(task => task.Id).ToArray();
        Assert.Equal([("boot-b", TaskState.Succeeded), ("boot-a", TaskState.Succeeded)], starts.Select(task => (task.Target, task.State)));
        Assert.True(starts[1].StartedAt - starts[0].EndedAt >= TimeSpan.FromSeconds(1.9));
        Assert.Equal(["boot-a", "boot-b"], (await RealGuest.ShellAsync("virsh list --name | grep boot- | sort")).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        // Off, by the switch of the page, takes the order away.
        using var off = await booted.WithTokenAsync();
        using var answer = await off.PostAsync($"{Address(booted, "boot-a")}/autostart-off", null, Cancel);
        await EndedAsync(off, answer);
        Assert.DoesNotContain("wc:autostart", await RealGuest.ShellAsync("virsh dumpxml --inactive boot-a"), StringComparison.Ordinal);
    }

    private async Task<TestApplication> StartAsync()
    {
        // The host of the tests may have booted long ago.
        var app = await TestApplication.StartAsync(builder => builder.Services.AddSingleton(provider => new KnownBoots(_state, provider.GetRequiredService<ILogger<KnownBoots>>()) { Uptime = () => TimeSpan.FromMinutes(1) }), _state, "--host", "local=qemu:///system");
        var inventory = app.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => inventory.Current.Host("local") is { Connection: ConnectionState.Connected }, Cancel);
        return app;
    }

    private static string Address(TestApplication app, string name) => $"/api/v1/machines/local/{app.Services.GetRequiredService<InventoryStore>().Current.Machines.Values.Single(machine => machine.Name == name).Id.Uuid:D}";

    private static async Task SetAsync(TestApplication app, HttpClient client, string name, object autostart)
    {
        using var answer = await client.PatchAsJsonAsync(Address(app, name), new { autostart }, Cancel);
        await EndedAsync(client, answer);
    }

    private static async Task EndedAsync(HttpClient client, HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        JsonElement task;
        while ((task = await client.GetFromJsonAsync<JsonElement>(answer.Headers.Location, Cancel)).GetProperty("endedAt").ValueKind is not JsonValueKind.String)
            await Task.Delay(50, Cancel);
        Assert.Equal("succeeded", task.GetProperty("state").GetString());
    }
}

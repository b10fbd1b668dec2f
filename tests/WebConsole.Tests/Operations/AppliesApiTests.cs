using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>The API takes an action where a page would offer it, and where it asks for what is so already.</summary>
public sealed class AppliesApiTests : IAsyncLifetime
{
    private TestApplication _app = null!;
    private Task _reading = Task.CompletedTask;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InventoryStore Inventory => _app.Services.GetRequiredService<InventoryStore>();

    public async ValueTask InitializeAsync()
    {
        _app = await TestApplication.StartAsync();
        await Eventually.TrueAsync(() => Inventory.Current.Host("test") is { StorageUnread: false, Connection: ConnectionState.Connected }, Cancel);
        // The test's objects are not libvirt's, and what it says of the host must stay.
        await _app.Services.GetServices<IHostedService>().OfType<ConnectionSupervisor>().Single().StopAsync(Cancel);
        Inventory.BeginReading("test", _ => _reading);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task ActionThatDoesNotApply_IsAConflictWithWords()
    {
        StoragePool[] pools = [.. new[] { ("running", true), ("running", false), ("inactive", true) }.Select(made => new StoragePool("test", Guid.NewGuid(), "scratch", made.Item1, made.Item2, true, 0, 0, 0, "<pool/>"))];
        Machine[] machines = [TestMachines.Named("web", host: "test"), TestMachines.Named("web", MachineState.ShutOff, "test") with { Persistent = false }];
        Inventory.Update(snapshot => snapshot with
        {
            StoragePools = snapshot.StoragePools.SetItems(pools.Select(pool => KeyValuePair.Create((pool.Host, pool.Uuid), pool))),
            Machines = snapshot.Machines.SetItems(machines.Select(machine => KeyValuePair.Create(machine.Id, machine))),
        });
        var actions = _app.Services.GetRequiredService<ActionRegistry>().All.Where(action => action.Kind is ObjectKind.Machine or ObjectKind.Pool).ToArray();
        ISubject[] subjects = [.. pools, .. machines];
        using var client = await WithTokenAsync();

        // One subject for each; none for what applies always.
        var refused = await Task.WhenAll(actions.Select(action => (Action: action, Subject: subjects.FirstOrDefault(subject => subject.Id.Kind == action.Kind && !action.AcceptsFor(subject))))
            .Where(pair => pair.Subject is not null).Select(pair => SendAsync(client, pair.Action, pair.Subject!)));

        Assert.InRange(refused.Length, 18, actions.Length);
        Assert.All(refused, each => Assert.Equal((each.Word, HttpStatusCode.Conflict), (each.Word, each.Status)));
        Assert.Contains("You can't switch off autostart of scratch as it is now (active). Possible are: refresh, stop, new-volume.", refused.Select(each => each.Detail));
        Assert.All(actions.Where(action => subjects.Any(action.AppliesTo)), action => Assert.All(subjects.Where(action.AppliesTo), subject => Assert.True(action.AcceptsFor(subject))));
        Assert.Empty(_app.Services.GetRequiredService<TaskStore>().Recent);
    }

    [Theory]
    [InlineData("autostart-on", true)]
    [InlineData("autostart-off", false)]
    public async Task WhatIsSoAlready_IsAcceptedAndNotOffered(string word, bool on)
    {
        var pool = new StoragePool("test", Guid.NewGuid(), "scratch", "running", true, on, 0, 0, 0, "<pool/>");
        Machine machine = TestMachines.Named("web", host: "test") with { Persistent = true, Autostart = on };
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.SetItem((pool.Host, pool.Uuid), pool), Machines = snapshot.Machines.SetItem(machine.Id, machine) });
        using var client = await WithTokenAsync();

        foreach (ISubject subject in (ISubject[])[pool, machine])
        {
            var action = _app.Services.GetRequiredService<ActionRegistry>().Find(subject.Id.Kind, word)!;
            Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(client, action, subject)).Status);
            Assert.DoesNotContain(word, TestActions.For(subject, Role.Administrator));
        }
    }

    [Fact]
    public async Task HostThatIsAway_IsSaid()
    {
        void Leave() => Inventory.Update(snapshot => snapshot.WithHost("test", host => host with { Connection = ConnectionState.Disconnected }));
        // Its supervisor says every second that it is connected.
        Inventory.Changed += _ => Leave();
        Leave();
        using var client = await WithTokenAsync();

        using var answer = await client.PostAsJsonAsync("/api/v1/pools/test", new { type = "dir", name = "a", path = "/srv/a" }, Cancel);

        Assert.Equal((HttpStatusCode.Conflict, "The host test is not connected."), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task StateThatComesAMomentLater_IsWaitedFor()
    {
        var pool = new StoragePool("test", Guid.NewGuid(), "late", "running", true, false, 0, 0, 0, "<pool/>");
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Add((pool.Host, pool.Uuid), pool) });
        using var client = await WithTokenAsync();
        var start = _app.Services.GetRequiredService<ActionRegistry>().Find(ObjectKind.Pool, "start")!;

        var reading = new TaskCompletionSource();
        _reading = reading.Task;

        var sent = SendAsync(client, start, pool);
        await Task.Delay(300, Cancel);
        Assert.False(sent.IsCompleted);
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.SetItem((pool.Host, pool.Uuid), pool with { State = "inactive" }) });
        reading.SetResult();

        Assert.Equal(HttpStatusCode.Accepted, (await sent).Status);
    }

    private static async Task<(string Word, HttpStatusCode Status, string? Detail)> SendAsync(HttpClient client, ObjectAction action, ISubject subject)
    {
        var address = $"/api/v1/{(action.Kind is ObjectKind.Pool ? "pools" : "machines")}/test/{subject.Id.Key}/{action.Path}".TrimEnd('/');
        using var request = new HttpRequestMessage(new HttpMethod(action.Method), address) { Content = action.Arguments is null ? null : JsonContent.Create(new { }) };
        using var answer = await client.SendAsync(request, Cancel);
        return (action.Word, answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)) is var body && body.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
    }

    private Task<HttpClient> WithTokenAsync() => _app.WithTokenAsync(Role.Administrator);
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.Access;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Access;

/// <summary>A hidden object is nowhere visible: not in lists, not by its URL, not in tasks, metrics and counts.</summary>
[Trait("Attack", "Z1")]
public sealed class VisibleViewsTests
{
    private readonly HidingAccess _access = new();

    [Fact]
    public void HiddenMachine_IsNotInTheInventory_AndItsNeighboursAre()
    {
        var (web, db) = (TestMachines.Web, TestMachines.Named("db"));
        var view = View(Role.Viewer, out var store);
        store.Update(snapshot => snapshot with
        {
            Hosts = [TestMachines.Host("local"), TestMachines.Host("other")],
            Machines = snapshot.Machines.Add(web.Id, web).Add(db.Id, db),
        });
        Assert.Same(store.Current, view.Current);

        _access.Hidden[db.Id] = true;

        Assert.Equal([web.Id], view.Current.Machines.Keys);
        Assert.Equal(["local", "other"], view.Current.Hosts.Select(host => host.Name));
        Assert.Null(view.Current.Find(db.Id));
    }

    [Fact]
    public void Nobody_SeesNothing()
    {
        var view = View(null, out var store);
        store.Update(snapshot => snapshot with { Hosts = [TestMachines.Host("local")], Machines = snapshot.Machines.Add(TestMachines.Web.Id, TestMachines.Web) });
        Assert.Empty(view.Current.Hosts);
        Assert.Empty(view.Current.Machines);
    }

    [Fact]
    public async Task List_OfTasks_IsFilledBeyondHiddenOnes()
    {
        await using var rig = new OperationsRig();
        var hidden = FakeOperation.Of("secret");
        _access.Hidden[hidden.Subject] = true;
        await rig.RunAsync(FakeOperation.Of("first"));
        await rig.RunAsync(FakeOperation.Of("second"));
        for (var i = 0; i < 5; i++)
            await rig.RunAsync(hidden);

        var view = new VisibleTasks(rig.Tasks, _access, User(Role.Viewer));

        Assert.Equal(["second", "first"], (await view.ListAsync(new TaskFilter { Count = 2 }, TestContext.Current.CancellationToken)).Select(task => task.Target));
        Assert.Equal(["second", "first"], view.Recent.Select(task => task.Target));
        Assert.Null(await view.FindAsync(rig.Tasks.Recent[0].Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task HiddenMachine_IsAsIfItDidNotExist_ByTheApi()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = await TestApplication.StartAsync(builder => builder.Services.Replace(ServiceDescriptor.Singleton<IAccess>(_access)), args: ["--host", "test=test:///default"]);
        _access.Sessions = app.Services.GetRequiredService<SessionRegistry>();
        var inventory = app.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => inventory.Current.Machines.Count == 1, cancel);
        var id = inventory.Current.Machines.Keys.Single();
        using var client = app.SignedIn(Role.Operator);
        Assert.Single(await ItemsAsync(client, "/api/v1/machines", cancel));

        _access.Hidden[id] = true;

        Assert.Empty(await ItemsAsync(client, "/api/v1/machines", cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/machines/{id}", cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/machines/{id}", cancel)).StatusCode);
        await client.AddApiTokenAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"/api/v1/machines/{id}/force-off", null, cancel)).StatusCode);
    }

    private static async Task<JsonElement[]> ItemsAsync(HttpClient client, string address, CancellationToken cancel) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(address, cancel)).GetProperty("items").EnumerateArray()];

    private VisibleInventory View(Role? role, out InventoryStore store) => new(store = new InventoryStore(), _access, User(role));

    private static CurrentUser User(Role? role)
    {
        var user = new CurrentUser(new ServiceCollection().BuildServiceProvider());
        user.Is(TestUsers.With(role));
        return user;
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>The HTTP status of pages about one object.</summary>
public sealed class UnknownObjectTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    private static readonly Guid Uuid = Guid.Parse("00000000-0000-4000-8000-000000000001");
    private static readonly Guid Other = Guid.Parse("00000000-0000-4000-8000-000000000002");

    [Theory]
    [InlineData("/machines/here/{0}", HttpStatusCode.OK)]
    [InlineData("/machines/here/{0}?tab=xml", HttpStatusCode.OK)]
    [InlineData("/machines/here/{0}/console", HttpStatusCode.OK)]
    [InlineData("/machines/here/{1}", HttpStatusCode.NotFound)]
    [InlineData("/machines/here/{1}/console", HttpStatusCode.NotFound)]
    [InlineData("/machines/nowhere/{0}", HttpStatusCode.NotFound)]
    [InlineData("/machines/away/{0}", HttpStatusCode.OK)]
    [InlineData("/networks/here/{0}", HttpStatusCode.NotFound)]
    [InlineData("/filters/here/{0}", HttpStatusCode.NotFound)]
    [InlineData("/storage/here/{0}", HttpStatusCode.NotFound)]
    [InlineData("/storage/new/{0}", HttpStatusCode.OK)]
    [InlineData("/networks/new/{0}", HttpStatusCode.NotFound)]
    [InlineData("/machines", HttpStatusCode.OK)]
    [InlineData("/not-found", HttpStatusCode.NotFound)]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("/no-such?a=b", HttpStatusCode.NotFound)]
    [InlineData("/parts", HttpStatusCode.NotFound)]
    public async Task Page_AnswersWithItself_WhateverTheStatus(string path, HttpStatusCode expected)
    {
        Fill(shared.App.Services.GetRequiredService<InventoryStore>());
        using var browser = shared.App.SignedIn();

        using var answer = await browser.GetAsync(string.Format(null, path, Uuid, Other), TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains("blazor.web.js", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "Z3")]
    public async Task UnknownMachine_LooksLikeAKnownOneToNobody()
    {
        Fill(shared.App.Services.GetRequiredService<InventoryStore>());
        using var browser = shared.App.Anonymous();

        using var known = await browser.GetAsync($"/machines/here/{Uuid}", TestContext.Current.CancellationToken);
        using var unknown = await browser.GetAsync($"/machines/here/{Other}", TestContext.Current.CancellationToken);

        Assert.Equal(known.StatusCode, unknown.StatusCode);
        Assert.NotEqual(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static void Fill(InventoryStore inventory) => inventory.Update(snapshot => snapshot with
    {
        Hosts =
        [
            new HostStatus { Name = "here", Uri = "test:///default", Connection = ConnectionState.Connected },
            new HostStatus { Name = "new", Uri = "test:///default", Connection = ConnectionState.Connected, StorageUnread = true },
            new HostStatus { Name = "away", Uri = "test:///default", Connection = ConnectionState.Disconnected },
        ],
        Machines = snapshot.Machines.SetItem(new MachineId("here", Uuid),
            new Machine { Id = new MachineId("here", Uuid), Name = "web", State = MachineState.Running, Xml = "<domain/>" }),
    });
}

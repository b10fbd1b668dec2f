using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class SubscribersTests
{
    [Fact]
    public void SubscriberThatFails_KeepsNothingFromOthersNorEndsTheInventorysWriter()
    {
        var (store, told) = (new InventoryStore(), 0);
        store.Changed += _ => throw new InvalidOperationException("a page that failed");
        store.Changed += _ => told++;

        store.Update(_ => new InventorySnapshot());

        Assert.Equal(1, told);
    }

    [Fact]
    public void SubscriberThatFails_KeepsNothingFromOthersNorEndsTheSampler()
    {
        var told = new List<string>();
        var store = new MetricsStore(new FakeTimeProvider());
        store.Ticked += _ => throw new InvalidOperationException("a page that failed");
        store.Ticked += told.Add;

        store.Publish("local");

        Assert.Equal(["local"], told);
    }
}

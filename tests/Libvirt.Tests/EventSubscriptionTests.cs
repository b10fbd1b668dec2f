using System.Threading.Channels;
using Xunit;

namespace Libvirt.Tests;

public sealed class EventSubscriptionTests(LeakCheck leaks) : IClassFixture<LeakCheck>
{
    private readonly Channel<LibvirtEvent> _channel = Channel.CreateUnbounded<LibvirtEvent>();

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    [Trait("Attack", "J1")]
    public async Task Lifecycle_ComesThroughTheLoop_WithHostileNames()
    {
        using var host = TestHost.With(TestHost.HostileNames);
        using var subscription = host.Connection.SubscribeEvents(_channel.Writer);

        for (var number = 0; number < TestHost.HostileNames.Length; number++)
        {
            using (var domain = host.Connection.LookupDomain(TestHost.Uuid(number)))
                domain.Suspend();

            Assert.Equal(
                new DomainLifecycleEvent(TestHost.Uuid(number), TestHost.HostileNames[number], DomainLifecycleEventKind.Suspended, 0),
                await Next());
        }
    }

    [Fact]
    public async Task NetworksAndPools_ComeThroughTheLoop()
    {
        using var connection = LibvirtConnection.Open("test:///default");
        using var subscription = connection.SubscribeEvents(_channel.Writer);
        using var network = connection.ListNetworks().Single();
        using var pool = connection.ListStoragePools().Single();

        network.Stop();
        Assert.Equal(new NetworkEvent(network.Uuid, "default", NetworkEventKind.Stopped), await Next());
        pool.Refresh();
        Assert.Equal(new StoragePoolEvent(pool.Uuid, "default-pool", StoragePoolEventKind.Refreshed), await Next());
        pool.Stop();
        Assert.Equal(new StoragePoolEvent(pool.Uuid, "default-pool", StoragePoolEventKind.Stopped), await Next());
    }

    [Fact]
    public async Task OnlyTheAskedTopics_Arrive()
    {
        using var connection = LibvirtConnection.Open("test:///default");
        using var subscription = connection.SubscribeEvents(_channel.Writer, EventTopics.StoragePoolLifecycle);
        using var domain = connection.LookupDomain("test");
        using var pool = connection.ListStoragePools().Single();

        domain.Suspend();
        pool.Stop();

        Assert.IsType<StoragePoolEvent>(await Next());
        Assert.Equal(EventTopics.None, subscription.Unsupported);
    }

    [Fact]
    public async Task FullChannel_LosesEventsAndCountsThem()
    {
        var narrow = Channel.CreateBounded<LibvirtEvent>(1);
        using var host = TestHost.With("alpha");
        using var subscription = host.Connection.SubscribeEvents(narrow.Writer);
        using var domain = host.Connection.LookupDomain("alpha");

        domain.Suspend();
        domain.Resume();
        domain.Suspend();

        await Eventually.True(() => subscription.Dropped == 2, "two events were lost");
    }

    [Fact]
    public async Task EndedSubscription_MakesRoomForTheNext()
    {
        using var host = TestHost.With("alpha");
        var first = Channel.CreateUnbounded<LibvirtEvent>();
        var ended = host.Connection.SubscribeEvents(first.Writer);
        Assert.Throws<InvalidOperationException>(() => host.Connection.SubscribeEvents(_channel.Writer));
        using var domain = host.Connection.LookupDomain("alpha");

        ended.Dispose();
        ended.Dispose();
        using var next = host.Connection.SubscribeEvents(_channel.Writer);
        domain.Suspend();

        Assert.Equal(DomainLifecycleEventKind.Suspended, ((DomainLifecycleEvent)await Next()).Event);
        Assert.Equal(EventTopics.None, next.Unsupported);
        Assert.False(first.Reader.TryRead(out _));
    }

    [Fact]
    public void ClosedConnection_EndsItsSubscriptions()
    {
        var before = CallbackTarget.Count;
        var host = TestHost.With("alpha");
        var subscription = host.Connection.SubscribeEvents(_channel.Writer);
        using var notice = host.Connection.OnClose(_ => { });
        Assert.True(CallbackTarget.Count > before);

        host.Dispose();

        Assert.Equal(before, CallbackTarget.Count);
        subscription.Dispose();
        Assert.Throws<ObjectDisposedException>(() => host.Connection.SubscribeEvents(_channel.Writer));
    }

    [Fact]
    [Trait("Attack", "D8")]
    public async Task ThousandChanges_AllArrive()
    {
        using var host = TestHost.With("alpha");
        using var subscription = host.Connection.SubscribeEvents(_channel.Writer);
        using var domain = host.Connection.LookupDomain("alpha");

        for (var i = 0; i < 500; i++)
        {
            domain.Suspend();
            domain.Resume();
        }

        for (var i = 0; i < 1000; i++)
            await Next();
        Assert.Equal(0, subscription.Dropped);
    }

    private Task<LibvirtEvent> Next() => Eventually.Done(_channel.Reader.ReadAsync(TestContext.Current.CancellationToken));
}

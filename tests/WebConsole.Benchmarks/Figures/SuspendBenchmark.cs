using System.Threading.Channels;
using Libvirt;
using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>How long it takes from <c>virsh suspend</c> to the changed row, beside what a bare listener of libvirt's events needs.</summary>
internal sealed class SuspendBenchmark : IBenchmark
{
    private const int Tries = 40;

    // Both clocks are this machine's, read at the moment of the change.
    private const string RecordChanges = """
        uuid => {
          const state = () => document.querySelector(`[data-testid=machine-row][data-machine="${uuid}"]`)?.dataset.state;
          let last = state();
          window.benchChanges = {};
          new MutationObserver(() => {
            if (state() === last) return;
            last = state();
            window.benchChanges[last] = Date.now();
          }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
        }
        """;

    public string Name => "suspend";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        var (name, uuid) = (await workbench.GuestsAsync()).All[0];
        await using var product = await Product.StartAsync(Ports.Free());
        await using var browser = await Browser.StartAsync();
        var signedIn = await Workbench.SignInAsync(product, browser);
        await using var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.GotoAsync(product.Url + "/machines");
        await visitor.Page.Locator($"[data-testid=machine-row][data-machine='{uuid:D}']").WaitForAsync();
        await visitor.Page.EvaluateAsync(RecordChanges, uuid.ToString("D"));

        using var listener = new Listener(uuid);
        using var virsh = new VirshSession();
        var (rows, events) = (new List<double>(), new List<double>());
        for (var i = 0; i < Tries; i++)
        {
            var called = await ChangeAsync(visitor, virsh, "suspend", "paused", name);
            rows.Add(called.Row);
            events.Add((await listener.NextAsync(DomainLifecycleEventKind.Suspended) - called.At).TotalMilliseconds);
            await ChangeAsync(visitor, virsh, "resume", "running", name);
        }
        yield return new Figure("suspend-to-row", rows.Percentile(95), 200, "ms at the 95th percentile")
        {
            Beside = $"median {rows.Median():0} ms, worst {rows.Max():0} ms of {Tries}; a bare event listener: median {events.Median():0} ms, 95th percentile {events.Percentile(95):0} ms",
        };
    }

    private static async Task<(DateTimeOffset At, double Row)> ChangeAsync(Visitor visitor, VirshSession virsh, string command, string state, string name)
    {
        await visitor.Page.EvaluateAsync("window.benchChanges = {}");
        var at = TimeProvider.System.GetUtcNow();
        await virsh.SendAsync($"{command} {name}");
        double? changed = null;
        await Wait.ForAsync(async () => (changed = await visitor.Page.EvaluateAsync<double?>("state => window.benchChanges[state] ?? null", state)) is not null,
            TimeSpan.FromSeconds(30), $"the row shows {state}");
        return (at, changed!.Value - at.ToUnixTimeMilliseconds());
    }

    /// <summary>libvirt's events of one machine, with nothing of the product between.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly Channel<LibvirtEvent> _events = Channel.CreateUnbounded<LibvirtEvent>();
        private readonly Channel<(DomainLifecycleEventKind Kind, DateTimeOffset At)> _noted = Channel.CreateUnbounded<(DomainLifecycleEventKind, DateTimeOffset)>();
        private readonly LibvirtConnection _connection = LibvirtConnection.Open(IdleGuests.Uri);
        private readonly EventSubscription _subscription;

        public Listener(Guid machine)
        {
            _subscription = _connection.SubscribeEvents(_events.Writer);
            _ = Task.Run(() => NoteAsync(machine));
        }

        public async Task<DateTimeOffset> NextAsync(DomainLifecycleEventKind kind)
        {
            while (true)
            {
                var noted = await _noted.Reader.ReadAsync();
                if (noted.Kind == kind)
                    return noted.At;
            }
        }

        public void Dispose()
        {
            _subscription.Dispose();
            _connection.Dispose();
            _events.Writer.TryComplete();
        }

        private async Task NoteAsync(Guid machine)
        {
            await foreach (var libvirtEvent in _events.Reader.ReadAllAsync())
            {
                if (libvirtEvent is DomainLifecycleEvent lifecycle && lifecycle.Uuid == machine)
                    _noted.Writer.TryWrite((lifecycle.Event, TimeProvider.System.GetUtcNow()));
            }
        }
    }
}

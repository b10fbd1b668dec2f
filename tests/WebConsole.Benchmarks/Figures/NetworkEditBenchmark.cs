using System.Diagnostics;
using Libvirt;
using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>How much longer an edit of a network takes until it is in force than libvirt's own call for it: an address is kept for a card, and freed.</summary>
internal sealed class NetworkEditBenchmark : IBenchmark
{
    private const int Rounds = 40, WarmUp = 5;
    private const string Edited = "bench-edit", Card = "52:54:00:00:be:01", Kept = "192.168.177.77";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1), Patience = TimeSpan.FromSeconds(30);

    public string Name => "network-edit";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        if (!Directory.Exists("/run/lab"))
            throw new InvalidOperationException("This makes a network: run it by ./test.sh bench, which gives it a libvirt of its own");
        await Shell.RunAsync("bash", "-c", $"""
            virsh -c {IdleGuests.Uri} net-define /dev/stdin <<< "<network><name>{Edited}</name><forward mode='nat'/><bridge name='virbr177'/><ip address='192.168.177.1' prefix='24'><dhcp><range start='192.168.177.2' end='192.168.177.60'/></dhcp></ip></network>"
            virsh -c {IdleGuests.Uri} net-start {Edited}
            """);
        try
        {
            await using var product = await Product.StartAsync(Ports.Free());
            SignedIn signedIn;
            await using (var browser = await Browser.StartAsync())
                signedIn = await Workbench.SignInAsync(product, browser);
            using var api = await ApiClient.StartAsync(product, signedIn, "local");
            using var connection = LibvirtConnection.Open(IdleGuests.Uri);
            using var watching = LibvirtConnection.Open(IdleGuests.Uri);
            using var network = connection.LookupNetwork(Guid.Parse(await Shell.VirshAsync("net-uuid", Edited)));
            using var watched = watching.LookupNetwork(network.Uuid);
            var address = $"/api/v1/networks/local/{network.Uuid:D}";
            await Wait.ForAsync(() => api.IsThereAsync(address), Patience, "WebConsole knows the network");
            var (edits, calls) = (new List<double>(), new List<double>());
            for (var i = -WarmUp; i < Rounds; i++)
            {
                foreach (var isKept in new[] { true, false })
                {
                    var edit = await InForceAsync(watched, isKept, async () => await api.EndedAsync(await api.BeginAsync(HttpMethod.Patch, address, Changes(isKept))));
                    // Away again, in both definitions, so that the bare call finds what the edit found.
                    await api.EndedAsync(await api.BeginAsync(HttpMethod.Patch, address, Changes(!isKept)));
                    var call = await InForceAsync(watched, isKept, () => Task.Run(() => Call(network, isKept, NetworkUpdateFlags.AffectLive)));
                    Call(network, isKept, NetworkUpdateFlags.AffectConfig);
                    if (i < 0)
                        continue;
                    edits.Add(edit);
                    calls.Add(call);
                }
            }
            yield return new Figure("network-edit", edits.Median() - calls.Median(), 100, "ms longer than virNetworkUpdate, by the medians")
            {
                Beside = $"{edits.Median():0.0} ms, 95th percentile {edits.Percentile(95):0.0} ms, from the request until the definition in force has it; "
                    + $"by virNetworkUpdate {calls.Median():0.0} and {calls.Percentile(95):0.0} ms; {edits.Median() / calls.Median():0.0} times that; {edits.Count} of each by turns",
            };
        }
        finally
        {
            await Shell.RunAsync("bash", "-c", $"virsh -c {IdleGuests.Uri} net-destroy {Edited}; virsh -c {IdleGuests.Uri} net-undefine {Edited}");
        }
    }

    private static object Changes(bool isKept) => new
    {
        ipv4 = new { address = "192.168.177.1", prefix = 24, dhcp = new { start = "192.168.177.2", end = "192.168.177.60" }, hosts = isKept ? new[] { new { mac = Card, ip = Kept } } : [] },
    };

    /// <summary>The bare call, as the product makes it.</summary>
    private static void Call(Network network, bool isKept, NetworkUpdateFlags where) =>
        network.Update(isKept ? NetworkUpdateCommand.AddLast : NetworkUpdateCommand.Delete, NetworkSection.IPDhcpHost, 0, $"<host mac='{Card}' ip='{Kept}'/>", where);

    /// <returns>Milliseconds until the definition in force has it; it ends once all is done.</returns>
    private static async Task<double> InForceAsync(Network watched, bool isKept, Func<Task> edit)
    {
        var began = Stopwatch.GetTimestamp();
        var edited = edit();
        while (watched.GetXml().Contains(Kept, StringComparison.Ordinal) != isKept)
        {
            if (edited.IsFaulted || Stopwatch.GetElapsedTime(began) > Patience)
                break;
            await Task.Delay(BetweenLooks);
        }
        var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await edited;
        return watched.GetXml().Contains(Kept, StringComparison.Ordinal) == isKept ? time : throw new InvalidOperationException("The edit is not in force.");
    }
}

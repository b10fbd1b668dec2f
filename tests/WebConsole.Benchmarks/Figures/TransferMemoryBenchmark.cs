using WebConsole.Benchmarks.Harness;

namespace WebConsole.Benchmarks.Figures;

/// <summary>What the server's memory grows during transfers. A page stays open: after the last one has gone, the server gives back all that it can spare.</summary>
internal sealed class TransferMemoryBenchmark : IBenchmark
{
    private const long Size = 1L << 30;
    private const int Rounds = 3;
    private const int Beside = 4;

    public string Name => "transfer-memory";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var bed = await TransferBed.MakeAsync(Size);
        await using var visitor = await bed.OpenAsync();
        await TransferBed.ShellAsync($"head -c {Size / Beside} {bed.File} > {bed.Root}/part.img");
        var grown = new Dictionary<string, double>();
        for (var i = 0; i < Rounds; i++)
        {
            var (upload, chosen) = ($"u{i}.img", $"{bed.Root}/page{i}.img");
            await TransferBed.ShellAsync($"ln {bed.File} {chosen}");
            await WatchAsync("an upload by curl", () => bed.Client.UploadAsync(bed.File, upload));
            await WatchAsync("a download by curl", () => bed.Client.DownloadAsync(upload, $"{bed.Root}/out.img"));
            await WatchAsync("an upload by the page", () => TransferBed.UploadAsync(visitor, chosen));
            await WatchAsync("several uploads", () => Task.WhenAll(Enumerable.Range(1, Beside).Select(number => bed.Client.UploadAsync($"{bed.Root}/part.img", $"m{i}-{number}.img"))));
            foreach (var volume in (string[])[upload, $"page{i}.img", .. Enumerable.Range(1, Beside).Select(number => $"m{i}-{number}.img")])
                await TransferBed.DeleteAsync(volume);
        }
        grown.Remove("several uploads", out var beside);
        yield return new Figure("transfer-memory", grown.Values.Max(), 22, "MB that the server's memory grows during a transfer, at the most")
        {
            Beside = $"{string.Join(", ", grown.Select(one => $"{one.Key} {one.Value:0.0}"))}; {Rounds} rounds, looked at 5 times a second",
        };
        yield return new Figure("transfer-memory-beside", beside, 20 + (2 * Beside), "MB that it grows during several uploads at once, at the most") { Beside = $"{Beside} uploads of {Size / Beside >> 20} MiB by curl" };

        async Task WatchAsync(string what, Func<Task> transfer)
        {
            using var memory = MemoryWatch.Start(bed.Product.ProcessId);
            await transfer();
            grown[what] = Math.Max(grown.GetValueOrDefault(what), await memory.GrowthAsync());
        }
    }
}

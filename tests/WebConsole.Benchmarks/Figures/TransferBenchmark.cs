using System.Diagnostics;
using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.Benchmarks.Figures;

/// <summary>Two gigabytes into a pool and out of it, by curl and by the page, beside virsh; and what the server needs for it.</summary>
internal sealed class TransferBenchmark : IBenchmark
{
    private const string Pool = "bench-transfer";
    private const long Size = 2L << 30;
    private const int Rounds = 5;
    private const int Beside = 4;

    private static readonly (string Name, string Pack, string Unpack)[] Packings = [("gz", "gzip -1", "zcat"), ("zst", "zstd -q", "zstdcat"), ("xz", "xz -0", "xzcat")];

    public string Name => "transfer";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        var root = Directory.CreateTempSubdirectory("webconsole-bench-").FullName;
        var (file, part) = (Path.Combine(root, "file.img"), Path.Combine(root, "part.img"));
        await ShellAsync($"head -c {Size} /dev/urandom > {file} && head -c {Size / Beside} {file} > {part} && mkdir {root}/pool && virsh -c {IdleGuests.Uri} pool-create-as {Pool} dir --target {root}/pool");
        await using var product = await Product.StartAsync(Ports.Free());
        await using var browser = await Browser.StartAsync();
        var signedIn = await Workbench.SignInAsync(product, browser);
        using var api = await ApiClient.StartAsync(product, signedIn, "local");
        var uuid = (await Shell.VirshAsync("pool-uuid", Pool)).Trim();
        var client = new CurlClient(product.Url, api, $"/api/v1/pools/local/{uuid}");
        await Wait.ForAsync(client.IsThereAsync, TimeSpan.FromSeconds(30), "the pool is seen");
        await client.UploadAsync(part, "warm.img");

        using var sink = new UploadSink();
        var (up, plain, page, plainPage, byVirsh) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (down, plainDown, outByVirsh) = (new List<double>(), new List<double>(), new List<double>());
        var grown = new Dictionary<string, double>();
        for (var i = 0; i < Rounds; i++)
        {
            // Names of their own: it takes WebConsole seconds to see that virsh has deleted something.
            var (upload, chosen) = ($"u{i}.img", $"{root}/page{i}.img");
            await ShellAsync($"ln {file} {chosen}");
            // Each removes what it wrote before the next begins: memory that was used a moment ago is faster for the next file than other.
            byVirsh.Add(await TimeAsync(() => ShellAsync($"virsh -c {IdleGuests.Uri} vol-create-as {Pool} v.img {Size} --format raw && virsh -c {IdleGuests.Uri} vol-upload v.img {file} --pool {Pool}")));
            outByVirsh.Add(await TimeAsync(() => ShellAsync($"virsh -c {IdleGuests.Uri} vol-download v.img {root}/out.img --pool {Pool}")));
            await ShellAsync($"cmp {file} {root}/out.img && rm {root}/out.img && virsh -c {IdleGuests.Uri} vol-delete v.img --pool {Pool}");
            plain.Add(await TimeAsync(async () =>
            {
                await ShellAsync($"virsh -c {IdleGuests.Uri} vol-create-as {Pool} p.img {Size} --format raw");
                await PlainUpload.RunAsync(file, Guid.Parse(uuid), "p.img");
            }));
            plainDown.Add(await TimeAsync(() => PlainDownload.RunAsync(Guid.Parse(uuid), "p.img", $"{root}/out.img")));
            await ShellAsync($"cmp {file} {root}/out.img && rm {root}/out.img && virsh -c {IdleGuests.Uri} vol-delete p.img --pool {Pool}");
            up.Add(await WatchAsync("an upload by curl", () => TimeAsync(() => client.UploadAsync(file, upload))));
            down.Add(await WatchAsync("a download by curl", () => TimeAsync(() => client.DownloadAsync(upload, $"{root}/out.img"))));
            await ShellAsync($"cmp {file} {root}/out.img && rm {root}/out.img && virsh -c {IdleGuests.Uri} vol-delete {upload} --pool {Pool}");
            page.Add(await ByPageAsync(product, browser, signedIn, uuid, chosen, transfer => WatchAsync("an upload by the page", transfer)));
            await ShellAsync($"virsh -c {IdleGuests.Uri} vol-delete page{i}.img --pool {Pool}");
            plainPage.Add(await BySinkAsync(sink, browser, chosen));
        }
        yield return Ratio("upload-curl", byVirsh, up, "virsh vol-create-as and vol-upload");
        yield return Ratio("upload-curl-plain", plain, up, "the same bytes through a TCP socket, without HTTP, into libvirt's stream");
        yield return Ratio("upload-page", byVirsh, page, "virsh; tus-js-client in Chromium, from the choice of the file");
        yield return Ratio("upload-page-plain", plainPage, page, "the same bytes by one request of the same Chromium to a server that throws them away, without libvirt");
        yield return Ratio("download-curl", outByVirsh, down, "virsh vol-download");
        yield return Ratio("download-curl-plain", plainDown, down, "the same bytes from libvirt's stream through a TCP socket, without HTTP");

        await WatchAsync("several uploads", async () =>
        {
            await Task.WhenAll(Enumerable.Range(1, Beside).Select(number => client.UploadAsync(part, $"m{number}.img")));
            return 0;
        });
        var beside = grown["several uploads"];
        grown.Remove("several uploads");
        yield return new Figure("transfer-memory", grown.Values.Max(), 22, "MB that the server's memory grows during a transfer, at the most") { Beside = $"{string.Join(", ", grown.Select(one => $"{one.Key} {one.Value:0.0}"))}; looked at 5 times a second" };
        yield return new Figure("transfer-memory-beside", beside, 20 + (2 * Beside), "MB that it grows during several uploads at once, at the most") { Beside = $"{Beside} uploads of {Size / Beside >> 20} MiB by curl" };

        await foreach (var figure in UnpackAsync(client, root, file))
            yield return figure;
        await ShellAsync($"virsh -c {IdleGuests.Uri} pool-destroy {Pool}; rm -r {root}");

        async Task<double> WatchAsync(string what, Func<Task<double>> transfer)
        {
            using var memory = MemoryWatch.Start(product.ProcessId);
            var seconds = await transfer();
            grown[what] = Math.Max(grown.GetValueOrDefault(what), await memory.GrowthAsync());
            return seconds;
        }
    }

    /// <summary>Packed files, beside a shell's way.</summary>
    private static async IAsyncEnumerable<Figure> UnpackAsync(CurlClient client, string root, string file)
    {
        // Half of it can be packed, as an image of a system.
        const long Unpacked = 512 << 20;
        await ShellAsync($"head -c {Unpacked / 2} {file} | base64 -w 0 | head -c {Unpacked} > {root}/text.img; truncate -s {Unpacked} {root}/text.img");
        foreach (var (packing, pack, unpack) in Packings)
        {
            await ShellAsync($"{pack} -c {root}/text.img > {root}/packed");
            var shell = await TimeAsync(() => ShellAsync($"virsh -c {IdleGuests.Uri} vol-create-as {Pool} v.img {Unpacked} --format raw && {unpack} {root}/packed | virsh -c {IdleGuests.Uri} vol-upload v.img /dev/stdin --pool {Pool}"));
            var ours = await TimeAsync(() => client.UploadAsync($"{root}/packed", packing + ".img", packing));
            await ShellAsync($"cmp {root}/text.img {root}/pool/{packing}.img && for name in v.img {packing}.img; do virsh -c {IdleGuests.Uri} vol-delete $name --pool {Pool}; done");
            yield return Ratio($"unpack-{packing}", [shell], [ours], $"{unpack} into virsh vol-upload");
        }
    }

    private static Figure Ratio(string name, List<double> theirs, List<double> ours, string who) =>
        new(name, theirs.Median() / ours.Median(), 0.8, $"× {who}")
        {
            AtLeast = true,
            Beside = $"{ours.Median():0.00} s, there {theirs.Median():0.00} s; {ours.Count} rounds, the slowest {ours.Max():0.00} and {theirs.Max():0.00} s",
        };

    private static async Task<double> ByPageAsync(Product product, Browser browser, SignedIn signedIn, string pool, string file, Func<Func<Task<double>>, Task<double>> watch)
    {
        await using var visitor = await browser.NewVisitorAsync(storageState: signedIn.StorageState);
        await visitor.Page.GotoAsync($"{product.Url}/storage/local/{pool}");
        await Expect(visitor.TestId("uploads")).ToHaveAttributeAsync("data-ready", "");
        return await watch(() => TimeAsync(async () =>
        {
            await visitor.TestId("upload-input").SetInputFilesAsync(file);
            await Expect(visitor.TestId("upload-row").Filter(new() { HasText = Path.GetFileName(file), Visible = true })).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 120_000 });
        }));
    }

    private static async Task<double> BySinkAsync(UploadSink sink, Browser browser, string file)
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(sink.Url);
        return await TimeAsync(async () =>
        {
            await visitor.Page.Locator("input").SetInputFilesAsync(file);
            await visitor.Page.EvaluateAsync(UploadSink.SendFile);
        });
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Task<string> ShellAsync(string script) => Shell.RunAsync("bash", "-c", script);
}
